using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Presence.Seen;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

public sealed class NoShowPolicyTests
{
    [Fact]
    public void Who_never_comes_is_reminded_at_half_time_and_loses_the_desk_after_the_grace()
    {
        Assert.Equal(new NoShowDecision.NotYet(TuesdayAt(9.5)), Decide(9.499));
        Assert.Equal(TuesdayAt(10), Assert.IsType<NoShowDecision.Remind>(Decide(9.5)).GivenBackAt);
        Assert.Equal(new NoShowDecision.NotYet(TuesdayAt(10)), NoShowPolicy.Decide(Booked, Seen.At(Desk, TuesdayAt(9.6)), [], TuesdayAt(9.5), Rules, TuesdayAt(9.6)));
        Assert.IsType<NoShowDecision.Remind>(Decide(9.999));
        Assert.Equal(["not-arrived", "vacant", "delivered"], Assert.IsType<NoShowDecision.NoShow>(Decide(10)).Evidence.Select(evidence => evidence.Kind));
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(2.01, 60)]
    public void A_short_booking_waits_a_shorter_time(double hours, int minutes)
    {
        var booking = Made(Request with { During = Tuesday(9, 9 + hours) });

        Assert.Equal(TuesdayAt(9).AddMinutes(minutes), NoShowPolicy.Deadline(booking, Rules));
        Assert.Equal(TuesdayAt(9).AddMinutes(minutes / 2d), NoShowPolicy.HalfTime(booking, Rules));
    }

    [Fact]
    public void A_room_waits_a_quarter_of_an_hour_and_an_office_as_a_desk()
    {
        Assert.Equal(TuesdayAt(9.25), NoShowPolicy.Deadline(Booked with { Kind = SpaceKind.MeetingRoom }, Rules));
        Assert.Equal(TuesdayAt(10), NoShowPolicy.Deadline(Booked with { Kind = SpaceKind.Office }, Rules));
        Assert.Null(NoShowPolicy.Deadline(Booked with { Kind = SpaceKind.MeetingRoom }, Rules with { NoShowRoom = null }));
    }

    [Fact]
    public void Exempt_is_who_booked_late_or_walked_in_and_what_is_over_or_shorter_than_its_grace()
    {
        Assert.Equal(ExemptReason.ShortNotice, Exempt(Booked with { MadeAt = TuesdayAt(8.51) }));
        Assert.IsType<NoShowDecision.NoShow>(Decide(10, Booked with { MadeAt = TuesdayAt(8.5) }));
        Assert.Equal(ExemptReason.WalkIn, Exempt(Booked with { IsWalkIn = true }));
        Assert.Equal(ExemptReason.NotExpected, Exempt(Booked with { Status = BookingStatus.CheckedIn }));
        Assert.Equal(ExemptReason.NotExpected, Exempt(Booked with { During = Tuesday(7, 10) }));
        Assert.Equal(ExemptReason.TooShort, Exempt(Booked with { During = Tuesday(9.9, 10.1) }));
        Assert.Equal(ExemptReason.SwitchedOff, Exempt(Booked, Rules with { NoShowDesk = null }));
    }

    [Fact]
    public void Any_evidence_of_that_day_keeps_the_booking()
    {
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Arrived), Decide(10, Booked with { Evidence = [Badge(9) with { Kind = "guest" }] }));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Arrived), NoShowPolicy.Decide(Booked, Seen.At(Desk, TuesdayAt(10)), [Badge(8)], null, Rules, TuesdayAt(10)));
    }

    [Fact]
    public void Who_sits_there_or_sat_there_for_five_minutes_is_no_no_show()
    {
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Occupied), Decide(10, spans: (9.98, 11)));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Occupied), Decide(10, spans: (9.1, 9.2)));
        Assert.IsType<NoShowDecision.NoShow>(Decide(10, spans: (8, 8.9)));
        Assert.IsType<NoShowDecision.NotYet>(Decide(9.5, spans: (9.1, 9.2)));
    }

    [Fact]
    public void Whatever_is_missing_keeps_the_booking_and_is_named()
    {
        Assert.Equal(new NoShowDecision.Keep(KeepReason.NoSensor), Decide(10, Seen.At(Desk, TuesdayAt(10)) with { Sensors = [] }));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.SensorSilent), Decide(10, Seen.At(Desk, TuesdayAt(10)).Silent(9.5)));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.SensorSilent), Decide(10, Seen.At(Desk, TuesdayAt(10), heardFrom: 9.01)));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Backlog), Decide(10, Seen.At(Desk, TuesdayAt(10), delivered: TuesdayAt(9.999))));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Backlog), Decide(10.1, Seen.At(Desk, TuesdayAt(10.1), delivered: TuesdayAt(10.05))));
        Assert.Equal(new NoShowDecision.Keep(KeepReason.Backlog), Decide(10, Seen.At(Desk, TuesdayAt(10)) with { DeliveredUpTo = null }));
    }

    [Fact]
    public void Who_cannot_be_proven_absent_is_not_reminded() =>
        Assert.Equal(new NoShowDecision.NotYet(TuesdayAt(10)), Decide(9.5, Seen.At(Desk, TuesdayAt(9.5)).Silent(9.2)));

    /// <summary>Whoever sat there for five minutes, came by the door, or was in the dark at any minute is never a no-show; the oracle knows minutes only.</summary>
    [Fact]
    public void A_no_show_never_follows_presence_an_arrival_or_a_blind_moment()
    {
        var given =
            from start in Gen.Choose(0, 180)
            from length in Gen.Choose(0, 90)
            from silent in Gen.Choose(-200, 180)
            from lag in Gen.Choose(0, 10)
            from badge in Gen.Choose(-60, 120)
            from minute in Gen.Choose(0, 180)
            select (start, length, silent, lag, badge, minute);
        Runs.Hold(given.ToArbitrary(), given =>
        {
            var now = TuesdayAt(9 + (given.minute / 60d));
            var watch = Seen.At(Desk, now, delivered: now.AddMinutes(-given.lag), spans: (9 + (given.start / 60d), 9 + ((given.start + given.length) / 60d)));
            watch = given.silent > 0 && given.silent < given.minute && watch.State.FoldedTo < TuesdayAt(9).AddMinutes(given.silent) ? watch.Silent(9 + (given.silent / 60d)) : watch;
            var arrived = given.badge > 0 && given.badge < given.minute;
            var decided = NoShowPolicy.Decide(Booked, watch, arrived ? [Badge(9 + (given.badge / 60d))] : [], null, Rules, now);
            var sat = Math.Min(given.minute, given.start + given.length) - given.start;
            return decided is not NoShowDecision.NoShow
                || (given.minute >= 60 && !arrived && sat < 5 && !(given.start <= given.minute && given.minute < given.start + given.length) && given.lag <= 2 && watch.IsHeardSince(TuesdayAt(9)));
        });
    }

    private static NoShowDecision Decide(double hour, Booking? booking = null, params (double, double)[] spans) =>
        NoShowPolicy.Decide(booking ?? Booked, Seen.At(Desk, TuesdayAt(hour), spans: spans), [], null, Rules, TuesdayAt(hour));

    private static NoShowDecision Decide(double hour, SpaceWatch watch) => NoShowPolicy.Decide(Booked, watch, [], null, Rules, TuesdayAt(hour));

    private static ExemptReason Exempt(Booking booking, BookingRules? rules = null) =>
        Assert.IsType<NoShowDecision.Exempt>(NoShowPolicy.Decide(booking, Seen.At(Desk, TuesdayAt(10)), [], null, rules ?? Rules, TuesdayAt(10))).Why;
}
