using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>The whole network as decisions see it. Kept in memory; site versions tell when it is stale.</summary>
public sealed record Network
{
    public required int PolicyVersion { get; init; }

    /// <summary>The policy document as stored (JSON): network defaults and what single sites do otherwise.</summary>
    public required string Policy { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyDictionary<SiteId, Telecentre> Sites { get; init; }

    public required IReadOnlyDictionary<string, Community> Communities { get; init; }

    public required IReadOnlyDictionary<string, Commune> Communes { get; init; }
}

/// <summary>Which bookings to list; everything that is null does not narrow.</summary>
public sealed record BookingFilter
{
    public MemberId? Member { get; init; }

    public IReadOnlyCollection<SiteId>? Sites { get; init; }

    public SpaceId? Space { get; init; }

    public string? Series { get; init; }

    public TimeRange? Window { get; init; }

    public IReadOnlyCollection<BookingStatus>? Statuses { get; init; }

    public int Most { get; init; } = 500;
}

/// <summary>Reads for pages and answers. They feed no decision: decisions read again under lock.</summary>
public sealed class StoreQueries(Store store)
{
    private readonly Store store = store;

    public Task<Network> Network(CancellationToken stop) => throw new NotImplementedException($"{store}");

    public Task<Booking?> Booking(BookingId id, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Ordered by start, then id. Whole bookings: charges, guests and evidence included.</summary>
    public Task<IReadOnlyList<Booking>> Bookings(BookingFilter filter, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Holds of these sites that touch the window (null: every site). Cost depends on the window, never on history.</summary>
    public Task<IReadOnlyList<Hold>> Holds(IReadOnlyCollection<SiteId>? sites, TimeRange window, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Leases of these sites' spaces that touch the local days (inclusive).</summary>
    public Task<IReadOnlyList<SpaceLease>> Leases(IReadOnlyCollection<SiteId>? sites, DateOnly from, DateOnly to, CancellationToken stop) => throw new NotImplementedException();

    public Task<SpaceId?> LastUsed(MemberId member, SiteId site, SpaceKind kind, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Due at or before this instant, soonest first.</summary>
    public Task<IReadOnlyList<Booking>> Due(DateTimeOffset now, int most, CancellationToken stop) => throw new NotImplementedException();

    public Task<Member?> Member(MemberId id, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>By name, then id; search matches name, e-mail or phone.</summary>
    public Task<IReadOnlyList<Member>> Members(string? search, Role? role, int most, int skip, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Grants of a member, ended ones included, and all balances over a grant's whole life and over the given months.</summary>
    public Task<Wallet> Wallet(MemberId member, IReadOnlyCollection<Period> months, CancellationToken stop) => throw new NotImplementedException();

    public Task<Entitlement?> Entitlement(EntitlementId id, CancellationToken stop) => throw new NotImplementedException();

    public Task<IReadOnlyList<DateOnly>> LentDays(EntitlementId lease, CancellationToken stop) => throw new NotImplementedException();

    public Task<IReadOnlyList<WaitingEntry>> WaitingOf(MemberId member, CancellationToken stop) => throw new NotImplementedException();

    public Task<WaitingEntry?> Waiting(string id, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Everybody who still waits at a site for a time that touches the window, in the order of the line.</summary>
    public Task<IReadOnlyList<WaitingEntry>> Line(SiteId site, TimeRange window, CancellationToken stop) => throw new NotImplementedException();

    public Task<AccessToken?> Token(string hash, CancellationToken stop) => throw new NotImplementedException();

    public Task<IReadOnlyList<AccessToken>> TokensOf(MemberId member, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The audit log, newest first.</summary>
    public Task<IReadOnlyList<JournalEntry>> Audit(string? entity, string? entityId, string? member, DateTimeOffset? before, int most, CancellationToken stop) => throw new NotImplementedException();
}
