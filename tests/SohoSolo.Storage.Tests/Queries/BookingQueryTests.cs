using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests.Queries;

public sealed class BookingQueryTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_booking_reads_back_as_it_was_written(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booking = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with
        {
            Purpose = "Réunion \"d'équipe\"",
            Guests = [new Guest("Zoé", "zoe@example.org"), new Guest("Jo", null)],
            Series = "series-1",
            Unproven = true,
            EndReason = "by-member",
            Charges =
            [
                new Charge(Some.GrantOf(Some.Anne), Some.November, 1, ChargeState.Held),
                new Charge(Some.GrantOf(Some.Anne), new Period("2026-12"), 2, ChargeState.Used),
            ],
            Evidence = [new Evidence(Some.Now, "manual", null, "seen"), new Evidence(Some.Now.AddHours(1), "badge", "reader-1", "badge")],
        };
        await database.Store.Put(null, booking, "booked");

        Assert.Equivalent(booking, await Of(database).Booking(booking.Id, Stop), strict: true);
        Assert.Null(await Of(database).Booking(new BookingId("nobody's"), Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_booking_without_charges_guests_or_evidence_reads_back_without(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booking = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Charges = [] };
        await database.Store.Put(null, booking, "booked");

        Assert.Equivalent(booking, await Of(database).Booking(booking.Id, Stop), strict: true);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_list_narrows_by_what_is_asked_and_is_in_order_of_start(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var late = await Made(database, Some.Booking(Some.Desk, Some.Tuesday(14, 16)));
        var early = await Made(database, Some.Booking(Some.Desk2, Some.Tuesday(9, 12)) with { Series = "s" });
        var paul = await Made(database, Some.Booking(Some.Desk, Some.Tuesday(9, 12), Some.Paul) with { Status = BookingStatus.Requested });

        async Task Lists(BookingFilter filter, params Booking[] expected) =>
            Assert.Equal(expected.Select(booking => booking.Id), (await Of(database).Bookings(filter, Stop)).Select(booking => booking.Id));

        await Lists(new BookingFilter(), early, paul, late);
        await Lists(new BookingFilter { Most = 1 }, early);
        await Lists(new BookingFilter { Member = Some.Anne }, early, late);
        await Lists(new BookingFilter { Space = Some.Desk }, paul, late);
        await Lists(new BookingFilter { Series = "s" }, early);
        await Lists(new BookingFilter { Sites = [Some.Nogaro] }, early, paul, late);
        await Lists(new BookingFilter { Sites = [] });
        await Lists(new BookingFilter { Sites = [new SiteId("auch")] });
        await Lists(new BookingFilter { Statuses = [BookingStatus.Requested] }, paul);
        await Lists(new BookingFilter { Window = Some.Tuesday(12, 14) });
        await Lists(new BookingFilter { Window = Some.Tuesday(11, 14) }, early, paul);
        await Lists(new BookingFilter { Window = Some.Tuesday(12, 14.1), Sites = [Some.Nogaro], Member = Some.Anne }, late);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Holds_are_the_places_kept_in_the_half_open_window(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var morning = await Made(database, Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Guests = [new Guest("Jo", null)] });
        var over = await Made(database, Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul));
        await database.Store.Put(over, over with { Version = 2, Status = BookingStatus.Cancelled, Charges = [], DueAt = null });

        var expected = new Hold(morning.Id, Some.Desk, Some.Anne, SpaceKind.Desk, morning.During, WithGuests: true);
        Assert.Equal([expected], await Of(database).Holds(null, Some.Tuesday(11, 13), Stop));
        Assert.Equal([expected], await Of(database).Holds([Some.Nogaro], Some.Tuesday(8, 9.1), Stop));
        Assert.Empty(await Of(database).Holds(null, Some.Tuesday(12, 14), Stop));
        Assert.Empty(await Of(database).Holds(null, Some.Tuesday(8, 9), Stop));
        Assert.Empty(await Of(database).Holds([new SiteId("auch")], Some.Tuesday(8, 14), Stop));
        Assert.Empty(await Of(database).Holds([], Some.Tuesday(8, 14), Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_longest_booking_is_seen_from_its_last_moment(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var start = Some.Tuesday(9, 12).Start;
        var longest = await Made(database, Some.Booking(Some.Desk, new TimeRange(start, start + BookingRules.HardLongest)));
        var lastMoment = new TimeRange(longest.During.End.AddMilliseconds(-1), longest.During.End.AddHours(1));

        Assert.Single(await Of(database).Holds([Some.Nogaro], lastMoment, Stop));
        Assert.Single(await Of(database).Bookings(new BookingFilter { Window = lastMoment }, Stop));
        Assert.Empty(await Of(database).Holds([Some.Nogaro], lastMoment.Shift(TimeSpan.FromMilliseconds(1)), Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Where_she_was_last_is_remembered_unless_it_was_cancelled_or_is_gone(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await Made(database, Some.Booking(Some.Desk, Some.Tuesday(9, 10)));
        await Made(database, Some.Booking(Some.Desk2, Some.Tuesday(11, 12)));
        var cancelled = await Made(database, Some.Booking(Some.Desk3, Some.Tuesday(14, 16)));
        await database.Store.Put(cancelled, cancelled with { Version = 2, Status = BookingStatus.Cancelled, Charges = [], DueAt = null });

        Assert.Equal(Some.Desk2, await Of(database).LastUsed(Some.Anne, Some.Nogaro, SpaceKind.Desk, Stop));
        Assert.Null(await Of(database).LastUsed(Some.Anne, Some.Nogaro, SpaceKind.Office, Stop));
        Assert.Null(await Of(database).LastUsed(Some.Paul, Some.Nogaro, SpaceKind.Desk, Stop));
        await database.Change("UPDATE space SET removed = TRUE WHERE id = 'nogaro-desk-2'");
        Assert.Equal(Some.Desk, await Of(database).LastUsed(Some.Anne, Some.Nogaro, SpaceKind.Desk, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_due_comes_soonest_first(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var later = await Made(database, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        var sooner = await Made(database, Some.Booking(Some.Desk2, Some.Tuesday(9, 11), Some.Paul));

        Assert.Empty(await Of(database).Due(sooner.During.End.AddMilliseconds(-1), 10, Stop));
        Assert.Equal([sooner.Id, later.Id], (await Of(database).Due(later.During.End, 10, Stop)).Select(booking => booking.Id));
        Assert.Equal([sooner.Id], (await Of(database).Due(later.During.End, 1, Stop)).Select(booking => booking.Id));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StoreQueries Of(TestDatabase database) => new(database.Store);

    private static async Task<Booking> Made(TestDatabase database, Booking booking)
    {
        await database.Store.Put(null, booking, "booked");
        return booking;
    }
}
