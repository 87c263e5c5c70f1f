using SohoSolo.Hub.Maps;
using SohoSolo.Hub.Pages.Charts;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>What the map shows of each community.</summary>
public enum MapMeasure
{
    /// <summary>Half-days that its inhabitants used, wherever.</summary>
    Home,

    /// <summary>The same for a thousand of them.</summary>
    PerThousand,

    /// <summary>How many of its inhabitants came.</summary>
    Members,

    /// <summary>Half-days used in its télécentres, by anybody.</summary>
    Sites,
}

/// <summary>A community on the map and in the table.</summary>
/// <param name="Shown">The figure that colours it.</param>
public sealed record CommunityUse(string Siren, string Name, int People, UseFigures Home, UseFigures Sites, Figure Shown);

/// <summary>The department, coloured by use.</summary>
/// <param name="Outside">People from elsewhere, as they are published: countries, and those who said nothing.</param>
public sealed record MapModel(ReportPeriod Period, MapMeasure Measure, RegionMap Map, IReadOnlyList<CommunityUse> Communities, IReadOnlyList<UseRow> Outside)
{
    public Levels Levels { get; } = Levels.Of(Communities.Select(community => community.Shown), whole: Measure != MapMeasure.PerThousand);

    public bool HasMasked => Communities.Any(community => community.Shown is Figure.Masked);
}
