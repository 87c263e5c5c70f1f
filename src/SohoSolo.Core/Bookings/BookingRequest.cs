using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>A wish for one named space, already read from the site's clock by the shell.</summary>
public sealed record BookingRequest
{
    public required BookingId Id { get; init; }

    public required MemberId Member { get; init; }

    public required Space Space { get; init; }

    public required TimeRange During { get; init; }

    /// <summary>Asked as "morning", "afternoon" or "full": the part that is running may be booked, from now on.</summary>
    public bool ByDayPart { get; init; }

    public string? Purpose { get; init; }

    public IReadOnlyList<Guest> Guests { get; init; } = [];

    public string? Series { get; init; }

    /// <summary>A keeper books: the place needs no further approval.</summary>
    public bool ByKeeper { get; init; }

    /// <summary>Made for the first in a waiting list, who has this long to take it; null for a real booking.</summary>
    public TimeSpan? OfferFor { get; init; }
}
