using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Calendars;

/// <summary>How a booking appears in calendars: which event it is, which edition of it, and how certain.</summary>
public static class BookingEntries
{
    /// <summary>So long a calendar program that was not asked to look may still learn that it does not take place.</summary>
    public static readonly TimeSpan CancelledIsKept = TimeSpan.FromDays(90);

    /// <summary>The same in feeds and in messages, and for ever.</summary>
    public static string Uid(BookingId booking, string host) => $"{booking}@{host}";

    /// <summary>Grows with every change of the booking, whether anything of it shows or not.</summary>
    public static int Sequence(int version) => version - 1;

    /// <summary>Null for what no feed shows: a place that is only kept for an answer, or that she let go by, was never hers; and what was cancelled long ago is history.</summary>
    public static EntryStatus? StatusOf(Booking booking, DateTimeOffset changed, DateTimeOffset now) => booking.Status switch
    {
        BookingStatus.Requested => EntryStatus.Tentative,
        BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed => EntryStatus.Confirmed,
        BookingStatus.Cancelled when booking.EndReason is EndReasons.Lapsed or "declined" => null,
        BookingStatus.Cancelled or BookingStatus.NoShow or BookingStatus.Refused when now - changed < CancelledIsKept => EntryStatus.Cancelled,
        _ => null,
    };
}
