using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Presence;

public sealed class AccountTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_account_is_read_as_it_was_put(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booking = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booking, "booked");
        var first = Watched.Account(booking.Id.Value, booking.During.Start, null) with
        {
            Booking = booking.Id,
            Member = booking.Member,
            Kind = ReconciliationKind.BookedUnknown,
            Why = "sensor-silent",
            Evidence = [new Evidence(Some.Now, "badge", "nogaro-reader-main", "badge at the door « main »"), new Evidence(Some.Now.AddMinutes(1), "sensor", null, "motion")],
        };
        var then = first with
        {
            Version = 2,
            Kind = ReconciliationKind.BookedPresent,
            Why = null,
            Until = booking.During.End,
            RemindedAt = Some.Now.AddHours(1),
            LeaveOfferedAt = Some.Now.AddHours(2),
            ConcludedAt = Some.Now.AddHours(3),
        };
        await database.Store.UnderPresence(work => work.Put(null, first, "booked-unknown"));
        await database.Store.UnderPresence(work => work.Put(first, then, "booked-present"));

        var queries = new StoreQueries(database.Store);
        Assert.Equivalent(then, await queries.Reconciliation(first.Id, Stop), strict: true);
        Assert.Equivalent(then, Assert.Single((await database.Store.Read(new Scope { Presence = Some.Nogaro, Reconciliations = Some.Tuesday(0, 24) })).Reconciliations), strict: true);
        var told = await queries.Audit("reconciliation", first.Id, null, null, 10, Stop);
        Assert.Equal([("booked-present", "m001"), ("booked-unknown", "m001")], told.Select(entry => (entry.What, entry.MemberId!)));
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.UnderPresence(work => work.Put(first, then, "booked-present")));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Accounts_that_touch_a_window_are_found_however_long_they_go_on(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var window = Some.Tuesday(9, 12);
        Reconciliation[] all =
        [
            Watched.Account("before", window.Start.AddHours(-2), window.Start),
            Watched.Account("into", window.Start.AddHours(-1), window.Start.AddMinutes(1)),
            Watched.Account("for-ever", window.Start.AddDays(-90), null),
            Watched.Account("out-of", window.Start.AddHours(1), window.End.AddHours(1)),
            Watched.Account("after", window.End, null),
        ];
        foreach (var account in all)
            await database.Store.UnderPresence(work => work.Put(null, account, "unbooked-present"));

        Assert.Equal(["for-ever", "into", "out-of"], (await new StoreQueries(database.Store).Reconciliations(Some.Nogaro, window, Stop)).Select(account => account.Id));
        Assert.Empty(await new StoreQueries(database.Store).Reconciliations(new("auch"), window, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Standing_bookings_are_whole_and_leave_out_what_was_given_up(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var seen = new Evidence(Some.Now, "badge", null, "badge at the door");
        Booking[] all =
        [
            Booked("confirmed", BookingStatus.Confirmed, 1, Some.Tuesday(9, 12)) with { Evidence = [seen] },
            Booked("checked-in", BookingStatus.CheckedIn, 2, Some.Tuesday(9, 12)),
            Booked("no-show", BookingStatus.NoShow, 3, Some.Tuesday(9, 12)),
            Booked("completed", BookingStatus.Completed, 4, Some.Tuesday(9, 12)),
            Booked("cancelled", BookingStatus.Cancelled, 5, Some.Tuesday(9, 12)),
            Booked("tomorrow", BookingStatus.Confirmed, 6, Some.Tuesday(33, 36)),
        ];
        foreach (var booking in all)
            await database.Store.Put(null, booking, "booked");

        var standing = (await database.Store.Read(new Scope { Presence = Some.Nogaro, StandingBookings = Some.Tuesday(8, 10) })).StandingBookings;

        Assert.Equal(["checked-in", "completed", "confirmed", "no-show"], standing.Select(booking => booking.Id.Value));
        Assert.Equal(seen, Assert.Single(standing.Single(booking => booking.Id.Value == "confirmed").Evidence));
        Assert.All(standing, booking => Assert.Equal(booking.Id.Value == "confirmed" ? 1 : 0, booking.Charges.Count));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_may_not_have_come_has_begun_and_is_not_over_and_not_checked_in(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Put(null, Booked("now", BookingStatus.Confirmed, 1, Some.Tuesday(9, 12)), "booked");
        await database.Store.Put(null, Booked("there", BookingStatus.CheckedIn, 2, Some.Tuesday(9, 12)) with { Space = Some.Desk2 }, "booked");
        await database.Store.Put(null, Booked("later", BookingStatus.Confirmed, 3, Some.Tuesday(11, 12)) with { Space = Some.Desk3 }, "booked");
        await database.Store.Put(null, Booked("over", BookingStatus.Confirmed, 4, Some.Tuesday(8, 9)), "booked");
        var queries = new StoreQueries(database.Store);

        Assert.Equal(["now"], (await queries.NoShowCandidates(Some.Nogaro, Some.Tuesday(10, 11).Start, Stop)).Select(booking => booking.Id.Value));
        Assert.Equal(["now"], (await queries.NoShowCandidates(Some.Nogaro, Some.Tuesday(9, 11).Start, Stop)).Select(booking => booking.Id.Value));
        Assert.Empty(await queries.NoShowCandidates(Some.Nogaro, Some.Tuesday(12, 13).Start, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_quarantined_of_a_device_is_listed_newest_first(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Ingest(
        [
            Watched.Motion(1, Some.Now) with { Kind = "quarantine", Value = null, Reason = "not-json", Detail = """{"says":"zigbee2mqtt/x"}""" },
            Watched.Motion(2, Some.Now.AddSeconds(1)),
            Watched.Motion(3, Some.Now.AddSeconds(2)) with { Kind = "quarantine", Reason = "too-large" },
            Watched.Motion(4, Some.Now.AddSeconds(3), "other") with { Kind = "quarantine", Reason = "too-large" },
        ]);
        var queries = new StoreQueries(database.Store);

        Assert.Equal(["too-large", "not-json"], (await queries.Quarantined(Some.Nogaro, Watched.Pir.Id, 10, Stop)).Select(happened => happened.Reason));
        Assert.Single(await queries.Quarantined(Some.Nogaro, Watched.Pir.Id, 1, Stop));
        Assert.Empty(await queries.Quarantined(new("auch"), Watched.Pir.Id, 10, Stop));
    }

    private static Booking Booked(string id, BookingStatus status, int member, TimeRange during)
    {
        var booking = Some.Booking(Some.Desk, during, Some.Member(member)) with { Id = new(id), Status = status };
        if (status is BookingStatus.CheckedIn)
            booking = booking with { Space = Some.Desk2 };

        return status is BookingStatus.Confirmed ? booking : booking with { Charges = [], DueAt = status is BookingStatus.CheckedIn ? during.End : null };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
