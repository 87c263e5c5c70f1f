using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class BookingChangesTests
{
    private static readonly Evidence AtTheDesk = new(TuesdayAt(9), "manual", null, "Checked in by herself");
    private static readonly BookingRules NoticeOfADay = new() { CancellationNotice = TimeSpan.FromDays(1) };
    private static readonly Booking WholeDay = Made(Request with { During = Tuesday(9, 18) });

    [Fact]
    public void A_cancellation_in_time_refunds_everything_and_frees_the_place()
    {
        var cancelled = Cancel(WholeDay, NoticeOfADay, TuesdayAt(9).AddDays(-1)).Accepted();

        Assert.Equal((BookingStatus.Cancelled, 0, "by-member", 2), (cancelled.Status, cancelled.Units, cancelled.EndReason, cancelled.Version));
        Assert.False(cancelled.Holds);
        Assert.Null(cancelled.DueAt);
    }

    [Fact]
    public void A_cancellation_a_second_too_late_burns_everything()
    {
        var cancelled = Cancel(WholeDay, NoticeOfADay, TuesdayAt(9).AddDays(-1).AddSeconds(1)).Accepted();

        Assert.Equal((BookingStatus.Cancelled, 2), (cancelled.Status, cancelled.Units));
        Assert.All(cancelled.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
    }

    [Fact]
    public void After_its_start_a_cancelled_booking_ends_now_and_pays_what_it_touched()
    {
        var cancelled = Cancel(WholeDay, NoticeOfADay, TuesdayAt(11).AddSeconds(30)).Accepted();

        Assert.Equal((BookingStatus.Cancelled, 1, Tuesday(9, 11)), (cancelled.Status, cancelled.Units, cancelled.During));
        Assert.Equal(ChargeState.Used, Assert.Single(cancelled.Charges).State);
    }

    [Fact]
    public void Seconds_after_the_start_a_cancellation_is_late_too()
    {
        var cancelled = Cancel(WholeDay, NoticeOfADay, TuesdayAt(9).AddSeconds(20)).Accepted();

        Assert.Equal((1, WholeDay.During), (cancelled.Units, cancelled.During));
    }

    [Theory]
    [InlineData(BookingStatus.Requested)]
    [InlineData(BookingStatus.Offered)]
    public void What_was_never_confirmed_costs_nothing_however_late(BookingStatus status)
    {
        var cancelled = Cancel(WholeDay with { Status = status }, NoticeOfADay, TuesdayAt(10)).Accepted();

        Assert.Equal((BookingStatus.Cancelled, 0), (cancelled.Status, cancelled.Units));
    }

    [Fact]
    public void A_booking_that_is_over_cannot_be_cancelled_released_or_changed()
    {
        var over = new[] { WholeDay with { Status = BookingStatus.Completed }, WholeDay with { Status = BookingStatus.Cancelled } };

        Assert.All(over, booking => Assert.Equal(DeclineReason.WrongState, Cancel(booking, NoticeOfADay, Now).Reason()));
        Assert.Equal(DeclineReason.WrongState, Cancel(WholeDay, NoticeOfADay, TuesdayAt(18)).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.Release(WholeDay, Weekdays, TuesdayAt(18)).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.CancelBySite(over[0], Weekdays, "closed", Now).Reason());
    }

    [Fact]
    public void The_site_refunds_what_she_has_not_used_notice_or_not()
    {
        var before = BookingChanges.CancelBySite(WholeDay, Weekdays, "closed", TuesdayAt(9)).Accepted();
        var during = BookingChanges.CancelBySite(WholeDay, Weekdays, "closed", TuesdayAt(11)).Accepted();

        Assert.Equal((BookingStatus.Cancelled, 0, "closed"), (before.Status, before.Units, before.EndReason));
        Assert.Equal((BookingStatus.Cancelled, 1, Tuesday(9, 11)), (during.Status, during.Units, during.During));
    }

    [Theory]
    [InlineData(13.5, 1)]
    [InlineData(13.75, 2)]
    [InlineData(17.75, 2)]
    public void Leaving_early_refunds_the_half_day_that_was_not_touched(double hour, int units)
    {
        var released = BookingChanges.Release(CheckedIn(WholeDay), Weekdays, TuesdayAt(hour).AddSeconds(10)).Accepted();

        Assert.Equal((BookingStatus.Completed, units, TuesdayAt(hour)), (released.Status, released.Units, released.During.End));
        Assert.False(released.Unproven);
    }

    [Fact]
    public void A_room_left_early_refunds_the_hours_not_begun()
    {
        var room = CheckedIn(Made(Request with { Space = Room }));

        Assert.Equal(3, room.Units);
        Assert.Equal(2, BookingChanges.Release(room, Weekdays, TuesdayAt(10.5)).Accepted().Units);
    }

    [Fact]
    public void Release_without_a_check_in_is_unproven_and_before_the_start_it_is_a_free_cancellation()
    {
        Assert.True(BookingChanges.Release(WholeDay, Weekdays, TuesdayAt(10)).Accepted().Unproven);

        var early = BookingChanges.Release(WholeDay, Weekdays, TuesdayAt(9).AddSeconds(59)).Accepted();
        Assert.Equal((BookingStatus.Cancelled, 0), (early.Status, early.Units));
        Assert.Equal(DeclineReason.WrongState, BookingChanges.Release(WholeDay with { Status = BookingStatus.Requested }, Weekdays, Now).Reason());
    }

    [Fact]
    public void Check_in_opens_half_an_hour_before_and_ends_with_the_booking()
    {
        Assert.Equal(DeclineReason.TooEarly, CheckIn(WholeDay, TuesdayAt(8.5).AddSeconds(-1)).Reason());
        Assert.Equal(DeclineReason.TooLate, CheckIn(WholeDay, TuesdayAt(18)).Reason());
        Assert.Equal(DeclineReason.WrongState, CheckIn(WholeDay with { Status = BookingStatus.Requested }, TuesdayAt(10)).Reason());

        var present = CheckIn(WholeDay, TuesdayAt(8.5)).Accepted();
        Assert.Equal((BookingStatus.CheckedIn, 2), (present.Status, present.Version));
        Assert.All(present.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
        Assert.Equal(AtTheDesk, Assert.Single(present.Evidence));
    }

    [Fact]
    public void Checking_in_twice_changes_nothing()
    {
        var present = CheckedIn(WholeDay);

        Assert.Same(present, CheckIn(present, TuesdayAt(10)).Accepted());
    }

    [Fact]
    public void A_request_is_approved_until_it_ends_or_refused_and_refunded()
    {
        var asked = Made(Request with { Space = Room with { NeedsApproval = true } });
        var approved = BookingChanges.Approve(asked, TuesdayAt(11)).Accepted();
        var refused = BookingChanges.Refuse(asked, "no-guests-that-day").Accepted();

        Assert.Equal((BookingStatus.Confirmed, asked.During.End, 3), (approved.Status, approved.DueAt, approved.Units));
        Assert.Equal((BookingStatus.Refused, 0, "no-guests-that-day"), (refused.Status, refused.Units, refused.EndReason));
        Assert.Equal(DeclineReason.TooLate, BookingChanges.Approve(asked, TuesdayAt(12)).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.Approve(approved, Now).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.Refuse(approved, "late").Reason());
    }

    [Fact]
    public void An_offer_is_taken_before_it_lapses()
    {
        var offer = Made(Request with { OfferFor = TimeSpan.FromMinutes(15) });
        var taken = BookingChanges.TakeOffer(offer, Now.AddMinutes(14)).Accepted();

        Assert.Equal((BookingStatus.Confirmed, offer.During.End), (taken.Status, taken.DueAt));
        Assert.Equal(ChargeState.Held, Assert.Single(taken.Charges).State);
        Assert.Equal(DeclineReason.OfferLapsed, BookingChanges.TakeOffer(offer, Now.AddMinutes(15)).Reason());
        Assert.Equal(DeclineReason.WrongState, BookingChanges.TakeOffer(taken, Now).Reason());
    }

    [Fact]
    public void The_sweeper_ends_what_is_due_and_nothing_before()
    {
        var offer = Made(Request with { OfferFor = TimeSpan.FromMinutes(15) });
        var asked = Made(Request with { Space = Room with { NeedsApproval = true } });

        Assert.Null(BookingChanges.WhenDue(WholeDay, TuesdayAt(18).AddTicks(-1)));
        Assert.Equal((BookingStatus.Cancelled, 0, "lapsed", false), Ended(offer, Now.AddMinutes(15)));
        Assert.Equal((BookingStatus.Refused, 0, "unanswered", false), Ended(asked, asked.During.Start));
        Assert.Equal((BookingStatus.Completed, 2, "ended", true), Ended(WholeDay, TuesdayAt(18)));
        Assert.Equal((BookingStatus.Completed, 2, null, false), Ended(CheckedIn(WholeDay), TuesdayAt(18)));
        Assert.Null(BookingChanges.WhenDue(BookingChanges.WhenDue(WholeDay, TuesdayAt(18))!, TuesdayAt(20)));
    }

    private static (BookingStatus Status, int Units, string? EndReason, bool Unproven) Ended(Booking booking, DateTimeOffset now)
    {
        var ended = BookingChanges.WhenDue(booking, now)!;
        Assert.Null(ended.DueAt);
        Assert.All(ended.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
        return (ended.Status, ended.Units, ended.EndReason, ended.Unproven);
    }

    private static Booking CheckedIn(Booking booking) => CheckIn(booking, booking.During.Start).Accepted();

    private static BookingDecision CheckIn(Booking booking, DateTimeOffset now) => BookingChanges.CheckIn(booking, new BookingRules(), AtTheDesk, now);

    private static BookingDecision Cancel(Booking booking, BookingRules rules, DateTimeOffset now) =>
        BookingChanges.Cancel(booking, rules, Weekdays, "by-member", now);
}
