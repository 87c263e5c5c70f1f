using SohoSolo.Core;
using SohoSolo.Core.Reporting;

namespace SohoSolo.Storage;

/// <summary>A site's month that is to be counted.</summary>
public sealed record UsageDue(SiteId Site, DateOnly Month, int Version);

/// <summary>Everything there is to count a site's month, and what was counted of it before, at one moment of the database.</summary>
public sealed record UsageFacts
{
    public required SiteId Site { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>0 where it was never due.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset? CountedAt { get; init; }

    /// <summary>From when on it must be counted again.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    public required IReadOnlyList<CountedBooking> Bookings { get; init; }

    public required IReadOnlyList<DayUse> Days { get; init; }

    public required IReadOnlyList<PersonMonth> Persons { get; init; }

    /// <summary>Members who have no number in statistics yet: they are given one before anything is counted.</summary>
    public required IReadOnlyList<MemberId> Unnumbered { get; init; }
}
