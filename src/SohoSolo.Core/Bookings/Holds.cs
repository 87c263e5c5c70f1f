using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>What stands in the way of a booking that is to stand again.</summary>
public static class Holds
{
    /// <summary>When the first hold begins that overlaps a booking: of its space by anybody, or of another place by herself; null when nothing does.</summary>
    public static DateTimeOffset? TakenFrom(Booking booking, IEnumerable<Hold> ofSpace, IEnumerable<Hold> hers)
    {
        var isForGuests = IsForGuests(booking.Kind, booking.Guests.Count > 0);
        var others = ofSpace.Where(hold => hold.Space == booking.Space).Concat(hers.Where(hold => !isForGuests && !IsForGuests(hold.Kind, hold.WithGuests)));
        return others.Where(hold => hold.Booking != booking.Id && hold.During.Overlaps(booking.During)).Min(hold => (DateTimeOffset?)hold.During.Start);
    }

    /// <summary>Only a room where she receives guests may run beside another place of hers (<c>rulings</c> 1).</summary>
    public static bool IsForGuests(SpaceKind kind, bool withGuests) => kind == SpaceKind.MeetingRoom && withGuests;
}
