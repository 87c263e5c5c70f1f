using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>
/// Who may enter a site, until when: what the hub signs and a gateway decides from, also when the line is down. It names nobody: an entry is a
/// keyed hash of a credential and an opaque reference.
/// </summary>
public sealed record AccessSnapshot
{
    public required SiteId Site { get; init; }

    /// <summary>Strictly increasing; at least the wall clock in milliseconds when it was made.</summary>
    public required long Revision { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>From then on it opens nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required AccessContent Content { get; init; }
}

/// <summary>The part of a snapshot that differs only when somebody's rights do.</summary>
public sealed record AccessContent
{
    public static readonly AccessContent None = new();

    /// <summary>Ordered by hash; one hash may have two entries, one of which needs a PIN.</summary>
    public IReadOnlyList<AccessEntry> Entries { get; init; } = [];

    /// <summary>Hashes of revoked credentials, and <c>pass:NONCE</c> of cancelled guest passes. Ordered.</summary>
    public IReadOnlyList<string> Revoked { get; init; } = [];

    /// <summary>When the site is open: hours without closures. Ordered, apart.</summary>
    public IReadOnlyList<TimeRange> Open { get; init; } = [];

    public IReadOnlyList<SnapshotDoor> Doors { get; init; } = [];

    public IReadOnlyList<SnapshotDevice> Devices { get; init; } = [];

    public AccessRules Rules { get; init; } = new();

    /// <summary>How long the site believes its sensors: its gateway says of each space whether it is occupied, also when the line is down.</summary>
    public PresenceRules Presence { get; init; } = new();
}

/// <summary>One credential's right. Without windows it is known and may not enter.</summary>
/// <param name="Hash">Keyed hash of the credential; see the gateway's wire format.</param>
/// <param name="Ref">The credential's id: the hub knows whose it is.</param>
/// <param name="Windows">When it opens. Ordered.</param>
/// <param name="Doors">Which doors.</param>
/// <param name="Traits">What else holds of it.</param>
public sealed record AccessEntry(string Hash, string Ref, IReadOnlyList<TimeRange> Windows, IReadOnlyList<string> Doors, EntryTraits Traits)
{
    /// <summary>An opaque mark, the same for the badge and the PIN of one member; on entries that need a PIN besides.</summary>
    public string? Holder { get; init; }

    /// <summary>The one order in which entries travel, so that the same rights are the same bytes.</summary>
    public static IReadOnlyList<AccessEntry> InOrder(IEnumerable<AccessEntry> entries) =>
        [.. entries.OrderBy(entry => entry.Hash, StringComparer.Ordinal).ThenBy(entry => entry.Traits)];

    public bool Has(EntryTraits trait) => (Traits & trait) != 0;
}

[Flags]
public enum EntryTraits
{
    None = 0,

    /// <summary>Its member may be let in without a booking where the hub cannot be asked.</summary>
    WalkIn = 1,

    /// <summary>Its windows need the member's PIN besides.</summary>
    PinNeeded = 2,

    /// <summary>A right of its own, such as a keeper's: it holds also where the clock is not known.</summary>
    Standing = 4,
}

/// <summary>A door as its gateway must know it. <paramref name="Schedule"/> is when it stands open by itself.</summary>
public sealed record SnapshotDoor(string Id, bool HasRequestToExit, bool HasContact, IReadOnlyList<TimeRange> Schedule);

/// <summary>A device of the site's table. <paramref name="PasswordHash"/> is what its MQTT password is compared with.</summary>
public sealed record SnapshotDevice(string Id, string Driver, string Role, string? Door, string? Space, string PasswordHash)
{
    /// <summary>How it notices people, where it watches a space.</summary>
    public SensorKind? Sensor { get; init; }

    /// <summary>It says something at least that often, in minutes; null for what its family usually does.</summary>
    public int? ReportMinutes { get; init; }
}
