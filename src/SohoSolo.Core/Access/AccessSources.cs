using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>A credential as a snapshot needs it: its reference and its hash under the site's key.</summary>
public sealed record HeldCredential(string Ref, string Hash, CredentialKind Kind, MemberId Member, bool IsRevoked);

/// <summary>A member's booking at the site, confirmed, running or over: what a door needs of it.</summary>
public sealed record BookedTime(MemberId Member, TimeRange During);

/// <summary>Everything from which the rights at one site follow.</summary>
public sealed record AccessSources
{
    public required Telecentre Site { get; init; }

    /// <summary>Those of members who are active; those of the others count as revoked.</summary>
    public IReadOnlyList<HeldCredential> Credentials { get; init; } = [];

    /// <summary>Members who may enter at any time: the site's keepers, and the chamber.</summary>
    public IReadOnlySet<MemberId> AlwaysAllowed { get; init; } = new HashSet<MemberId>();

    /// <summary>Members who hold a grant that may cover a desk.</summary>
    public IReadOnlySet<MemberId> Covered { get; init; } = new HashSet<MemberId>();

    public IReadOnlyList<BookedTime> Bookings { get; init; } = [];

    /// <summary>Leases of spaces of the site.</summary>
    public IReadOnlyList<SpaceLease> Leases { get; init; } = [];

    /// <summary>Nonces of guest passes that do not hold any more and have not expired.</summary>
    public IReadOnlyList<string> RevokedPasses { get; init; } = [];

    public IReadOnlyList<Door> Doors { get; init; } = [];

    public IReadOnlyList<Device> Devices { get; init; } = [];
}
