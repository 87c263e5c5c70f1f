using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>A badge or a PIN of a member. Its value is kept sealed; only a keyed hash of it can be looked up.</summary>
public sealed record Credential
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required MemberId Member { get; init; }

    public required CredentialKind Kind { get; init; }

    /// <summary>Keyed hash of the canonical value, the same over the network: no two members have one badge.</summary>
    public required string Lookup { get; init; }

    /// <summary>The value, encrypted under the hub's key (a badge), or what a slow function made of it (a PIN), encrypted too.</summary>
    public required string Sealed { get; init; }

    /// <summary>What the member calls it.</summary>
    public string? Label { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary><c>lost</c>, <c>replaced</c>, <c>removed</c>.</summary>
    public string? RevokedWhy { get; init; }
}

/// <summary>A reader waits for a member's badge, so that it becomes hers.</summary>
public sealed record Enrolment
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required MemberId Member { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>The device at which the badge is to be presented.</summary>
    public required string Reader { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public EnrolmentStatus Status { get; init; }

    /// <summary>The credential that was made of it.</summary>
    public string? Credential { get; init; }
}

public enum EnrolmentStatus
{
    Pending,
    Done,

    /// <summary>The badge that was presented is somebody's already.</summary>
    InUse,

    /// <summary>Nobody presented anything in time, or she gave up.</summary>
    Expired,
}

/// <summary>A pass that was given out for one guest of a booking. Another time or site of the booking makes another pass, and this one void.</summary>
public sealed record GuestPass(string Nonce, BookingId Booking, int Guest, SiteId Site, TimeRange During, int Uses, DateTimeOffset MadeAt);
