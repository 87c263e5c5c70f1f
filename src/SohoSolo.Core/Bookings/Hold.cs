using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>As much of somebody's booking as a decision about another one needs.</summary>
public sealed record Hold(BookingId Booking, SpaceId Space, MemberId Member, SpaceKind Kind, TimeRange During, bool WithGuests);
