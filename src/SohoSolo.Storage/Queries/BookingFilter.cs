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

    /// <summary>Counted from the latest start back, in place of from the first on.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>How many to pass over: for what is read page by page.</summary>
    public int Skip { get; init; }
}
