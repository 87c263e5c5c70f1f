namespace SohoSolo.Core.Bookings;

/// <summary>The answer to a wish: the booking as it will be stored, or why not.</summary>
public abstract record BookingDecision
{
    private BookingDecision()
    {
    }

    public sealed record Accepted(Booking Booking) : BookingDecision;

    public sealed record Declined(DeclineReason Reason) : BookingDecision;
}

/// <summary>Every reason has its own word; on the wire it is the kebab-case of its name.</summary>
public enum DeclineReason
{
    /// <summary>Somebody else holds the place in that time.</summary>
    Conflict,

    /// <summary>The member holds another place in that time (<c>rulings</c> 1).</summary>
    AlreadyBooked,

    QuotaExhausted,
    Closed,
    Blocked,
    OutsideHours,
    InThePast,
    TooLong,
    TooFarAhead,
    TooManyUpcoming,

    /// <summary>No entitlement of the member covers this kind of space.</summary>
    WrongKind,

    NonexistentTime,
    Leased,
    TooFewSeats,
    MissingEquipment,

    /// <summary>The member is suspended or has left.</summary>
    MemberInactive,

    /// <summary>The booking is in a state that does not allow this (already ended, not yet checked in, ...).</summary>
    WrongState,

    TooEarly,
    TooLate,
    OfferLapsed,

    /// <summary>Nothing at the site serves the wish at all.</summary>
    NoSuchSpace,
}
