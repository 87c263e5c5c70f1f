using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>What a decision locks and reads. Members are locked in ascending order, then spaces in ascending order; everything is read after (<c>rulings</c> 9, 10).</summary>
public sealed record Scope
{
    public IReadOnlyCollection<MemberId> Members { get; init; } = [];

    public IReadOnlyCollection<SpaceId> Spaces { get; init; } = [];

    /// <summary>Sites whose version is read back: a decision made from older site facts must not commit.</summary>
    public IReadOnlyCollection<SiteId> Sites { get; init; } = [];

    /// <summary>The window in which holds of the spaces and of the members are read; null reads none.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>The calendar months whose balances are read; balances over a grant's whole life are always read.</summary>
    public IReadOnlyCollection<Period> Months { get; init; } = [];

    /// <summary>Whether to count the members' bookings that start after this instant (only needed where a limit is set).</summary>
    public DateTimeOffset? CountUpcomingAfter { get; init; }

    /// <summary>Bookings to read whole, charges, guests and evidence included.</summary>
    public IReadOnlyCollection<BookingId> Bookings { get; init; } = [];

    /// <summary>Reads whole every booking of this series.</summary>
    public string? Series { get; init; }

    /// <summary>Waiting entries to read by id.</summary>
    public IReadOnlyCollection<string> Waiting { get; init; } = [];
}

/// <summary>What was true under lock.</summary>
public sealed record Facts
{
    /// <summary>A member who does not exist is absent.</summary>
    public required IReadOnlyDictionary<MemberId, MemberFacts> Members { get; init; }

    public required IReadOnlyDictionary<SiteId, int> SiteVersions { get; init; }

    public required IReadOnlyList<Hold> SpaceHolds { get; init; }

    public required IReadOnlyList<SpaceLease> Leases { get; init; }

    /// <summary>Ordered by start, then id.</summary>
    public required IReadOnlyList<Booking> Bookings { get; init; }

    public required IReadOnlyList<WaitingEntry> Waiting { get; init; }
}

/// <summary>One member, under her lock.</summary>
public sealed record MemberFacts(Core.Members.Member Member, IReadOnlyList<Hold> Holds, int Upcoming, Wallet Wallet);
