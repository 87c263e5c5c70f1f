using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using static SohoSolo.Core.Tests.Presence.Seen;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

public sealed class EarlyLeaveTests
{
    private static readonly Booking Here = Came(Booked, 9);

    // The seat's hold is five minutes.
    [Fact]
    public void Three_quarters_of_an_hour_empty_is_left_and_asked_once()
    {
        Assert.IsType<LeaveDecision.Stay>(Decide(10.74, (9, 10)));
        Assert.Equal(TuesdayAt(10), Assert.IsType<LeaveDecision.Offer>(Decide(10.75, (9, 10))).EmptySince);
        Assert.IsType<LeaveDecision.Stay>(Decide(10.9, offered: TuesdayAt(10.75), spans: (9, 10)));
    }

    [Fact]
    public void Another_absence_is_another_question() =>
        Assert.IsType<LeaveDecision.Offer>(EarlyLeave.Decide(Here, Seen.At(Desk, TuesdayAt(17), spans: [(9, 10), (11, 16)]), false, TuesdayAt(10.75), Rules, Weekdays, TuesdayAt(17)));

    [Theory]
    [InlineData(11.75, 13.24, false)]
    [InlineData(11.75, 13.25, true)]
    [InlineData(11, 11.75, true)]
    [InlineData(11.01, 11.76, false)]
    [InlineData(14.24, 15, false)]
    [InlineData(14.25, 15, true)]
    public void Around_midday_twice_as_long_is_waited(double left, double now, bool asked) =>
        Assert.Equal(asked, Decide(now, (9, left)) is LeaveDecision.Offer);

    [Fact]
    public void What_is_left_must_be_of_use()
    {
        Assert.IsType<LeaveDecision.Offer>(Decide(18, (9, 17)));
        Assert.IsType<LeaveDecision.Stay>(Decide(18.01, (9, 17)));
    }

    [Fact]
    public void Only_who_chose_it_loses_the_place_at_once_and_only_if_she_was_seen_there()
    {
        Assert.IsType<LeaveDecision.Release>(Decide(10.75, releases: true, spans: (9.1, 10)));
        Assert.IsType<LeaveDecision.Offer>(Decide(10.75, releases: true, spans: (8, 8.8)));
    }

    [Fact]
    public void Nothing_is_said_of_who_has_not_come_or_when_anything_is_missing()
    {
        var (now, watch) = (TuesdayAt(16), Seen.At(Desk, TuesdayAt(16), spans: (9, 10)));
        Assert.IsType<LeaveDecision.Offer>(EarlyLeave.Decide(Here, watch, false, null, Rules, Weekdays, now));

        Assert.IsType<LeaveDecision.Stay>(EarlyLeave.Decide(Booked, watch, true, null, Rules, Weekdays, now));
        Assert.IsType<LeaveDecision.Stay>(EarlyLeave.Decide(Here, watch.Silent(15), true, null, Rules, Weekdays, now));
        Assert.IsType<LeaveDecision.Stay>(EarlyLeave.Decide(Here, watch with { DeliveredUpTo = now.AddMinutes(-3) }, true, null, Rules, Weekdays, now));
        Assert.IsType<LeaveDecision.Stay>(EarlyLeave.Decide(Here, watch with { Sensors = [] }, true, null, Rules, Weekdays, now));
        Assert.IsType<LeaveDecision.Stay>(EarlyLeave.Decide(Here, watch, true, null, Rules with { EarlyLeave = null }, Weekdays, now));
    }

    [Fact]
    public void A_place_left_early_ends_now_and_untouched_half_days_come_back()
    {
        var left = BookingChanges.LeaveEarly(Here, Weekdays, TuesdayAt(10.75)).Accepted();

        Assert.Equal((BookingStatus.Completed, "left-early", TuesdayAt(10.75), 1, false), (left.Status, left.EndReason, left.During.End, left.Units, left.Unproven));
        Assert.Equal(DeclineReason.WrongState, BookingChanges.LeaveEarly(Booked, Weekdays, TuesdayAt(10)).Reason());
    }

    private static LeaveDecision Decide(double hour, params (double, double)[] spans) => Decide(hour, null, false, spans);

    private static LeaveDecision Decide(double hour, DateTimeOffset? offered = null, bool releases = false, params (double, double)[] spans) =>
        EarlyLeave.Decide(Here, Seen.At(Desk, TuesdayAt(hour), spans: spans), releases, offered, Rules, Weekdays, TuesdayAt(hour));
}
