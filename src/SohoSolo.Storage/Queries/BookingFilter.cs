using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>Which bookings to list; everything that is null does not narrow.</summary>
public sealed record BookingFilter
{
    public MemberId? Member { get; init; }

    public IReadOnlyCollection<SiteId>? Sites { get; init; }

    public SpaceId? Space { get; init; }

    public string? Series { get; init; }

    public TimeRange? Window { get; init; }

    public IReadOnlyCollection<BookingStatus>? Statuses { get; init; }

    public int Most { get; init; } = 500;
}
