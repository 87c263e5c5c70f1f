using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What can happen to a booking once it is made. Each answer is the booking as it will be stored, or why not.</summary>
public static class BookingChanges
{
    /// <summary>Moves, extends or shortens it, or takes it to another space. Facts must cover old and new place and time; the booking itself may be among them.</summary>
    public static BookingDecision Change(Booking booking, BookingRequest to, BookingFacts facts, DateTimeOffset now)
    {
        var mayChange = booking.Status is BookingStatus.Requested or BookingStatus.Confirmed or BookingStatus.CheckedIn;
        if (!mayChange || booking.During.End <= now) return Declined(DeclineReason.WrongState);
        if (to.Space.Site != booking.Site) return Declined(DeclineReason.NoSuchSpace);
        if (to.During.End <= now) return Declined(DeclineReason.InThePast);
        if (BookingMoves.HasStarted(booking, now) && to.During.Start != booking.During.Start) return Declined(DeclineReason.TooLate);

        var staysPut = to.Space.Id == booking.Space;
        if (staysPut && to.During == booking.During) return Accepted(booking);

        return staysPut && booking.During.Contains(to.During)
            ? Accepted(BookingMoves.Shorten(booking, to.During, facts.Site.Calendar, now))
            : BookingMoves.Move(booking, to, facts, now);
    }

    /// <summary>Gives the place back before it starts, or what is left of it afterwards. In time, everything is refunded; later, touched half-days are burned.</summary>
    public static BookingDecision Cancel(Booking booking, BookingRules rules, SiteCalendar calendar, string endReason, DateTimeOffset now)
    {
        if (IsOver(booking, now)) return Declined(DeclineReason.WrongState);
        if (booking.Status is BookingStatus.Requested or BookingStatus.Offered) return Accepted(Refund(booking, endReason));
        if (booking.Status == BookingStatus.CheckedIn) return Accepted(Leave(booking, calendar, endReason, now));
        if (now <= booking.During.Start - rules.CancellationNotice) return Accepted(Refund(booking, endReason));

        return Accepted(now <= booking.During.Start ? Burn(booking, endReason) : GiveUp(booking, calendar, endReason, now));
    }

    /// <summary>The site failed the member (closure, breakdown): what she has not used is refunded, notice or not.</summary>
    public static BookingDecision CancelBySite(Booking booking, SiteCalendar calendar, string endReason, DateTimeOffset now)
    {
        if (IsOver(booking, now)) return Declined(DeclineReason.WrongState);
        if (booking.Status == BookingStatus.CheckedIn) return Accepted(Leave(booking, calendar, endReason, now));

        var hasBegun = booking.Status == BookingStatus.Confirmed && now.FloorToMinute() > booking.During.Start;
        return Accepted(hasBegun ? GiveUp(booking, calendar, endReason, now) : Refund(booking, endReason));
    }

    /// <summary>She leaves early: the end becomes now, to the minute, and untouched half-days are refunded.</summary>
    public static BookingDecision Release(Booking booking, SiteCalendar calendar, DateTimeOffset now) =>
        booking.Status is not (BookingStatus.Confirmed or BookingStatus.CheckedIn) || IsOver(booking, now)
            ? Declined(DeclineReason.WrongState)
            : Accepted(Leave(booking, calendar, EndReasons.Released, now));

    /// <summary>She has left without saying so, and wants her place given back then: as if she had released it now.</summary>
    public static BookingDecision LeaveEarly(Booking booking, SiteCalendar calendar, DateTimeOffset now) =>
        booking.Status != BookingStatus.CheckedIn || IsOver(booking, now)
            ? Declined(DeclineReason.WrongState)
            : Accepted(Leave(booking, calendar, EndReasons.LeftEarly, now));

    /// <summary>Nobody came, beyond doubt: the place is free from now on, its time stays written, and the units are burned.</summary>
    public static BookingDecision NoShow(Booking booking, DateTimeOffset now) =>
        booking.Status != BookingStatus.Confirmed || IsOver(booking, now) || now < booking.During.Start
            ? Declined(DeclineReason.WrongState)
            : Accepted(Burn(booking, EndReasons.NoShow) with { Status = BookingStatus.NoShow });

    /// <summary>
    /// She was there after all, as news say that came late. The booking stands again if nobody has the place; otherwise it was hers until somebody else's began, and what she could not use is refunded.
    /// Null when it stays a no-show: she came only after the place was given away.
    /// </summary>
    /// <param name="booking">The no-show.</param>
    /// <param name="arrival">Her arrival; null when only a sensor has told of somebody at her place.</param>
    /// <param name="takenFrom">When the first booking in its way begins (<see cref="Holds.TakenFrom"/>); null for none.</param>
    /// <param name="calendar">The site's.</param>
    /// <param name="now">The hub's clock.</param>
    public static Booking? UndoNoShow(Booking booking, Evidence? arrival, DateTimeOffset? takenFrom, SiteCalendar calendar, DateTimeOffset now)
    {
        if (booking.Status != BookingStatus.NoShow) return null;
        if (takenFrom <= booking.During.Start || arrival?.At >= takenFrom) return null;

        var proven = booking with { Evidence = arrival is null ? booking.Evidence : [.. booking.Evidence, arrival], EndReason = null };
        if (takenFrom is { } taken) return Cut(proven, taken, calendar) with { Unproven = arrival is null };
        if (now >= booking.During.End) return Complete(proven) with { Unproven = arrival is null, EndReason = arrival is null ? EndReasons.Ended : null };

        return Next(proven) with
        {
            Status = arrival is null ? BookingStatus.Confirmed : BookingStatus.CheckedIn,
            Charges = arrival is null ? [.. booking.Charges.Select(charge => charge with { State = ChargeState.Held })] : booking.Charges,
            DueAt = booking.During.End,
        };
    }

    /// <summary>Presence confirms the units held.</summary>
    public static BookingDecision CheckIn(Booking booking, BookingRules rules, Evidence evidence, DateTimeOffset now)
    {
        if (booking.Status == BookingStatus.CheckedIn) return Accepted(booking);
        if (booking.Status != BookingStatus.Confirmed) return Declined(DeclineReason.WrongState);
        if (now < booking.During.Start - rules.CheckInOpens) return Declined(DeclineReason.TooEarly);
        if (now >= booking.During.End) return Declined(DeclineReason.TooLate);

        return Accepted(Arrived(booking, evidence));
    }

    public static BookingDecision Approve(Booking booking, DateTimeOffset now)
    {
        if (booking.Status != BookingStatus.Requested) return Declined(DeclineReason.WrongState);
        if (now >= booking.During.End) return Declined(DeclineReason.TooLate);
        return Accepted(Confirm(booking));
    }

    public static BookingDecision Refuse(Booking booking, string endReason) =>
        booking.Status == BookingStatus.Requested
            ? Accepted(Refund(booking, endReason) with { Status = BookingStatus.Refused })
            : Declined(DeclineReason.WrongState);

    /// <summary>The first in line takes the place that was kept for her.</summary>
    public static BookingDecision TakeOffer(Booking booking, DateTimeOffset now)
    {
        if (booking.Status != BookingStatus.Offered) return Declined(DeclineReason.WrongState);
        return now < booking.DueAt ? Accepted(Confirm(booking)) : Declined(DeclineReason.OfferLapsed);
    }

    /// <summary>What the sweeper does when <see cref="Booking.DueAt"/> has come: an offer lapses, a request goes unanswered, a booking ends. Null when nothing is due.</summary>
    public static Booking? WhenDue(Booking booking, DateTimeOffset now)
    {
        if (booking.DueAt is null || now < booking.DueAt) return null;
        return booking.Status switch
        {
            BookingStatus.Offered => Refund(booking, EndReasons.Lapsed),
            BookingStatus.Requested => Refund(booking, EndReasons.Unanswered) with { Status = BookingStatus.Refused },
            BookingStatus.Confirmed => Complete(booking) with { Unproven = true, EndReason = EndReasons.Ended },
            BookingStatus.CheckedIn => Complete(booking),
            _ => null,
        };
    }

    internal static Booking Arrived(Booking booking, Evidence evidence) => Next(booking) with
    {
        Status = BookingStatus.CheckedIn,
        Charges = Used(booking.Charges),
        Evidence = [.. booking.Evidence, evidence],
    };

    internal static Booking Next(Booking booking) => booking with { Version = booking.Version + 1 };

    internal static IReadOnlyList<Charge> Used(IEnumerable<Charge> charges) => [.. charges.Select(charge => charge with { State = ChargeState.Used })];

    // A booking past its end is over even before the sweeper has said so.
    private static bool IsOver(Booking booking, DateTimeOffset now) => !booking.Holds || booking.During.End <= now;

    private static Booking Confirm(Booking booking) => Next(booking) with { Status = BookingStatus.Confirmed, DueAt = booking.During.End };

    private static Booking Complete(Booking booking) =>
        Next(booking) with { Status = BookingStatus.Completed, Charges = Used(booking.Charges), DueAt = null };

    private static Booking Refund(Booking booking, string endReason) => Burn(booking with { Charges = [] }, endReason);

    private static Booking Burn(Booking booking, string endReason) =>
        Next(booking) with { Status = BookingStatus.Cancelled, Charges = Used(booking.Charges), DueAt = null, EndReason = endReason };

    // The place is given back while its time runs, and she was there or may have been.
    private static Booking Leave(Booking booking, SiteCalendar calendar, string endReason, DateTimeOffset now)
    {
        if (now.FloorToMinute() <= booking.During.Start) return Refund(booking, endReason);
        return GiveUp(booking, calendar, endReason, now) with
        {
            Status = BookingStatus.Completed,
            Unproven = booking.Status != BookingStatus.CheckedIn,
        };
    }

    private static Booking Cut(Booking booking, DateTimeOffset end, SiteCalendar calendar)
    {
        var kept = new TimeRange(booking.During.Start, end < booking.During.End ? end : booking.During.End);
        var cost = EntitlementPolicy.Cost(booking.Kind, booking.Rate, kept, calendar);
        return Complete(booking with { During = kept, Charges = EntitlementPolicy.Reduce(booking.Charges, cost), EndReason = EndReasons.PlaceTaken });
    }

    // Once it has started, what was touched is used and the rest is refunded. Within the first minute no shorter range can be written.
    private static Booking GiveUp(Booking booking, SiteCalendar calendar, string endReason, DateTimeOffset now)
    {
        var end = now.FloorToMinute();
        var leavesRange = end > booking.During.Start;
        var touched = new TimeRange(booking.During.Start, leavesRange ? end : now);
        var cost = EntitlementPolicy.Cost(booking.Kind, booking.Rate, touched, calendar);
        var kept = booking with { Charges = EntitlementPolicy.Reduce(booking.Charges, cost), During = leavesRange ? touched : booking.During };
        return Burn(kept, endReason);
    }

    private static BookingDecision.Accepted Accepted(Booking booking) => new(booking);

    private static BookingDecision.Declined Declined(DeclineReason reason) => new(reason);
}
