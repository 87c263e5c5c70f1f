using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Entitlements;

/// <summary>What a member may use and who pays for it. Both days are local and inclusive; a null last day has no end.</summary>
public abstract record Entitlement
{
    private Entitlement()
    {
    }

    public required EntitlementId Id { get; init; }

    public int Version { get; init; } = 1;

    public required MemberId Member { get; init; }

    /// <summary>SIREN of the community that pays.</summary>
    public required string Funder { get; init; }

    public required DateOnly FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    public bool ValidOn(DateOnly day) => FirstDay <= day && (LastDay is null || day <= LastDay);

    /// <summary>So many half-days' units a calendar month over the whole network, and at most so many of them at one site.</summary>
    public sealed record OccasionalFree(int UnitsAMonth, int? PerSiteCap) : Entitlement;

    /// <summary>Everything free while it lasts: newcomers.</summary>
    public sealed record FreePeriod : Entitlement;

    /// <summary>A book of tickets: so many units until the last day.</summary>
    public sealed record TicketBook(int Units) : Entitlement;

    /// <summary>One space is hers for a time; it covers that space only.</summary>
    public sealed record Lease(SpaceId Space) : Entitlement;

    /// <summary>An employer or a community pays so many days a month; a day is two units.</summary>
    public sealed record Funded(string Payer, int DaysAMonth) : Entitlement;
}

/// <summary>A lease as others see it: the space, whose it is, when, and the local days she has lent back.</summary>
public sealed record SpaceLease(EntitlementId Entitlement, SpaceId Space, MemberId Member, DateOnly FirstDay, DateOnly? LastDay, IReadOnlySet<DateOnly> LentDays)
{
    public bool Covers(DateOnly day) => FirstDay <= day && (LastDay is null || day <= LastDay);

    /// <summary>Whether the space is closed to this member that day: it is leased to somebody else who has not lent the day back.</summary>
    public bool Bars(MemberId? member, DateOnly day) => Member != member && Covers(day) && !LentDays.Contains(day);
}
