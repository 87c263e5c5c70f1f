using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What can happen to a booking once it is made. Each answer is the booking as it will be stored, or why not.</summary>
public static class BookingChanges
{
    /// <summary>Moves, extends or shortens it, or takes it to another space. Facts must cover old and new place and time; the booking itself may be among them.</summary>
    public static BookingDecision Change(Booking booking, BookingRequest to, BookingFacts facts, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Gives the place back before it starts, or what is left of it afterwards. In time, everything is refunded; later, touched half-days are burned.</summary>
    public static BookingDecision Cancel(Booking booking, BookingRules rules, SiteCalendar calendar, string endReason, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The site failed the member (closure, breakdown): what she has not used is refunded, notice or not.</summary>
    public static BookingDecision CancelBySite(Booking booking, SiteCalendar calendar, string endReason, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>She leaves early: the end becomes now, to the minute, and untouched half-days are refunded.</summary>
    public static BookingDecision Release(Booking booking, SiteCalendar calendar, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Presence confirms the units held.</summary>
    public static BookingDecision CheckIn(Booking booking, BookingRules rules, Evidence evidence, DateTimeOffset now) => throw new NotImplementedException();

    public static BookingDecision Approve(Booking booking, DateTimeOffset now) => throw new NotImplementedException();

    public static BookingDecision Refuse(Booking booking, string endReason) => throw new NotImplementedException();

    /// <summary>The first in line takes the place that was kept for her.</summary>
    public static BookingDecision TakeOffer(Booking booking, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>What the sweeper does when <see cref="Booking.DueAt"/> has come: an offer lapses, a request goes unanswered, a booking ends. Null when nothing is due.</summary>
    public static Booking? WhenDue(Booking booking, DateTimeOffset now) => throw new NotImplementedException();
}
