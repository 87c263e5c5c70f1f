using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>What the gateway does not know, and whom it asks.</summary>
public sealed class AskTests
{
    private const string Anne = "04D0000000A11E";

    [Fact]
    public async Task An_unknown_badge_is_asked_about_and_the_hubs_word_holds()
    {
        using var site = new TestSite();
        site.Hub.IsConnected = true;
        site.Hub.Grants(GrantReason.Booking, "c9", "b7");
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        Assert.Equal(("c9", "b7", null), (site.Log.Last.Ref, site.Log.Last.Booking, site.Log.Last.Hash));
        Assert.Equal(("unknown", "main", TestSite.Reader), Assert.Single(site.Hub.Questions) is var asked ? (asked.Why, asked.Door, asked.Reader) : default);
        site.Hub.Denies(DenyReason.QuotaExhausted);
        Assert.Equal("denied quota-exhausted", await site.Becomes(site.Badge("04D00000000007")));
        Assert.Equal("quota-exhausted", site.Lan.LastDenial);
    }

    [Fact]
    public async Task Without_an_answer_an_unknown_badge_stays_outside()
    {
        using var site = new TestSite();
        site.Hub.IsConnected = true;
        Assert.Equal("denied unknown-credential", await site.Becomes(site.Badge(Anne)));
        Assert.Equal(site.Hub.Questions[0].Id, site.Log.Last.Ask);
    }

    [Fact]
    public async Task With_the_line_cut_nobody_is_asked()
    {
        using var site = new TestSite();
        Assert.Equal("denied unknown-credential", await site.Becomes(site.Badge(Anne)));
        Assert.Empty(site.Hub.Questions);
    }

    [Fact]
    public async Task A_known_badge_with_a_booking_asks_nobody()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        site.Hub.IsConnected = true;
        Assert.Equal("granted booking", await site.Becomes(site.Badge(Anne)));
        Assert.Empty(site.Hub.Questions);
    }

    [Fact]
    public async Task A_walk_in_is_the_hubs_to_book_and_the_snapshots_where_the_line_is_cut()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", traits: EntryTraits.WalkIn));
        Assert.Equal("granted walk-in", await site.Becomes(site.Badge(Anne)));
        Assert.Null(site.Log.Last.Booking);
        site.Hub.IsConnected = true;
        site.Hub.Grants(GrantReason.WalkIn, "c1", "b1");
        Assert.Equal("granted walk-in", await site.Becomes(site.Badge(Anne, TestSite.OtherReader)));
        Assert.Equal(("b1", "walk-in"), (site.Log.Last.Booking, site.Hub.Questions[^1].Why));
        site.Hub.Denies(DenyReason.NoBooking);
        Assert.Equal("denied no-booking", await site.Becomes(site.Badge(Anne, TestSite.SideReader)));
        Assert.Equal("c1", site.Log.Last.Ref);
    }

    [Fact]
    public async Task A_walk_in_without_an_answer_in_time_comes_in_by_the_snapshots_word()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", traits: EntryTraits.WalkIn));
        site.Hub.IsConnected = true;
        Assert.Equal("granted walk-in", await site.Becomes(site.Badge(Anne)));
    }

    [Fact]
    public async Task Others_do_not_wait_for_the_answer_and_a_lockdown_meanwhile_holds()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf("04D00000000007"), "c2", TestSite.Today));
        site.Hub.IsConnected = true;
        var answer = new TaskCompletionSource<LinkMessage.Answer?>();
        site.Hub.Says = _ => answer.Task;
        var unknown = site.Badge(Anne);
        var (first, again) = (site.Doors.Handle(unknown), site.Doors.Handle(unknown));
        Assert.Same(first, again);
        Assert.Equal("granted booking", await site.Becomes(site.Badge("04D00000000007", TestSite.OtherReader)));
        await site.Doors.Demand(Demanded.Of("main", DoorMode.Lockdown));
        answer.SetResult(new LinkMessage.Answer(new(TestSite.Site), 1, 1) { Id = "x", Granted = true });
        await first;
        Assert.Equal(("denied", "lockdown"), (site.Log.Last.Decision, site.Log.Last.Reason));
        Assert.Single(site.Lan.Unlocks);
    }
}
