using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>Who walks in while the hub cannot be asked is let in on the snapshot's word; what the hub makes of it when it hears.</summary>
public sealed class OfflineWalkInTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task One_finds_the_desks_taken_one_has_nothing_left_and_one_is_as_if_she_had_asked(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Booked("chloe", "eauze-desk-1", "2026-11-23T09:00", "2026-11-23T18:00");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        await hub.Booked("keeper-auch", "nogaro-desk-1", "2026-11-24T08:00", "2026-11-24T19:00");
        await hub.Booked("bruno", "nogaro-desk-2", "2026-11-24T08:00", "2026-11-24T13:00");

        site.MoveTo("2026-11-24T10:00+01:00");
        var unplaced = await WalksIn(site, "anne");
        site.MoveTo("2026-11-25T10:00+01:00");
        var overdrawn = await WalksIn(site, "chloe");
        var ordinary = await WalksIn(site, "bruno");
        site.MoveTo("2026-11-26T08:57+01:00");
        await site.Mend();
        await site.Drained();

        await Became(hub, site, unplaced, "conflict", isBooked: false);
        Assert.Empty(await hub.BookingsOf("anne"));
        Assert.Equal(["0"], await Overdrawn(hub, "anne"));

        await Became(hub, site, overdrawn, "overdrawn", isBooked: true);
        Assert.Equal(["1"], await Overdrawn(hub, "chloe"));

        await Became(hub, site, ordinary, "booked", isBooked: true);
        Assert.Equal(["0"], await Overdrawn(hub, "bruno"));
        var his = (await hub.BookingsOf("bruno")).Single(booking => booking.IsWalkIn);
        Assert.Equal(("2026-11-25T09:00:00Z", "badge"), ($"{his.During.Start:yyyy-MM-ddTHH:mm:ssZ}", Assert.Single(his.Evidence).Kind));
        await hub.Get<Sweeper>().Sweep(Stop);
        his = await hub.Now(his);
        Assert.Equal((BookingStatus.Completed, false), (his.Status, his.Unproven));
        Assert.Equal(ChargeState.Used, Assert.Single(his.Charges).State);
        await hub.MustVerify();
    }

    [Fact]
    public async Task Who_booked_after_the_cut_and_comes_a_little_early_walks_in_to_her_own_booking()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        var booked = await hub.Booked("anne", "nogaro-desk-1", "2026-11-24T10:00", "2026-11-24T12:00");
        site.MoveTo("2026-11-24T09:45+01:00");
        var seq = await WalksIn(site, "anne");
        site.MoveTo("2026-11-24T10:30+01:00");
        await site.Mend();
        await site.Drained();

        var only = Assert.Single(await hub.BookingsOf("anne"));
        Assert.Equal((booked.Id, BookingStatus.CheckedIn, "badge"), (only.Id, only.Status, Assert.Single(only.Evidence).Kind));
        Assert.Null(await hub.Queries.WalkIn($"{hub.Gateway.Keys.Gateway}/{site.Gateway.Outbox.Epoch}/{seq}", Stop));
        await hub.MustVerify();
    }

    [Fact]
    public async Task With_the_line_up_nobody_walks_in_whom_the_hub_declines()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await hub.Booked("chloe", "eauze-desk-1", "2026-11-24T09:00", "2026-11-24T18:00");
        await using var site = await LonelySite.Open(hub);

        Assert.Equal("denied quota-exhausted", (await site.ShowsBadgeOf("chloe")).Became);
        Assert.Equal("granted walk-in", (await site.ShowsBadgeOf("anne")).Became);
        await site.Drained();
        Assert.Equal(BookingStatus.CheckedIn, Assert.Single(await hub.BookingsOf("anne")).Status);
        await hub.MustVerify();
    }

    private static async Task<long> WalksIn(LonelySite site, string member)
    {
        var shown = await site.ShowsBadgeOf(member);
        Assert.Equal("granted walk-in", shown.Became);
        return shown.Seq;
    }

    private static async Task Became(LinkedHub hub, LonelySite site, long seq, string outcome, bool isBooked)
    {
        var row = await hub.Queries.WalkIn($"{hub.Gateway.Keys.Gateway}/{site.Gateway.Outbox.Epoch}/{seq}", Stop);
        Assert.Equal((outcome, isBooked), (row!.Outcome, row.Booking is not null));
    }

    private static async Task<IReadOnlyList<string>> Overdrawn(LinkedHub hub, string member) => (await hub.As(member).Get("me/entitlements")).Must(200).Each("overdrawn");
}
