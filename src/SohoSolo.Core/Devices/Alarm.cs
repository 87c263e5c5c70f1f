namespace SohoSolo.Core.Devices;

/// <summary>Something that a keeper should look at. It stands until it is over; acknowledging says that somebody has seen it.</summary>
public sealed record Alarm
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required SiteId Site { get; init; }

    /// <summary>A kebab-case word: <c>forced</c>, <c>held-open</c>, <c>device-offline</c>, <c>fault</c>…</summary>
    public required string Kind { get; init; }

    /// <summary>The door, device or space that it is about; empty for the site as a whole.</summary>
    public required string About { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public MemberId? AcknowledgedBy { get; init; }

    /// <summary>What a member wrote about a fault; never what a device sent.</summary>
    public string? Note { get; init; }

    /// <summary>The member who reported it; null for an alarm of a device.</summary>
    public MemberId? RaisedBy { get; init; }

    public bool Stands => ClearedAt is null;
}
