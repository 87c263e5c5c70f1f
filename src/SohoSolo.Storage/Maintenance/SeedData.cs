using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage;

/// <summary>
/// Rows for a database that has none of them: reference data, or a whole invented network. Reference data that is there already is left as it is.
/// They are written in one go, with the balances that the bookings' charges add up to and a journal that tells each row's history.
/// </summary>
public sealed record SeedData
{
    /// <summary>When it is done, for the journal.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>network</c> or <c>bench</c>: marks the database as invented (<c>rulings</c> 26). Null leaves it unmarked.</summary>
    public string? Demo { get; init; }

    public IReadOnlyList<SeedCommunity> Communities { get; init; } = [];

    public IReadOnlyList<SeedCommune> Communes { get; init; } = [];

    /// <summary>Version 1 of the network's policy, or null for none.</summary>
    public string? Policy { get; init; }

    public IReadOnlyList<Telecentre> Sites { get; init; } = [];

    public IReadOnlyList<Member> Members { get; init; } = [];

    public IReadOnlyList<Consent> Consents { get; init; } = [];

    public IReadOnlyList<Entitlement> Entitlements { get; init; } = [];

    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    public IReadOnlyList<SeedBooking> Bookings { get; init; } = [];

    public IReadOnlyList<Door> Doors { get; init; } = [];

    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>Sealed already, under the key of the hub that will serve them.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Who follows the journal and has nothing to do about what is seeded, since all of it has been dealt with: named by their cursors.</summary>
    public IReadOnlyList<string> Informed { get; init; } = [];

    /// <summary>Communities and communes and nobody who lives there: what a real network starts from, and may have already.</summary>
    internal bool IsReferenceOnly => Demo is null && Policy is null && Sites.Count + Members.Count + Entitlements.Count + Tokens.Count + Bookings.Count == 0;
}

/// <summary>A community with its legal type, <c>CC</c> or <c>CA</c>.</summary>
public sealed record SeedCommunity(Community Community, string Type);

/// <summary>A commune with its postal codes, separated by semicolons.</summary>
public sealed record SeedCommune(Commune Commune, string PostalCodes);

/// <summary>A booking as it stands, and one step for each version that led there.</summary>
public sealed record SeedBooking(Booking Booking, IReadOnlyList<SeedStep> Steps);

/// <summary>One version of a seeded booking: what happened, when, and by whose hand.</summary>
public sealed record SeedStep(int Version, DateTimeOffset At, string What, string Actor);
