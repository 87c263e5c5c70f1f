using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Charts;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>The network's use at a glance.</summary>
public sealed record DashboardModel
{
    public required ReportPeriod Period { get; init; }

    /// <summary>The last month of the period, and the same month a year before.</summary>
    public required UseFigures Last { get; init; }

    public required UseFigures YearBefore { get; init; }

    /// <summary>The month that runs: about so much until now. Nothing where nothing is said yet.</summary>
    public required (DateOnly Month, UseFigures Figures)? Running { get; init; }

    public required IReadOnlyList<UseFigures> Trend { get; init; }

    public required IReadOnlyList<UseFigures> TrendBefore { get; init; }

    /// <summary>Each site over the period, the fullest in the last month first.</summary>
    public required IReadOnlyList<SiteUse> Sites { get; init; }

    public required IReadOnlyList<UseRow> Kinds { get; init; }

    public required IReadOnlyList<UseRow> Funders { get; init; }

    public required IReadOnlyList<SiteLeases> Leases { get; init; }
}

/// <summary>A site in the period, how full it was in the last month, and in the same month a year before.</summary>
public sealed record SiteUse(UseRow Now, Figure Last, Figure YearBefore);

/// <summary>How many places of a site are leased today, and for how many half-days some were in the period.</summary>
public sealed record SiteLeases(Telecentre Site, int Leased, Figure HalfDays);
