using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Presence;

/// <summary>Who never comes loses the desk, and nobody else does.</summary>
public sealed class NoShowFlowTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task A_member_who_never_comes_is_reminded_and_loses_the_desk_to_who_waits(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        (await site.Hub.As("bruno").Book(WatchedSite.Tuesday(waitlist: "take"))).Must(202);
        await site.Follow();
        await site.Empty();

        await site.SweepAt("08:29:59");
        Assert.Equal(1, (await site.Hub.Now(booking)).Version);
        await site.SweepAt("08:30");
        await site.SweepAt("08:30:05");
        Assert.Equal(("Confirmed", "BookedUnknown awaited", 2), (await site.Status(booking), await site.Account(booking), (await site.Hub.Now(booking)).Version));
        await site.SweepAt("08:59:59");
        Assert.Equal("Confirmed", await site.Status(booking));

        await site.SweepAt("09:00");
        await site.Follow();

        Assert.Equal(("NoShow no-show", "BookedAbsent no-show"), (await site.Status(booking), await site.Account(booking)));
        var taken = Assert.Single(await site.Hub.BookingsOf("bruno"));
        Assert.Equal((BookingStatus.Confirmed, new SpaceId("nogaro-desk-1"), WatchedSite.At("09:00")), (taken.Status, taken.Space, taken.During.Start));
        Assert.Equal(["booked", "reminded", "no-show"], await site.Told(booking));
        var row = (await site.Hub.Queries.Reconciliation(booking.Id.Value, Stop))!;
        Assert.Equal((WatchedSite.At("08:30"), "not-arrived vacant delivered"), (row.RemindedAt, string.Join(' ', row.Evidence.Select(evidence => evidence.Kind))));
        var (version, told) = (row.Version, (await site.Hub.As("keeper-nogaro").Get("telecentres/nogaro/reconciliation?day=2026-11-24")).Must(200));
        Assert.Equal(("booked-absent", "anne"), (told.Each("kind")[0], told.Each("member")[0]));
        await site.SweepAt("09:01");
        Assert.Equal(version, (await site.Hub.Queries.Reconciliation(booking.Id.Value, Stop))!.Version);
        Assert.NotNull(site.Hub.Get<PresenceSweep>().SweptAt);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task With_the_sensor_silent_the_desk_is_kept_and_the_account_says_why(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        await site.Empty();
        await site.At("08:10", site.Online("nogaro-desk-1", false));

        await site.SweepAt("09:30");

        Assert.Equal(("Confirmed", "BookedUnknown sensor-silent"), (await site.Status(booking), await site.Account(booking)));
        await site.At("09:40", site.Online("nogaro-desk-1", true));
        await site.SweepAt("10:00");
        Assert.Equal("Confirmed", await site.Status(booking));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Without_a_sensor_nobody_loses_anything(string engine)
    {
        await using var site = await WatchedSite.Open(engine, withSensors: false);
        var booking = await site.Booked("anne");

        await site.SweepAt("09:30");

        Assert.Equal(("Confirmed", "BookedUnknown no-sensor"), (await site.Status(booking), await site.Account(booking)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task With_the_line_down_the_desk_is_kept_and_a_badge_in_the_backlog_checks_in(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var (came, stayedAway) = (await site.Booked("anne"), await site.Booked("bruno", "nogaro-desk-2"));
        await site.Empty();
        await site.At("07:59", []);
        site.Move("09:30");
        await site.Sweep();
        Assert.Equal(("Confirmed", "BookedUnknown backlog"), (await site.Status(came), await site.Account(came)));

        await site.Deliver(site.Badge("anne", "08:50"));
        await site.Sweep();

        Assert.Equal(("CheckedIn", "BookedPresent arrived"), (await site.Status(came), await site.Account(came)));
        Assert.Equal(("NoShow no-show", "BookedAbsent no-show"), (await site.Status(stayedAway), await site.Account(stayedAway)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_gateway_whose_clock_ran_ahead_has_not_delivered_what_is_to_come(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        await site.Empty();
        await site.AheadTo("07:59", "11:00");
        site.Move("09:00");
        await site.Sweep();

        Assert.Equal(("Confirmed", "BookedUnknown backlog"), (await site.Status(booking), await site.Account(booking)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Somebody_at_the_desk_keeps_it_without_a_badge(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        await site.Empty();
        await site.At("08:20", site.Sits("nogaro-desk-1", true));
        await site.At("08:40", site.Sits("nogaro-desk-1", false));

        await site.SweepAt("09:30");

        Assert.Equal(("Confirmed", "SomeoneAtBooked"), (await site.Status(booking), await site.Account(booking)));
        Assert.Equal(["booked"], await site.Told(booking));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_late_badge_undoes_a_no_show_while_nobody_has_the_place(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        await site.Empty();
        await site.SweepAt("09:00");
        Assert.Equal("NoShow no-show", await site.Status(booking));

        site.Move("09:20");
        await site.Deliver(site.Badge("anne", "08:05"));

        Assert.Equal(("CheckedIn", "BookedPresent arrived"), (await site.Status(booking), await site.Account(booking)));
        Assert.Equal(["booked", "no-show", "no-show-undone"], await site.Told(booking));
        await site.SweepAt("09:21");
        Assert.Equal("CheckedIn", await site.Status(booking));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_late_badge_finds_the_place_taken_and_the_account_says_so(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var (early, late) = (await site.Booked("anne"), await site.Booked("bruno", "nogaro-desk-2"));
        await site.Empty();
        await site.SweepAt("09:00");
        foreach (var (member, space) in new[] { ("chloe", "nogaro-desk-1"), ("keeper-auch", "nogaro-desk-2") })
            (await site.Hub.As(member).Book(new { space, start = "2026-11-24T09:00", end = "2026-11-24T12:00" })).Must(201);

        site.Move("09:20");
        await site.Deliver(site.Badge("anne", "08:05"), site.Badge("bruno", "09:15"));

        var cut = await site.Hub.Now(early);
        Assert.Equal((BookingStatus.Completed, "place-taken", WatchedSite.At("09:00"), 1, false), (cut.Status, cut.EndReason, cut.During.End, cut.Units, cut.Unproven));
        Assert.Equal("BookedPresent place-taken", await site.Account(early));
        Assert.Equal(("NoShow place-taken", "BookedAbsent place-taken"), (await site.Status(late), await site.Account(late)));
        Assert.Equal(["booked", "no-show", "place-taken"], await site.Told(late));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_sensor_that_tells_late_of_somebody_undoes_a_no_show(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        await site.Empty();
        await site.SweepAt("09:00");
        Assert.Equal("NoShow no-show", await site.Status(booking));

        site.Move("09:20");
        await site.Deliver(site.Sits("nogaro-desk-1", true, "08:10") with { ReceivedAt = WatchedSite.At("09:19") }, site.Sits("nogaro-desk-1", false, "08:45") with { ReceivedAt = WatchedSite.At("09:19") });
        await site.SweepAt("09:21");

        Assert.Equal(("Confirmed", "SomeoneAtBooked"), (await site.Status(booking), await site.Account(booking)));
        Assert.Equal(["booked", "no-show", "no-show-undone"], await site.Told(booking));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Who_left_is_asked_once_or_gives_the_place_back_as_she_chose(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var (asked, releases) = (await site.Booked("anne"), await site.Booked("bruno", "nogaro-desk-2"));
        var chosen = new Preference { Member = new MemberId("bruno") };
        await site.Hub.Put(work => work.Put(null, chosen with { Version = 1, ReleaseWhenLeft = true }, "changed"), new Storage.Scope { Members = [new MemberId("bruno")] });
        await site.Empty();
        await site.At("08:00", site.Badge("anne"), site.Badge("bruno"));
        await site.At("08:01", site.Sits("nogaro-desk-1", true), site.Sits("nogaro-desk-2", true));
        await site.At("10:00", site.Sits("nogaro-desk-1", false), site.Sits("nogaro-desk-2", false));

        await site.SweepAt("10:44");
        Assert.Equal(("CheckedIn", "CheckedIn"), (await site.Status(asked), await site.Status(releases)));
        await site.SweepAt("10:46");
        await site.SweepAt("10:47");

        Assert.Equal(["booked", "checked-in", "leave-offered"], await site.Told(asked));
        var left = await site.Hub.Now(releases);
        Assert.Equal((BookingStatus.Completed, "left-early", WatchedSite.At("10:46"), 1), (left.Status, left.EndReason, left.During.End, left.Units));
        Assert.Equal(("BookedPresent seated", "BookedPresent left-early"), (await site.Account(asked), await site.Account(releases)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_sweeps_and_the_late_badge_at_once_leave_one_outcome(string engine)
    {
        for (var round = 0; round < 4; round++)
        {
            await using var site = await WatchedSite.Open(engine);
            var booking = await site.Booked("anne");
            await site.Empty();
            await site.At("09:00", []);

            await Task.WhenAll(Task.Run(site.Sweep, Stop), Task.Run(site.Sweep, Stop), Task.Run(() => site.Deliver(site.Badge("anne", "08:59")), Stop));

            // Whoever was first: she was there.
            Assert.Equal(("CheckedIn", "BookedPresent arrived"), (await site.Status(booking), await site.Account(booking)));
            Assert.Contains(string.Join(' ', await site.Told(booking)), ListOf.Words("booked checked-in", "booked no-show no-show-undone", "booked reminded checked-in"));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_third_no_show_in_a_row_is_asked_about_and_nothing_is_deleted(string engine)
    {
        await using var site = await WatchedSite.Open(engine);
        var booking = await site.Booked("anne");
        foreach (var weeks in new[] { 1, 2 })
        {
            var past = booking with { Id = new BookingId($"past-{weeks}"), Charges = [], During = booking.During.Shift(TimeSpan.FromDays(-7 * weeks)), Status = BookingStatus.NoShow, DueAt = null, EndReason = "no-show" };
            await site.Hub.Put(work => work.Put(null, past, "booked"), new Storage.Scope { Members = [past.Member], Spaces = [past.Space] });
        }

        await site.Empty();
        await site.SweepAt("09:00");

        Assert.Equal(["booked", "no-show", "ghost-asked"], await site.Told(booking));
        Assert.Equal("NoShow no-show", await site.Status(booking));
    }
}
