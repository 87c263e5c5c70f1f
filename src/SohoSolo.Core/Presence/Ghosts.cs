using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Presence;

/// <summary>Bookings that come back week after week and nobody comes: after three, the member is asked whether she still needs them. Nothing is ever deleted for that.</summary>
public static class Ghosts
{
    public const int Enough = 3;

    /// <summary>Whether this no-show is the third in a row, the sixth, and so on: without a check-in between, in its series or at its space on its weekday.</summary>
    /// <param name="noShow">The booking, a no-show now.</param>
    /// <param name="hers">Her other bookings, in any order.</param>
    /// <param name="calendar">The site's.</param>
    public static bool IsToBeAsked(Booking noShow, IEnumerable<Booking> hers, SiteCalendar calendar)
    {
        var before = hers.Where(booking => booking.Id != noShow.Id && booking.During.Start < noShow.During.Start && IsLike(booking, noShow, calendar));
        var row = 1 + before.OrderByDescending(booking => booking.During.Start).TakeWhile(booking => !WasThere(booking)).Count(booking => booking.Status == BookingStatus.NoShow);
        return row % Enough == 0;
    }

    private static bool IsLike(Booking one, Booking other, SiteCalendar calendar) =>
        one.Member == other.Member && (one.Series, other.Series) switch
        {
            (not null, not null) => one.Series == other.Series,
            _ => one.Space == other.Space && calendar.DayOf(one.During.Start).DayOfWeek == calendar.DayOf(other.During.Start).DayOfWeek,
        };

    private static bool WasThere(Booking booking) => booking.Status == BookingStatus.CheckedIn || (booking.Status == BookingStatus.Completed && !booking.Unproven);
}
