using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

public enum WaitingStatus
{
    Waiting,
    Offered,
    Taken,
    Left,
    Lapsed,
}

/// <summary>A member in line for a place: one named space, or any of a kind at a site.</summary>
public sealed record WaitingEntry
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required MemberId Member { get; init; }

    public required SiteId Site { get; init; }

    public SpaceId? Space { get; init; }

    public required SpaceKind Kind { get; init; }

    public int Seats { get; init; } = 1;

    public IReadOnlyList<string> Equipment { get; init; } = [];

    public required TimeRange During { get; init; }

    public bool ByDayPart { get; init; }

    /// <summary>She asked to get the place at once, without being asked again.</summary>
    public bool TakeAtOnce { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required WaitingStatus Status { get; init; }

    /// <summary>The booking that keeps the place for her while she makes up her mind, and after she took it.</summary>
    public BookingId? Offer { get; init; }
}
