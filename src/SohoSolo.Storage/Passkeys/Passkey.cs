using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>A key that a member's device keeps for her (WebAuthn), as far as the hub knows it: enough to tell whether something was signed with it.</summary>
public sealed record Passkey
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required MemberId Member { get; init; }

    /// <summary>What the device calls it, in base64url; unique over the network.</summary>
    public required string Credential { get; init; }

    /// <summary>COSE, in base64url.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What the device had counted when it was used last; 0 where it does not count.</summary>
    public required long SignCount { get; init; }

    /// <summary>How the device can be reached, such as <c>internal</c> or <c>usb</c>, separated by commas.</summary>
    public required string Transports { get; init; }

    /// <summary>Whether it may be copied to her other devices; never changes.</summary>
    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; init; }

    /// <summary>Her own word for it.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>What becomes of an answer to a question that was put to a key.</summary>
public enum PasskeyTry
{
    /// <summary>It may be looked at: the question has not been answered before.</summary>
    First,

    Again,

    /// <summary>This client has tried too often within the hour.</summary>
    TooOften,
}
