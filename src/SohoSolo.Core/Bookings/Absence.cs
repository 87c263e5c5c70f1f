using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What being away does to one booking.</summary>
public static class Absence
{
    public const string EndReason = "absence";

    /// <summary>
    /// A booking inside the absence is cancelled; one that reaches out of it keeps what lies outside: its beginning, or else its end.
    /// Declined for a booking that has ended.
    /// </summary>
    public static BookingDecision GiveBack(Booking booking, TimeRange away, Telecentre site, DateTimeOffset now)
    {
        var (start, end) = (booking.During.Start, booking.During.End);
        if (start < away.Start && now < away.Start)
        {
            return Keep(booking, new TimeRange(start, away.Start), site, now);
        }

        return end > away.End && now < start
            ? Keep(booking, new TimeRange(away.End, end), site, now)
            : BookingChanges.Cancel(booking, site.Rules, site.Calendar, EndReason, now);
    }

    private static BookingDecision Keep(Booking booking, TimeRange part, Telecentre site, DateTimeOffset now) =>
        booking.Status is BookingStatus.Requested or BookingStatus.Confirmed or BookingStatus.CheckedIn
            ? new BookingDecision.Accepted(BookingMoves.Shorten(booking, part, site.Calendar, now))
            : new BookingDecision.Declined(DeclineReason.WrongState);
}
