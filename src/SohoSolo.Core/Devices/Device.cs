using SohoSolo.Core.Presence;

namespace SohoSolo.Core.Devices;

/// <summary>A device of a site's table: a reader, a lock, a sensor. Its id is its user name at the site's broker.</summary>
public sealed record Device
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required SiteId Site { get; init; }

    /// <summary>The family whose messages it speaks: <c>sohosolo</c> for our own firmware.</summary>
    public required string Driver { get; init; }

    /// <summary><c>door-controller</c>, <c>reader</c>, <c>presence</c>, <c>counter</c>, <c>contact</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The door it belongs to, if any.</summary>
    public string? Door { get; init; }

    /// <summary>The space it watches, if any.</summary>
    public SpaceId? Space { get; init; }

    /// <summary>How it notices people, where it watches a space.</summary>
    public SensorKind? Sensor { get; init; }

    /// <summary>How often it says something even when nothing happens; null for what its family usually does.</summary>
    public TimeSpan? ReportsEvery { get; init; }

    /// <summary>What its MQTT password is compared with.</summary>
    public required string PasswordHash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Null until it has been heard of.</summary>
    public bool? IsOnline { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public int? BatteryPercent { get; init; }
}
