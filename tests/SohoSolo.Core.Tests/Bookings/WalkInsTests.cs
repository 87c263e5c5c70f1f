using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Tests.Time;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class WalkInsTests
{
    [Fact]
    public void It_lasts_from_the_running_minute_to_the_end_of_the_half_day()
    {
        Assert.Equal(Tuesday(9, 13.5), WalkIns.Span(Weekdays, TuesdayAt(9).AddSeconds(59)));
        Assert.Equal(new TimeRange(TuesdayAt(13.5).AddMinutes(-1), TuesdayAt(13.5)), WalkIns.Span(Weekdays, TuesdayAt(13.5).AddTicks(-1)));
        Assert.Equal(Tuesday(13.5, 19), WalkIns.Span(Weekdays, TuesdayAt(13.5)));
    }

    [Fact]
    public void Outside_hours_there_is_none()
    {
        Assert.Null(WalkIns.Span(Weekdays, TuesdayAt(8).AddTicks(-1)));
        Assert.Null(WalkIns.Span(Weekdays, TuesdayAt(19)));
        Assert.Null(WalkIns.Span(Weekdays, At("2026-11-28 10:00 +01:00")));
        Assert.Equal(DeclineReason.Closed, Decide(Facts, TuesdayAt(19)).Reason());
    }

    [Fact]
    public void On_every_day_of_the_year_it_ends_where_the_sites_clock_says()
    {
        var minute = Gen.Choose(0, 365 * 24 * 60).Select(n => At("2026-01-01 00:00 +01:00").AddMinutes(n));
        var hours = new SiteCalendar("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(1, 0), new(19, 0), openOnPublicHolidays: true));
        Runs.Hold(Arb.From(minute), at =>
        {
            // By hand: one in the morning to seven in the evening, cut at half past one.
            var clock = ParisByHand.ClockAt(at).TimeOfDay.TotalHours;
            double? end = clock is < 1 or >= 19 ? null : clock < 13.5 ? 13.5 : 19;
            var span = WalkIns.Span(hours, at);
            return end is null ? span is null : span!.Start == at && ParisByHand.ClockAt(span.End).TimeOfDay.TotalHours == end && ParisByHand.DayAt(span.End) == ParisByHand.DayAt(at);
        }, cases: 1000);
    }

    [Fact]
    public void The_first_desk_that_is_free_is_hers_at_once()
    {
        var taken = Facts with { SpaceHolds = [Hold(Desk, Tuesday(12, 14))] };
        var booking = Decide(taken, TuesdayAt(9)).Accepted();

        Assert.Equal((Desk2.Id, true, BookingStatus.Confirmed, Tuesday(9, 13.5)), (booking.Space, booking.IsWalkIn, booking.Status, booking.During));
    }

    [Fact]
    public void Taken_leased_or_blocked_desks_are_passed_over_and_none_left_is_said()
    {
        var lease = new SpaceLease(new("l1"), Desk.Id, Paul, new(2026, 11, 1), null, new HashSet<DateOnly>());
        var blocked = Site with { Closures = [new Closure("c1", Nogaro, Desk.Id, Tuesday(8, 19), "broken")] };

        Assert.Equal(Desk2.Id, Decide(Facts with { Leases = [lease] }, TuesdayAt(9)).Accepted().Space);
        Assert.Equal(Desk2.Id, Decide(Facts with { Site = blocked }, TuesdayAt(9)).Accepted().Space);
        Assert.Equal(DeclineReason.Conflict, Decide(Facts with { SpaceHolds = [Hold(Desk, Tuesday(9, 12)), Hold(Desk2, Tuesday(9, 12))] }, TuesdayAt(9)).Reason());
        Assert.Equal(DeclineReason.NoSuchSpace, WalkIns.Decide(new("w1"), Anne, [], Facts, TuesdayAt(9)).Reason());
    }

    [Fact]
    public void A_desk_that_needs_a_keepers_word_is_not_given_at_the_door()
    {
        var asked = Desk with { NeedsApproval = true };

        Assert.Equal(Desk2.Id, WalkIns.Decide(new("w1"), Anne, [asked, Desk2], Facts, TuesdayAt(9)).Accepted().Space);
        Assert.Equal(DeclineReason.NoSuchSpace, WalkIns.Decide(new("w1"), Anne, [asked], Facts, TuesdayAt(9)).Reason());
    }

    [Fact]
    public void A_desk_of_her_own_that_she_has_lent_is_found_behind_others_that_nothing_pays_for()
    {
        var lent = Facts with { Wallet = WalletOf(Lease(Desk2, new(2026, 11, 1))) };

        Assert.Equal(Desk2.Id, Decide(lent, TuesdayAt(9)).Accepted().Space);
    }

    [Fact]
    public void Quota_closure_and_her_own_booking_decline_it_in_the_doors_words()
    {
        Assert.Equal(DenyReason.QuotaExhausted, Why(Facts with { Wallet = WalletOf(Occasional(0)) }));
        Assert.Equal(DenyReason.QuotaExhausted, Why(Facts with { Wallet = WalletOf() }));
        Assert.Equal(DenyReason.Closed, Why(Facts with { Site = Site with { Closures = [new Closure("c1", Nogaro, null, Tuesday(11, 12), "works")] } }));
        Assert.Equal(DenyReason.NoBooking, Why(Facts with { MemberHolds = [Hold(Office, Tuesday(11, 12), Anne)] }));
        Assert.Equal(DenyReason.Revoked, Why(Facts with { MemberActive = false }));
    }

    [Fact]
    public void A_free_desk_that_nothing_pays_for_is_told_before_taken_ones()
    {
        var facts = Facts with { Wallet = WalletOf(Occasional(0)) };

        Assert.Equal(DeclineReason.QuotaExhausted, Decide(facts with { SpaceHolds = [Hold(Desk, Tuesday(9, 12))] }, TuesdayAt(9)).Reason());
        Assert.Equal(DeclineReason.QuotaExhausted, Decide(facts with { SpaceHolds = [Hold(Desk2, Tuesday(9, 12))] }, TuesdayAt(9)).Reason());
    }

    [Fact]
    public void Honoured_later_it_is_booked_as_it_would_have_been_then()
    {
        var booked = Assert.IsType<HonouredWalkIn.Booked>(Honour(Facts));

        Assert.Equal((Tuesday(9, 13.5), true), (booked.Booking.During, booked.Booking.IsWalkIn));
    }

    [Fact]
    public void Honoured_with_nothing_left_it_is_overdrawn_on_the_grant_that_would_have_paid()
    {
        var spent = WalletOf(Tickets(9, new DateOnly(2026, 11, 1)), Occasional(0));
        var overdrawn = Assert.IsType<HonouredWalkIn.Overdrawn>(Honour(Facts with { Wallet = spent }));

        Assert.Equal([new Charge(new("occasional"), new Period("2026-11"), 1, ChargeState.Held)], overdrawn.Booking.Charges);
        Assert.True(overdrawn.Booking.IsWalkIn);
        var statement = EntitlementPolicy.State(spent.Entitlements[1], spent.With(Nogaro, [], overdrawn.Booking.Charges), new(2026, 11, 24));
        Assert.Equal((1, 0, 1), (statement.Held, statement.Left, statement.Overdrawn));
    }

    [Fact]
    public void Honoured_without_any_grant_it_is_booked_and_charged_to_nobody() =>
        Assert.Empty(Assert.IsType<HonouredWalkIn.Overdrawn>(Honour(Facts with { Wallet = WalletOf() })).Booking.Charges);

    [Fact]
    public void Honoured_with_every_desk_taken_it_has_no_place()
    {
        var full = Facts with { SpaceHolds = [Hold(Desk, Tuesday(9, 12)), Hold(Desk2, Tuesday(12, 14))] };

        Assert.Equal(new HonouredWalkIn.Unplaced(DeclineReason.Conflict), Honour(full));
        Assert.Equal(new HonouredWalkIn.Unplaced(DeclineReason.Conflict), Honour(full with { Wallet = WalletOf() }));
        Assert.Equal(new HonouredWalkIn.Unplaced(DeclineReason.MemberInactive), Honour(Facts with { MemberActive = false }));
    }

    private static BookingDecision Decide(BookingFacts facts, DateTimeOffset at) => WalkIns.Decide(new("w1"), Anne, [Desk, Desk2], facts, at);

    private static DenyReason Why(BookingFacts facts) => WalkIns.Why(Decide(facts, TuesdayAt(9)).Reason()!.Value);

    private static HonouredWalkIn Honour(BookingFacts facts) => WalkIns.Honour(new("w1"), Anne, [Desk, Desk2], facts, TuesdayAt(9));
}
