using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Entitlements;

namespace SohoSolo.Storage;

/// <summary>A grant as one row: the kinds share the columns that they have in common, <c>units</c> counts what the kind counts.</summary>
internal sealed class EntitlementRow
{
    public const string Columns = """
        e.id, e.version, e.member_id AS "Member", e.kind, e.funder, e.first_day AS "FirstDay", e.last_day AS "LastDay", e.units,
        e.per_site_cap AS "PerSiteCap", e.payer, e.space_id AS "Space"
        """;

    public required string Id { get; init; }

    public int Version { get; init; }

    public required string Member { get; init; }

    public required string Kind { get; init; }

    public required string Funder { get; init; }

    public int FirstDay { get; init; }

    public int? LastDay { get; init; }

    public int? Units { get; init; }

    public int? PerSiteCap { get; init; }

    public string? Payer { get; init; }

    public string? Space { get; init; }

    public static EntitlementRow From(Entitlement grant) => new()
    {
        Id = grant.Id.Value,
        Version = grant.Version,
        Member = grant.Member.Value,
        Kind = KindOf(grant),
        Funder = grant.Funder,
        FirstDay = Stored.Day(grant.FirstDay),
        LastDay = grant.LastDay is { } last ? Stored.Day(last) : null,
        Units = grant switch
        {
            Entitlement.OccasionalFree free => free.UnitsAMonth,
            Entitlement.TicketBook book => book.Units,
            Entitlement.Funded funded => funded.DaysAMonth,
            _ => null,
        },
        PerSiteCap = (grant as Entitlement.OccasionalFree)?.PerSiteCap,
        Payer = (grant as Entitlement.Funded)?.Payer,
        Space = (grant as Entitlement.Lease)?.Space.Value,
    };

    public Entitlement ToEntitlement() => Kind switch
    {
        "occasional-free" => new Entitlement.OccasionalFree(Counted, PerSiteCap) { Id = GrantId, Version = Version, Member = Holder, Funder = Funder, FirstDay = First, LastDay = Last },
        "free-period" => new Entitlement.FreePeriod { Id = GrantId, Version = Version, Member = Holder, Funder = Funder, FirstDay = First, LastDay = Last },
        "ticket-book" => new Entitlement.TicketBook(Counted) { Id = GrantId, Version = Version, Member = Holder, Funder = Funder, FirstDay = First, LastDay = Last },
        "lease" => new Entitlement.Lease(new SpaceId(Space!)) { Id = GrantId, Version = Version, Member = Holder, Funder = Funder, FirstDay = First, LastDay = Last },
        "funded" => new Entitlement.Funded(Payer!, Counted) { Id = GrantId, Version = Version, Member = Holder, Funder = Funder, FirstDay = First, LastDay = Last },
        _ => throw new FormatException($"\"{Kind}\" is no kind of entitlement."),
    };

    private EntitlementId GrantId => new(Id);

    private MemberId Holder => new(Member);

    private DateOnly First => Stored.Day(FirstDay);

    private DateOnly? Last => Stored.Day(LastDay);

    private int Counted => Units ?? throw new FormatException($"Entitlement {Id} counts no units.");

    private static string KindOf(Entitlement grant) => grant switch
    {
        Entitlement.OccasionalFree => "occasional-free",
        Entitlement.FreePeriod => "free-period",
        Entitlement.TicketBook => "ticket-book",
        Entitlement.Lease => "lease",
        Entitlement.Funded => "funded",
        _ => throw new UnreachableException($"{grant}"),
    };
}
