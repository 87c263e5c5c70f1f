using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Months.Checks;

/// <summary>How a booking stood from an instant on.</summary>
internal sealed record BookingState(DateTimeOffset Since, Booking Booking);

/// <summary>Every booking as it was at every time, as the checkers saw it come about.</summary>
internal sealed class BookingHistory
{
    private readonly Dictionary<BookingId, List<BookingState>> states = [];
    private readonly Dictionary<(MemberId, SiteId), List<BookingId>> byMember = [];

    public int Count => states.Count;

    public void See(DateTimeOffset at, Booking booking)
    {
        if (!states.TryGetValue(booking.Id, out var known))
        {
            states[booking.Id] = known = [];
            var key = (booking.Member, booking.Site);
            if (!byMember.TryGetValue(key, out var hers))
                byMember[key] = hers = [];

            hers.Add(booking.Id);
        }

        known.Add(new BookingState(at, booking));
    }

    /// <summary>Every state that one of her bookings at a site had at some time between two instants, with whether the booking was in no other state meanwhile.</summary>
    public IEnumerable<(Booking Booking, bool IsSteady)> Between(MemberId member, SiteId site, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var id in byMember.GetValueOrDefault((member, site)) ?? [])
        {
            var all = states[id];
            for (var index = 0; index < all.Count; index++)
            {
                var until = index + 1 < all.Count ? all[index + 1].Since : DateTimeOffset.MaxValue;
                if (all[index].Since <= to && until >= from)
                    yield return (all[index].Booking, all[index].Since < from && until > to);
            }
        }
    }

    /// <summary>As it was seen last.</summary>
    public Booking Last(BookingId id) => states[id][^1].Booking;

    /// <summary>Whether another booking of the same place, or of hers elsewhere, ever held any of its time.</summary>
    public bool WasInTheWay(Booking booking) => states.Values.Any(known => known[0].Booking.Id != booking.Id
        && known.Exists(state => state.Booking.Holds && (state.Booking.Space == booking.Space || state.Booking.Member == booking.Member) && state.Booking.During.Overlaps(booking.During)));

    public static TimeRange Opens(Booking booking, TimeSpan tolerance) => new(booking.During.Start.AddMinutes(-30) - tolerance, booking.During.End.AddMinutes(30) + tolerance);
}
