using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Presence;
using static SohoSolo.Core.Tests.Presence.Seen;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>What a no-show does to a booking, and how it is taken back.</summary>
public sealed class NoShowChangesTests
{
    private static readonly Booking Missed = BookingChanges.NoShow(Booked, TuesdayAt(10)).Accepted();

    [Fact]
    public void A_no_show_burns_the_units_and_frees_the_place()
    {
        Assert.Equal((BookingStatus.NoShow, "no-show", (DateTimeOffset?)null, false), (Missed.Status, Missed.EndReason, Missed.DueAt, Missed.Holds));
        Assert.All(Missed.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
        Assert.Equal((Booked.During, Booked.Units, Booked.Version + 1), (Missed.During, Missed.Units, Missed.Version));
        Assert.Equal(DeclineReason.WrongState, BookingChanges.NoShow(Came(Booked, 9), TuesdayAt(10)).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.NoShow(Booked, TuesdayAt(19)).Reason());
    }

    [Fact]
    public void A_late_badge_checks_in_while_nobody_has_the_place()
    {
        var back = Undo(Badge(9.2), null, 11)!;

        Assert.Equal((BookingStatus.CheckedIn, null, Booked.During.End, Booked.During), (back.Status, back.EndReason, back.DueAt, back.During));
        Assert.Equal(Badge(9.2), Assert.Single(back.Evidence));
        Assert.All(back.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
    }

    [Fact]
    public void News_of_a_sensor_let_it_wait_again_as_it_did()
    {
        var back = Undo(null, null, 11)!;

        Assert.Equal((BookingStatus.Confirmed, null, Booked.During.End), (back.Status, back.EndReason, back.DueAt));
        Assert.Equal(Booked.Charges, back.Charges);
    }

    [Fact]
    public void After_its_end_it_is_completed_and_proven_only_by_an_arrival()
    {
        Assert.Equal((BookingStatus.Completed, false, null), (Undo(Badge(9.2), null, 19)!.Status, Undo(Badge(9.2), null, 19)!.Unproven, Undo(Badge(9.2), null, 19)!.EndReason));
        Assert.Equal((BookingStatus.Completed, true, "ended"), (Undo(null, null, 19)!.Status, Undo(null, null, 19)!.Unproven, Undo(null, null, 19)!.EndReason));
    }

    [Fact]
    public void Where_somebody_has_the_place_it_was_hers_until_then_and_the_rest_is_refunded()
    {
        var cut = Undo(Badge(9.2), TuesdayAt(10.5), 11)!;

        Assert.Equal((BookingStatus.Completed, "place-taken", TuesdayAt(10.5), false, 1), (cut.Status, cut.EndReason, cut.During.End, cut.Unproven, cut.Units));
        Assert.Null(Undo(Badge(10.5), TuesdayAt(10.5), 11));
        Assert.Null(Undo(Badge(9.2), TuesdayAt(9), 11));
        Assert.Null(BookingChanges.UndoNoShow(Booked, Badge(9.2), null, Weekdays, TuesdayAt(11)));
    }

    [Fact]
    public void What_is_in_the_way_is_the_space_by_anybody_and_herself_elsewhere()
    {
        var own = Hold(Desk2, Tuesday(11, 12), Anne);

        Assert.Equal(TuesdayAt(10.25), Holds.TakenFrom(Missed, [Hold(Desk, Tuesday(12, 13)), Hold(Desk, Tuesday(10.25, 11)), Hold(Desk2, Tuesday(9, 10))], []));
        Assert.Equal(TuesdayAt(11), Holds.TakenFrom(Missed, [], [own, HoldOf(Missed)]));
        Assert.Null(Holds.TakenFrom(Missed, [Hold(Desk, Tuesday(19, 20)), HoldOf(Missed)], [Hold(Room, Tuesday(10, 11), Anne, withGuests: true)]));
    }

    [Fact]
    public void An_arrival_finds_the_no_show_and_one_that_comes_too_late_is_written_down_once()
    {
        var (before, after) = Assert.Single(Arrive(10.5, null));
        Assert.Equal((Missed, BookingStatus.CheckedIn), (before, after.Status));

        var (_, late) = Assert.Single(Arrive(10.6, TuesdayAt(10.5)));
        Assert.Equal((BookingStatus.NoShow, "place-taken", 1), (late.Status, late.EndReason, late.Evidence.Count));
        Assert.Empty(Arrivals.Apply([late], Badge(10.7), Rules, Weekdays, new LateComing(_ => TuesdayAt(10.5), TuesdayAt(11))));
        Assert.Empty(Arrivals.Apply([Missed], Badge(10.5), Rules, Weekdays));
    }

    [Fact]
    public void Three_in_a_row_are_asked_about_and_a_check_in_begins_anew()
    {
        Assert.Equal([false, false, true, false, false, true], Asked("nnnnnn"));
        Assert.Equal([false, false, false, false, false, true], Asked("nncnnn"));
        Assert.Equal([false, false, false, true], Asked("nnun"));
        Assert.True(Ghosts.IsToBeAsked(Week(2, Desk2.Id, "s"), [Week(0, Desk.Id, "s"), Week(1, Desk.Id, "s")], Weekdays));
        Assert.False(Ghosts.IsToBeAsked(Week(2, Desk2.Id), [Week(0, Desk.Id), Week(1, Desk.Id)], Weekdays));
        Assert.False(Ghosts.IsToBeAsked(Week(2, Desk.Id), [Week(0, Desk.Id) with { Member = Paul }, Week(1, Desk.Id)], Weekdays));
    }

    /// <summary>Whatever is undone never lies over what is in its way, and never costs more than before.</summary>
    [Fact]
    public void What_stands_again_never_overlaps()
    {
        var given = from badge in Gen.Choose(-1, 700) from taken in Gen.Choose(0, 700) from now in Gen.Choose(60, 800) select (badge, taken, now);
        Runs.Hold(given.ToArbitrary(), given =>
        {
            var taken = given.taken < 60 ? (DateTimeOffset?)null : TuesdayAt(9).AddMinutes(given.taken);
            var after = BookingChanges.UndoNoShow(Missed, given.badge < 0 ? null : Badge(9 + (given.badge / 60d)), taken < Booked.During.End ? taken : null, Weekdays, TuesdayAt(9).AddMinutes(given.now));
            return after is null || ((taken is null || after.During.End <= taken || taken >= Booked.During.End) && after.Units <= Missed.Units && after.Holds == (after.DueAt is not null) && after.Version == Missed.Version + 1);
        });
    }

    private static Booking? Undo(Evidence? arrival, DateTimeOffset? taken, double now) => BookingChanges.UndoNoShow(Missed, arrival, taken, Weekdays, TuesdayAt(now));

    private static IReadOnlyList<(Booking Before, Booking After)> Arrive(double hour, DateTimeOffset? taken) =>
        Arrivals.Apply([Missed], Badge(hour), Rules, Weekdays, new LateComing(_ => taken, TuesdayAt(hour)));

    private static IReadOnlyList<bool> Asked(string weeks)
    {
        var made = weeks.Select((letter, week) => letter switch
        {
            'n' => Week(week, Desk.Id),
            'c' => Week(week, Desk.Id) with { Status = BookingStatus.CheckedIn },
            _ => Week(week, Desk.Id) with { Status = BookingStatus.Completed, Unproven = true },
        }).ToList();
        return [.. made.Select(booking => booking.Status == BookingStatus.NoShow && Ghosts.IsToBeAsked(booking, made, Weekdays))];
    }

    private static Booking Week(int week, SpaceId space, string? series = null) =>
        Missed with { Id = new BookingId($"w{week}"), Space = space, Series = series, During = Missed.During.Shift(TimeSpan.FromDays(7 * week)) };
}
