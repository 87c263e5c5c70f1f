using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>Who comes in, and why not, at the gateway with its line cut.</summary>
public sealed class EntryTests
{
    private const string Anne = "04D0000000A11E";
    private const string Paul = "04D00000000007";

    private static readonly DateTimeOffset Now = TestSite.Morning;

    public static TheoryData<string, string> Denials => new()
    {
        { "stranger", "denied unknown-credential" },
        { "lost", "denied revoked" },
        { "unbooked", "denied no-booking" },
        { "early", "denied too-early" },
        { "late", "denied too-late" },
        { "closed", "denied closed" },
        { "lockdown", "denied lockdown" },
        { "expired", "denied closed" },
        { "other-door", "denied no-booking" },
        { "unset-clock", "denied closed" },
    };

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task Every_denial_has_its_reason_and_the_reader_hears_it(string who, string becomes)
    {
        using var site = new TestSite();
        var (before, after) = (new TimeRange(Now.AddHours(-3), Now.AddHours(-2)), new TimeRange(Now.AddHours(2), Now.AddHours(3)));
        var entry = who switch
        {
            "early" => TestSite.Entry(TestSite.HashOf(Anne), "c1", after),
            "late" => TestSite.Entry(TestSite.HashOf(Anne), "c1", before),
            "unbooked" or "closed" => TestSite.Entry(TestSite.HashOf(Anne), "c1"),
            "other-door" => TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today, doors: "side"),
            _ => TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today),
        };
        var content = new AccessContent
        {
            Entries = who is "stranger" or "lost" ? [] : [entry],
            Revoked = who == "lost" ? [TestSite.HashOf(Anne)] : [],
            Open = who == "closed" ? [new TimeRange(Now.AddHours(1), Now.AddHours(2))] : [],
        };
        await site.Use(content, expires: who == "expired" ? Now : null);
        site.Quality = who == "unset-clock" ? ClockQuality.Unset : ClockQuality.Synced;
        if (who == "lockdown")
            await site.Doors.Demand(Demanded.Of("main", DoorMode.Lockdown));

        Assert.Equal(becomes, await site.Becomes(site.Badge(Anne)));
        Assert.Empty(site.Lan.Unlocks);
        Assert.Equal(becomes.Split(' ')[1], site.Lan.LastDenial);
    }

    [Fact]
    public async Task A_badge_opens_the_door_of_its_booking_for_as_long_as_the_site_says()
    {
        using var site = new TestSite();
        await site.Use(new AccessContent { Entries = [TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today)], Rules = new AccessRules { Unlock = TimeSpan.FromSeconds(7) } });
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        var (topic, text, retain) = site.Lan.Sent.Single(said => said.Topic.EndsWith("/cmd", StringComparison.Ordinal));
        Assert.Equal(("sohosolo/1/nogaro/door/main/cmd", false), (topic, retain));
        var command = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((7000, Now.AddSeconds(10).ToUnixTimeSeconds()), (command.GetProperty("ms").GetInt32(), command.GetProperty("naf").GetInt64()));
        Assert.Equal(("c1", command.GetProperty("id").GetString(), null, null), (site.Log.Last.Ref, site.Log.Last.Command, site.Log.Last.Hash, site.Log.Last.Sealed));
    }

    [Fact]
    public void A_known_badge_has_its_unlock_before_the_call_returns_and_before_the_disk()
    {
        using var site = new TestSite();
        _ = site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        var disk = new TaskCompletionSource();
        site.Log.Ready = disk.Task;
        var kept = site.Doors.Handle(site.Badge(Anne));
        Assert.Single(site.Lan.Unlocks);
        Assert.False(kept.IsCompleted);
        Assert.DoesNotContain(site.Lan.Sent, said => said.Topic.EndsWith("/rcv", StringComparison.Ordinal));
        disk.SetResult();
    }

    [Fact]
    public async Task What_is_kept_is_told_to_the_device_up_to_the_first_hole()
    {
        using var site = new TestSite();
        var (first, second, third) = (site.Said(SignalKind.Rex), site.Said(SignalKind.Rex), site.Said(SignalKind.Rex));
        foreach (var signal in (Signal[])[first, third, second, second])
            await site.Doors.Handle(signal);

        Assert.Equal(
            ["""{"boot":"9f3c","upto":1}""", """{"boot":"9f3c","upto":1}""", """{"boot":"9f3c","upto":3}""", """{"boot":"9f3c","upto":3}"""],
            site.Lan.Sent.Where(said => said.Topic == "sohosolo/1/nogaro/dev/nogaro-reader-main/rcv").Select(said => said.Text));
        Assert.Equal(3, site.Log.Events.Count(happened => happened.Kind == "rex"));
    }

    [Fact]
    public async Task A_crash_between_unlock_and_disk_says_the_same_command_again()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        site.Log.Ready = new TaskCompletionSource().Task;
        var badge = site.Badge(Anne);
        _ = site.Doors.Handle(badge);
        site.Log.Ready = Task.CompletedTask;
        using var next = site.Restarted();
        await next.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        await next.Doors.Handle(badge);
        Assert.Equal(Assert.Single(site.Lan.Unlocks), Assert.Single(next.Lan.Unlocks));
        Assert.Equal(UnlockIds.Of(TestSite.Reader, badge.Identity!), next.Lan.Unlocks[0]);
        Assert.Equal(26, next.Lan.Unlocks[0].Length);
    }

    [Fact]
    public async Task What_a_full_disk_did_not_take_is_written_later_as_it_was_decided()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        site.Log.IsBroken = true;
        var badge = site.Badge(Anne);
        await Assert.ThrowsAsync<IOException>(() => site.Doors.Handle(badge));
        site.Log.IsBroken = false;
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("granted booking", await site.Becomes(badge with { ReceivedAt = site.Clock.GetUtcNow() }));
        Assert.Single(site.Lan.Unlocks);
    }

    [Theory]
    [InlineData(10.0, "granted booking")]
    [InlineData(10.1, "none stale")]
    [InlineData(-60.0, "granted booking")]
    public async Task A_badge_older_than_ten_seconds_opens_nothing(double seconds, string becomes)
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        var badge = site.Badge(Anne);
        Assert.Equal(becomes, await site.Becomes(badge with { DeviceSeconds = badge.DeviceSeconds - seconds }));
        Assert.Equal(becomes.StartsWith("granted", StringComparison.Ordinal) ? 1 : 0, site.Lan.Commands.Count);
    }

    [Theory]
    [InlineData(null, 100.0, null, "granted booking")]
    [InlineData(null, 88.0, null, "none stale")]
    [InlineData(11.0, 100.0, null, "none stale")]
    [InlineData(9.0, 3.0, null, "granted booking")]
    [InlineData(null, null, null, "granted booking")]
    [InlineData(null, 88.0, "other boot", "granted booking")]
    public async Task A_device_without_a_clock_counts_from_its_start_or_says_how_old_it_is(double? age, double? seconds, string? boot, string becomes)
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null, UptimeSeconds = 100 });
        Assert.Equal(becomes, await site.Becomes(site.Badge(Anne) with { Clock = DeviceClock.Unset, DeviceSeconds = seconds, AgeSeconds = age, Boot = boot ?? TestSite.Boot }));
    }

    [Fact]
    public async Task A_card_that_lies_at_a_reader_is_decided_once_in_two_seconds_and_another_card_at_once()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today), TestSite.Entry(TestSite.HashOf(Paul), "c2", TestSite.Today));
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        Assert.Equal("none repeated", await site.Becomes(site.Badge(Anne)));
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Paul)));
        Assert.Equal("none repeated", await site.Becomes(site.Badge(Anne)));
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne, TestSite.SideReader)));
        site.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        Assert.Equal(4, site.Lan.Unlocks.Distinct().Count());
    }

    [Fact]
    public async Task Where_both_are_needed_a_badge_waits_for_its_members_PIN_and_for_nobody_elses()
    {
        using var site = new TestSite(TestSite.Morning.AddHours(12));
        var night = new TimeRange(TestSite.Morning, TestSite.Morning.AddDays(1));
        await site.Use(
            TestSite.Entry(TestSite.HashOf(Anne), "badge-anne", night, EntryTraits.PinNeeded, "anne"),
            TestSite.Entry(TestSite.HashOfPin("271828"), "pin-anne", night, EntryTraits.PinNeeded, "anne"),
            TestSite.Entry(TestSite.HashOfPin("314159"), "pin-paul", night, EntryTraits.PinNeeded, "paul"));
        Assert.NotEqual("granted booking", await site.Becomes(site.Pin("271828")));
        site.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("none pin-needed", await site.Becomes(site.Badge(Anne)));
        Assert.NotEqual("granted booking", await site.Becomes(site.Pin("314159")));
        Assert.NotEqual("granted booking", await site.Becomes(site.Pin("271828", TestSite.OtherReader)));
        site.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("granted booking", await site.Becomes(site.Pin("271828")));
        Assert.Equal("badge-anne", site.Log.Last.Ref);
        site.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("none pin-needed", await site.Becomes(site.Badge(Anne)));
        site.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.NotEqual("granted booking", await site.Becomes(site.Pin("271828")));
    }

    [Fact]
    public async Task A_pass_that_opens_once_opens_once_also_after_a_restart()
    {
        using var site = new TestSite();
        var pass = TestSite.Pass(uses: 1);
        Assert.Equal("granted pass", await site.Becomes(site.Qr(pass)));
        Assert.Equal("booking-1", site.Log.Last.Booking);
        Assert.StartsWith("pass:", site.Log.Last.Ref, StringComparison.Ordinal);
        Assert.Equal("denied pass-used", await site.Becomes(site.Qr(pass, TestSite.OtherReader)));
        using var next = site.Restarted();
        await next.Use();
        Assert.Equal("denied pass-used", await next.Becomes(next.Qr(pass)));
    }

    [Fact]
    public async Task A_pass_is_refused_for_its_own_reasons()
    {
        using var site = new TestSite();
        await site.Use(new AccessContent { Revoked = ["pass:gone"] });
        var (was, willBe) = (new TimeRange(Now.AddHours(-2), Now.AddHours(-1)), new TimeRange(Now.AddHours(1), Now.AddHours(2)));
        var good = TestSite.Pass();
        Assert.Equal("denied revoked", await site.Becomes(site.Qr(TestSite.Pass(nonce: "gone"))));
        Assert.Equal("denied wrong-site", await site.Becomes(site.Qr(TestSite.Pass(site: "auch"))));
        Assert.Equal("denied expired-pass", await site.Becomes(site.Qr(TestSite.Pass(during: was))));
        Assert.Equal("denied too-early", await site.Becomes(site.Qr(TestSite.Pass(during: willBe))));
        Assert.Equal("denied no-booking", await site.Becomes(site.Qr(TestSite.Pass(doors: "side"))));
        Assert.Equal("denied unknown-credential", await site.Becomes(site.Qr(good[..^4] + "AAAA")));
        Assert.Equal("granted pass", await site.Becomes(site.Qr(good)));
        Assert.All(site.Log.Events, happened => Assert.DoesNotContain("TC1", JsonSerializer.Serialize(happened), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_is_kept_shows_what_was_presented()
    {
        using var site = new TestSite();
        await site.Becomes(site.Badge(Anne));
        Assert.Equal((TestSite.HashOf(Anne), true), (site.Log.Last.Hash, site.Log.Last.Sealed is not null));
        await site.Becomes(site.Pin("123456"));
        var all = JsonSerializer.Serialize(site.Log.Events) + JsonSerializer.Serialize(site.Log.Memory);
        Assert.DoesNotContain(Anne, all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("123456", all, StringComparison.Ordinal);
    }
}
