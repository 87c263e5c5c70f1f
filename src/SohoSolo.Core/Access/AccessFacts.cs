using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>Somebody presents something at a door.</summary>
/// <param name="Door">Which door.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="WithPin">The PIN of the same holder was given besides a badge.</param>
public sealed record AccessRequest(string Door, CredentialKind Kind, bool WithPin = false);

/// <summary>What is known when somebody presents something: at a gateway from its snapshot, at the hub from the rows. Both decide by it alone.</summary>
public sealed record AccessFacts
{
    public required SiteId Site { get; init; }

    public required Standing Credential { get; init; }

    public DoorMode Mode { get; init; }

    /// <summary>The reader takes no PIN just now.</summary>
    public bool PinLocked { get; init; }

    public IReadOnlyList<TimeRange> Open { get; init; } = [];

    public ClockQuality Clock { get; init; }

    /// <summary>The snapshot has run out: nothing it says holds any more.</summary>
    public bool IsExpired { get; init; }
}

/// <summary>What is known of a credential.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    public sealed record Unknown : Standing;

    public sealed record Revoked(string? Ref = null) : Standing;

    /// <summary>Every entry of its hash; at least one.</summary>
    public sealed record Known(IReadOnlyList<AccessEntry> Entries) : Standing;

    /// <summary>A guest pass whose signature is right.</summary>
    public sealed record Pass(PassClaims Claims, bool IsRevoked, bool IsUsed) : Standing;
}

/// <summary>What a guest pass says. <paramref name="Uses"/>: 0 as often as wanted, 1 once.</summary>
public sealed record PassClaims(string Booking, SiteId Site, IReadOnlyList<string> Doors, TimeRange During, int Uses, string Nonce);

/// <summary>How far a gateway's clock is to be trusted.</summary>
public enum ClockQuality
{
    Synced,

    /// <summary>Not compared with another clock for a while.</summary>
    Holdover,

    /// <summary>Never set since it started.</summary>
    Unset,
}
