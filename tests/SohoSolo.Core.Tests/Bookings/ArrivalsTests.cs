using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Tests.Time;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class ArrivalsTests
{
    private static readonly BookingRules Rules = new();

    [Fact]
    public void An_arrival_within_the_window_checks_in_and_confirms_what_it_costs()
    {
        var (before, after) = Assert.Single(Apply(TuesdayAt(8.5), Kept));

        Assert.Same(Kept, before);
        Assert.Equal((BookingStatus.CheckedIn, 2), (after.Status, after.Version));
        Assert.All(after.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
        Assert.Equal("badge", Assert.Single(after.Evidence).Kind);
    }

    [Fact]
    public void The_window_is_half_an_hour_before_the_start_up_to_the_end()
    {
        Assert.Empty(Apply(TuesdayAt(8.5).AddTicks(-1), Kept));
        Assert.Single(Apply(TuesdayAt(12).AddTicks(-1), Kept));
        Assert.Empty(Apply(TuesdayAt(12), Kept));
    }

    [Fact]
    public void One_arrival_checks_in_everything_of_that_day_that_is_not_over()
    {
        var over = Stay("over", Tuesday(8, 8.25));
        var evening = Stay("evening", Tuesday(17, 18));
        var tomorrow = Stay("tomorrow", Tuesday(33, 36));

        Assert.Equal(["b1", "evening"], Apply(TuesdayAt(9), over, Kept, evening, tomorrow).Select(pair => pair.After.Id.Value));
        Assert.Empty(Apply(TuesdayAt(13), Kept, evening));
    }

    [Theory]
    [InlineData(BookingStatus.Cancelled)]
    [InlineData(BookingStatus.Refused)]
    [InlineData(BookingStatus.NoShow)]
    [InlineData(BookingStatus.Requested)]
    [InlineData(BookingStatus.Offered)]
    public void A_booking_that_does_not_stand_is_neither_checked_in_nor_opens_the_day(BookingStatus status) =>
        Assert.Empty(Apply(TuesdayAt(9), Kept with { Status = status }, Stay("evening", Tuesday(17, 18))));

    [Fact]
    public void Once_she_is_there_the_rest_of_the_day_follows() =>
        Assert.Equal(["evening"], Apply(TuesdayAt(9), Kept with { Status = BookingStatus.CheckedIn }, Stay("evening", Tuesday(17, 18))).Select(pair => pair.After.Id.Value));

    [Fact]
    public void A_report_that_comes_late_proves_a_booking_that_has_ended()
    {
        var ended = Kept with { Status = BookingStatus.Completed, Unproven = true, Charges = [.. Kept.Charges.Select(charge => charge with { State = ChargeState.Used })] };
        var (_, after) = Assert.Single(Apply(TuesdayAt(9), ended));

        Assert.Equal((BookingStatus.Completed, false, 1), (after.Status, after.Unproven, after.Evidence.Count));
        Assert.Equal(ended.Charges, after.Charges);
        Assert.Empty(Apply(TuesdayAt(9), ended with { Unproven = false }));
    }

    [Fact]
    public void A_booking_that_begins_at_midnight_is_open_the_evening_before()
    {
        var night = Stay("night", Tuesday(24, 26));

        Assert.Single(Apply(TuesdayAt(23.5), night));
        Assert.Empty(Apply(TuesdayAt(23.5).AddTicks(-1), night));
    }

    [Fact]
    public void A_guest_is_written_down_once_and_checks_nobody_in()
    {
        var seen = new Evidence(TuesdayAt(9), "guest-1", "reader", "in");
        var after = Arrivals.OfGuest(Kept, seen)!;

        Assert.Equal((BookingStatus.Confirmed, 1, 2), (after.Status, after.Evidence.Count, after.Version));
        Assert.Null(Arrivals.OfGuest(after, seen));
        Assert.NotNull(Arrivals.OfGuest(after, seen with { Kind = "guest-2" }));
        Assert.NotNull(Arrivals.OfGuest(Kept with { Status = BookingStatus.Completed }, seen));
        Assert.Null(Arrivals.OfGuest(Kept with { Status = BookingStatus.Cancelled }, seen));
    }

    [Fact]
    public void Who_is_checked_in_is_whom_a_walk_through_the_day_finds()
    {
        // Quarters of the four days around the change of the clocks.
        var start = At("2026-10-24 00:00 +02:00");
        var stay =
            from quarter in Gen.Choose(0, 4 * 72)
            from quarters in Gen.Frequency((4, Gen.Choose(1, 24)), (1, Gen.Choose(1, 150)))
            from status in Gen.Frequency((4, Gen.Constant(BookingStatus.Confirmed)), (3, Gen.Elements(Enum.GetValues<BookingStatus>())))
            from unproven in Gen.Elements(true, false)
            let during = new TimeRange(start.AddMinutes(15 * quarter), start.AddMinutes(15 * (quarter + quarters)))
            select Kept with { During = during, Status = status, Unproven = unproven && status == BookingStatus.Completed };
        var cases = from stays in Runs.Lists(stay, 4).Generator from quarter in Gen.Choose(0, 4 * 80) from second in Gen.Elements(0, 0, 1, -1) select (stays, at: start.AddMinutes(15 * quarter).AddSeconds(second));
        Runs.Hold(Arb.From(cases), one =>
        {
            var changed = Arrivals.Apply(one.stays, Evidence(one.at), Rules, AlwaysOpen).Select(pair => pair.Before);
            var standing = one.stays.Where(stay => stay.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed && stay.During.End > one.at).ToList();
            var open = standing.Where(stay => (one.at - stay.During.Start).TotalMinutes >= -30).ToList();
            var day = ParisByHand.DayAt(one.at);
            var expected = open.Count == 0 ? [] : standing
                .Where(stay => open.Contains(stay) || (ParisByHand.DayAt(stay.During.Start) <= day && day <= ParisByHand.DayAt(stay.During.End.AddMinutes(-1))))
                .Where(stay => stay.Status == BookingStatus.Confirmed || stay.Unproven);
            return changed.SequenceEqual(expected);
        }, cases: 1000);
    }

    private static IReadOnlyList<(Booking Before, Booking After)> Apply(DateTimeOffset at, params Booking[] hers) => Arrivals.Apply(hers, Evidence(at), Rules, Weekdays);

    private static Booking Stay(string id, TimeRange during) => Kept with { Id = new BookingId(id), During = during };

    private static Evidence Evidence(DateTimeOffset at) => new(at, "badge", "nogaro-reader-main", "in");
}
