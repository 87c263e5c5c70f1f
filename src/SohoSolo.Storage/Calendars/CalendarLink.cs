using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>A secret address under which a calendar program reads bookings; the secret itself is never stored.</summary>
public sealed record CalendarLink
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required string Hash { get; init; }

    /// <summary>Who made it; it ends with her.</summary>
    public required MemberId Member { get; init; }

    /// <summary>Whose bookings: null for her own.</summary>
    public SpaceId? Space { get; init; }

    /// <summary>A space's bookings with their members' names, as long as who made it looks after the site.</summary>
    public bool ShowsNames { get; init; }

    /// <summary>Her own word for it.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
