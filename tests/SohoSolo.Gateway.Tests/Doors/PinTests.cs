using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>PINs, right ones and guessed ones.</summary>
public sealed class PinTests
{
    private const string Anne = "04D0000000A11E";
    private const int Days = 30;

    [Fact]
    public async Task Five_wrong_PINs_lock_a_reader_and_neither_a_restart_nor_a_right_PIN_opens_it()
    {
        using var site = new TestSite();
        await WithPin(site);
        for (var i = 0; i < 5; i++)
            Assert.Equal("denied unknown-credential", await site.Becomes(site.Pin($"00000{i}")));

        Assert.Contains($"pin-locked raised {TestSite.Reader}", site.Alarms);
        Assert.Equal("denied pin-locked", await site.Becomes(site.Pin("271828")));
        Assert.Equal("granted booking", await site.Becomes(site.Pin("271828", TestSite.OtherReader)));
        using var next = site.Restarted();
        await WithPin(next);
        Assert.Equal("denied pin-locked", await next.Becomes(next.Pin("271828")));
        next.Clock.Advance(TimeSpan.FromSeconds(61));
        await next.Doors.Look();
        Assert.Contains($"pin-locked cleared {TestSite.Reader}", next.Alarms);
        Assert.Equal("granted booking", await next.Becomes(next.Pin("271828")));
    }

    [Fact]
    public async Task A_badge_that_opens_forgives_its_reader()
    {
        using var site = new TestSite();
        await WithPin(site);
        await WrongFiveTimes(site);
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        Assert.Contains($"pin-locked cleared {TestSite.Reader}", site.Alarms);
        Assert.Equal("granted booking", await site.Becomes(site.Pin("271828")));
    }

    [Fact]
    public async Task A_keepers_word_forgives_a_reader()
    {
        using var site = new TestSite();
        await WithPin(site);
        await WrongFiveTimes(site);
        await site.Doors.Obey(new LinkMessage.Command(new SiteId(TestSite.Site), 1, 1)
        {
            Id = "r1",
            Operation = CommandOperation.ResetPin,
            Reader = TestSite.Reader,
            NotAfter = site.Clock.GetUtcNow().AddSeconds(10),
            Operator = "keeper",
            IssuedAt = site.Clock.GetUtcNow(),
        });
        Assert.Equal("granted booking", await site.Becomes(site.Pin("271828")));
    }

    [Fact]
    public async Task A_PIN_that_the_hub_knows_is_not_a_wrong_one()
    {
        using var site = new TestSite();
        await site.Use();
        site.Hub.IsConnected = true;
        site.Hub.Grants(GrantReason.Booking, "c9");
        for (var i = 0; i < 6; i++)
            Assert.Equal("granted booking", await site.Becomes(site.Pin($"00000{i}")));
    }

    [Fact]
    public async Task While_PINs_pour_in_a_badge_opens_at_once_and_not_all_PINs_are_looked_at()
    {
        using var site = new TestSite();
        string[] readers = [.. Enumerable.Range(0, 20).Select(i => $"reader-{i}")];
        await site.Use(new AccessContent
        {
            Entries = [TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today)],
            Devices = [TestSite.Device(TestSite.Reader, "main"), .. readers.Select(reader => TestSite.Device(reader, "main"))],
        });
        Task[] flood = [.. readers.Select(reader => site.Doors.Handle(site.Pin("000000", reader)))];
        var badge = site.Doors.Handle(site.Badge(Anne));
        Assert.Single(site.Lan.Unlocks);
        await badge;
        await Task.WhenAll(flood);

        // Four wait at a time; how many of the others come late enough to find a turn free is the machine's affair.
        Assert.InRange(site.Log.Events.Count(happened => happened.Reason == "pin-locked" && happened.Kind == "pin"), 1, 16);
    }

    /// <summary>
    /// Somebody stands before ten readers for a month and tries as often as he may, with a badge of his own that forgives each reader. The odds: with n PINs of six digits, 1 − (1 − n/10⁶)^tries.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_month_of_guessing_at_every_reader_has_no_more_tries_than_fifty_in_any_day(bool hasBadge)
    {
        var (lockouts, recording) = (new Lockouts(new Dictionary<string, string>()), new Recording());
        string[] readers = [.. Enumerable.Range(0, 10).Select(i => $"reader-{i}")];
        var looked = new List<DateTimeOffset>();
        for (var now = TestSite.Morning; now < TestSite.Morning.AddDays(Days); now += TimeSpan.FromSeconds(30))
        {
            foreach (var reader in readers)
            {
                if (hasBadge)
                    lockouts.Forgive(reader, recording);
                if (lockouts.IsLocked(reader, now))
                    continue;

                looked.Add(now);
                lockouts.Wrong(reader, now, recording);
            }
        }

        Assert.All(looked.Index(), item => Assert.True(item.Index < 50 || item.Item - looked[item.Index - 50] >= TimeSpan.FromDays(1)));
        Assert.InRange(looked.Count, 50, 50 * (Days + 1));
        const int active = 40;
        var odds = 1 - Math.Pow(1 - (active / 1e6), looked.Count);
        Assert.InRange(odds, 0, 1 - Math.Pow(1 - (active / 1e6), 50 * Days));
    }

    [Fact]
    public void What_is_remembered_of_wrong_PINs_is_read_back_as_it_was()
    {
        var recording = new Recording();
        var before = new Lockouts(new Dictionary<string, string>());
        for (var i = 0; i < 5; i++)
            before.Wrong("r", TestSite.Morning, recording);

        var after = new Lockouts(recording.ToEntry().Memory.ToDictionary(entry => entry.Key, entry => entry.Value!));
        Assert.True(after.IsReaderLocked("r", TestSite.Morning.AddSeconds(59)));
        Assert.False(after.IsReaderLocked("r", TestSite.Morning.AddSeconds(61)));
    }

    private static Task WithPin(TestSite site) => site.Use(
        TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today), TestSite.Entry(TestSite.HashOfPin("271828"), "c2", TestSite.Today));

    private static async Task WrongFiveTimes(TestSite site)
    {
        for (var i = 0; i < 5; i++)
            await site.Becomes(site.Pin($"00000{i}"));

        Assert.Equal("denied pin-locked", await site.Becomes(site.Pin("271828")));
        site.Clock.Advance(TimeSpan.FromSeconds(2));
    }
}
