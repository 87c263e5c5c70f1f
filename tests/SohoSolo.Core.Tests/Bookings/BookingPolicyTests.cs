using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class BookingPolicyTests
{
    private static readonly DateOnly TuesdayDay = new(2026, 11, 24);

    [Fact]
    public void An_accepted_booking_is_confirmed_and_freezes_rate_and_rules()
    {
        var rules = new BookingRules { Version = 7, DeskPerHalfDay = 3 };
        var booking = Made(Request, Facts with { Site = Site with { Rules = rules } });

        Assert.Equal((BookingStatus.Confirmed, 7, 3, 3), (booking.Status, booking.RulesVersion, booking.Rate, booking.Units));
        Assert.Equal((Now, Tuesday(9, 12).End), (booking.MadeAt, booking.DueAt));
    }

    [Theory]
    [InlineData(9, 12, 12, 14)]
    [InlineData(9, 12, 8, 9)]
    public void A_booking_is_accepted_only_beside_others(double from, double to, double otherFrom, double otherTo)
    {
        var facts = Facts with { SpaceHolds = [Hold(Desk, Tuesday(otherFrom, otherTo))] };

        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { During = Tuesday(from, to) }, facts));
        Assert.Equal(DeclineReason.Conflict, Decide(Request with { During = Tuesday(from, to + 0.25) }, facts with
        {
            SpaceHolds = [Hold(Desk, Tuesday(otherFrom - 0.25, otherTo + 0.25))],
        }).Reason());
    }

    [Fact]
    public void Somebody_at_another_desk_is_in_nobodys_way() =>
        Assert.IsType<BookingDecision.Accepted>(Decide(Request, Facts with { SpaceHolds = [Hold(Desk2, Request.During)] }));

    [Fact]
    public void A_place_held_by_another_is_a_conflict_and_by_herself_already_booked()
    {
        var hers = Hold(Desk, Request.During, Anne);

        Assert.Equal(DeclineReason.Conflict, Decide(Request, Facts with { SpaceHolds = [Hold(Desk, Request.During)] }).Reason());
        Assert.Equal(DeclineReason.AlreadyBooked, Decide(Request, Facts with { SpaceHolds = [hers], MemberHolds = [hers] }).Reason());
    }

    [Fact]
    public void A_member_cannot_be_in_two_places_but_may_receive_guests_in_a_room_meanwhile()
    {
        var atDesk = Facts with { MemberHolds = [Hold(Desk2, Request.During, Anne)] };
        var room = Request with { Space = Room };

        Assert.Equal(DeclineReason.AlreadyBooked, Decide(Request, atDesk).Reason());
        Assert.Equal(DeclineReason.AlreadyBooked, Decide(room, atDesk).Reason());
        Assert.IsType<BookingDecision.Accepted>(Decide(room with { Guests = [new Guest("M. Dupuy", null)] }, atDesk));
    }

    [Fact]
    public void A_room_with_her_guests_leaves_her_free_to_sit_at_a_desk_but_not_to_take_that_room_twice()
    {
        var hers = Hold(Room, Request.During, Anne, withGuests: true);
        var facts = Facts with { SpaceHolds = [hers], MemberHolds = [hers] };

        Assert.IsType<BookingDecision.Accepted>(Decide(Request, facts));
        Assert.Equal(DeclineReason.AlreadyBooked, Decide(Request with { Space = Room, Guests = [new Guest("M. Dupuy", null)] }, facts).Reason());
    }

    [Fact]
    public void A_suspended_member_books_nothing() =>
        Assert.Equal(DeclineReason.MemberInactive, Decide(Request, Facts with { MemberActive = false }).Reason());

    [Fact]
    public void A_start_a_little_back_counts_as_now_and_one_further_back_is_past()
    {
        var inTime = BookingPolicy.Decide(Request, Facts, TuesdayAt(9).AddMinutes(5)).Accepted();

        Assert.Equal(TuesdayAt(9).AddMinutes(5), inTime.During.Start);
        Assert.Equal(DeclineReason.InThePast, BookingPolicy.Decide(Request, Facts, TuesdayAt(9).AddMinutes(5).AddSeconds(1)).Reason());
        Assert.Equal(DeclineReason.InThePast, BookingPolicy.Decide(Request, Facts, TuesdayAt(12)).Reason());
    }

    [Fact]
    public void A_running_day_part_may_be_booked_from_now_on_and_pays_only_for_what_is_left()
    {
        var wholeDay = Request with { During = Tuesday(8, 19), ByDayPart = true };
        var booking = BookingPolicy.Decide(wholeDay, Facts, TuesdayAt(15).AddSeconds(42)).Accepted();

        Assert.Equal((Tuesday(15, 19), 1), (booking.During, booking.Units));
        Assert.Equal(2, Made(wholeDay).Units);
        Assert.Equal(DeclineReason.InThePast, BookingPolicy.Decide(wholeDay, Facts, TuesdayAt(19)).Reason());
    }

    [Fact]
    public void The_longest_booking_is_allowed_and_a_minute_more_is_too_long()
    {
        var facts = Facts with { Site = Site with { Rules = new BookingRules { Longest = TimeSpan.FromHours(3) } } };

        Assert.IsType<BookingDecision.Accepted>(Decide(Request, facts));
        Assert.Equal(DeclineReason.TooLong, Decide(Request with { During = new TimeRange(TuesdayAt(9), TuesdayAt(12).AddMinutes(1)) }, facts).Reason());
    }

    [Fact]
    public void No_setting_allows_more_than_the_hard_limit()
    {
        var site = Site with { Calendar = AlwaysOpen, Rules = new BookingRules { Longest = TimeSpan.FromDays(400) } };
        var month = new TimeRange(TuesdayAt(0), TuesdayAt(0) + BookingRules.HardLongest);

        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { During = month }, Facts with { Site = site }));
        Assert.Equal(
            DeclineReason.TooLong,
            Decide(Request with { During = new TimeRange(month.Start, month.End.AddMinutes(1)) }, Facts with { Site = site }).Reason());
    }

    [Fact]
    public void How_far_ahead_is_counted_in_local_days()
    {
        var facts = Facts with { Site = Site with { Calendar = AlwaysOpen, Rules = new BookingRules { FurthestDaysAhead = 1 } } };
        var lastMinute = Range("2026-11-24 23:59 +01:00", "2026-11-25 00:30 +01:00");

        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { During = lastMinute }, facts));
        Assert.Equal(DeclineReason.TooFarAhead, Decide(Request with { During = lastMinute.Shift(TimeSpan.FromMinutes(1)) }, facts).Reason());
    }

    [Theory]
    [InlineData(8, 19, null)]
    [InlineData(7.75, 12, DeclineReason.OutsideHours)]
    [InlineData(12, 19.25, DeclineReason.OutsideHours)]
    [InlineData(105, 108, DeclineReason.Closed)]
    public void The_site_must_be_open(double from, double to, DeclineReason? expected) =>
        Assert.Equal(expected, Decide(Request with { During = Tuesday(from, to) }, Facts).Reason());

    [Fact]
    public void A_closure_shuts_the_site_and_a_block_one_space()
    {
        var closed = Facts with { Site = Site with { Closures = [new Closure("c", Nogaro, null, Tuesday(11, 12), "works")] } };
        var blocked = Facts with { Site = Site with { Closures = [new Closure("c", Nogaro, Desk.Id, Tuesday(11, 12), "broken chair")] } };

        Assert.Equal(DeclineReason.Closed, Decide(Request, closed).Reason());
        Assert.Equal(DeclineReason.Blocked, Decide(Request, blocked).Reason());
        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { Space = Desk2 }, blocked));
        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { During = Tuesday(9, 11) }, closed));
    }

    [Fact]
    public void A_leased_space_is_the_leaseholders_until_she_lends_the_day()
    {
        var lease = new SpaceLease(new EntitlementId("l"), Desk.Id, Paul, TuesdayDay, TuesdayDay, new HashSet<DateOnly>());

        Assert.Equal(DeclineReason.Leased, Decide(Request, Facts with { Leases = [lease] }).Reason());
        Assert.IsType<BookingDecision.Accepted>(Decide(Request, Facts with { Leases = [lease with { Member = Anne }] }));
        Assert.IsType<BookingDecision.Accepted>(Decide(Request, Facts with { Leases = [lease with { LentDays = new HashSet<DateOnly> { TuesdayDay } }] }));
        Assert.IsType<BookingDecision.Accepted>(Decide(Request with { During = Tuesday(33, 36) }, Facts with { Leases = [lease] }));
    }

    [Fact]
    public void A_lent_day_that_somebody_took_is_a_conflict_for_the_leaseholder_too()
    {
        var lease = new SpaceLease(new EntitlementId("l"), Desk.Id, Anne, TuesdayDay, null, new HashSet<DateOnly> { TuesdayDay });
        var facts = Facts with { Leases = [lease], SpaceHolds = [Hold(Desk, Tuesday(9, 10))] };

        Assert.Equal(DeclineReason.Conflict, Decide(Request, facts).Reason());
    }

    [Fact]
    public void Bookings_to_come_are_limited_and_one_that_begins_now_is_not_to_come()
    {
        var facts = Facts with { Upcoming = 2, Site = Site with { Rules = new BookingRules { MostUpcoming = 2 } } };

        Assert.Equal(DeclineReason.TooManyUpcoming, Decide(Request, facts).Reason());
        Assert.IsType<BookingDecision.Accepted>(Decide(Request, facts with { Upcoming = 1 }));
        Assert.IsType<BookingDecision.Accepted>(BookingPolicy.Decide(Request, facts, TuesdayAt(9)));
    }

    [Fact]
    public void Conflict_is_told_before_quota_and_quota_when_the_place_is_free()
    {
        var broke = Facts with { Wallet = WalletOf(Occasional(0)) };

        Assert.Equal(DeclineReason.QuotaExhausted, Decide(Request, broke).Reason());
        Assert.Equal(DeclineReason.Conflict, Decide(Request, broke with { SpaceHolds = [Hold(Desk, Tuesday(11, 13))] }).Reason());
        Assert.Equal(DeclineReason.WrongKind, Decide(Request, Facts with { Wallet = WalletOf() }).Reason());
    }

    [Fact]
    public void A_space_that_needs_approval_is_requested_unless_a_keeper_books_it()
    {
        var wish = Request with { Space = Room with { NeedsApproval = true } };
        var asked = Made(wish);

        Assert.Equal((BookingStatus.Requested, asked.During.Start), (asked.Status, asked.DueAt));
        Assert.Equal(Now.AddHours(48), Made(wish with { During = wish.During.Shift(TimeSpan.FromDays(2)) }).DueAt);
        Assert.Equal(BookingStatus.Confirmed, Made(wish with { ByKeeper = true }).Status);
    }

    [Fact]
    public void A_request_for_a_running_part_waits_for_its_answer_until_the_part_ends()
    {
        var wish = Request with { Space = Room with { NeedsApproval = true }, During = Tuesday(8, 13.5), ByDayPart = true };

        Assert.Equal(TuesdayAt(13.5), Made(wish, now: TuesdayAt(10)).DueAt);
    }

    [Fact]
    public void An_offer_is_due_when_its_time_is_up_and_at_its_end_at_the_latest()
    {
        var offer = Made(Request with { OfferFor = TimeSpan.FromMinutes(15) });
        var late = Made(Request with { OfferFor = TimeSpan.FromMinutes(15), ByDayPart = true }, now: TuesdayAt(11.9));

        Assert.Equal((BookingStatus.Offered, Now.AddMinutes(15)), (offer.Status, offer.DueAt));
        Assert.Equal(TuesdayAt(12), late.DueAt);
    }

    private static BookingDecision Decide(BookingRequest request, BookingFacts facts) => BookingPolicy.Decide(request, facts, Now);
}
