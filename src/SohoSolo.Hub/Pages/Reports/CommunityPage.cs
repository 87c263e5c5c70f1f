using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Maps;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>What a community's council is told: two pages of paper.</summary>
public sealed record CommunityModel
{
    public required ReportPeriod Period { get; init; }

    public required string Siren { get; init; }

    public required string Name { get; init; }

    public required int People { get; init; }

    public required RegionMap Map { get; init; }

    /// <summary>Its inhabitants, wherever they went; and the same months a year before, where all of them are settled.</summary>
    public required UseFigures Home { get; init; }

    public required UseFigures HomeBefore { get; init; }

    public required IReadOnlyList<UseFigures> HomeTrend { get; init; }

    public required IReadOnlyList<UseFigures> HomeTrendBefore { get; init; }

    /// <summary>Where they went.</summary>
    public required IReadOnlyList<UseRow> Destinations { get; init; }

    /// <summary>Its own télécentres.</summary>
    public required IReadOnlyList<Telecentre> Sites { get; init; }

    public required UseFigures AtSites { get; init; }

    public required UseFigures AtSitesBefore { get; init; }

    /// <summary>Who comes to them.</summary>
    public required IReadOnlyList<UseRow> Origins { get; init; }

    /// <summary>What it paid for.</summary>
    public required UseFigures Funded { get; init; }

    public required int Definition { get; init; }

    /// <summary>The last of the period's months, with its checksum.</summary>
    public required ReportMonth Settled { get; init; }
}

internal sealed class CommunityPage(UseBook book, NetworkCache cache, RegionMap map)
{
    public async Task<IResult> Show(Visit visit)
    {
        var (network, siren, stop) = (await cache.Get(visit.Stop), visit.Part("siren"), visit.Stop);
        if (!network.Communities.ContainsKey(siren)) return visit.Missing();

        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("community.report"));

        var (home, at, before) = (new UsageCellKey(UsageTable.Home, siren), new UsageCellKey(UsageTable.Community, siren), period.YearBefore.Count == period.Months.Count ? period.YearBefore : []);
        var flows = await book.Rows(UsageTable.OriginDestination, period.Months, stop);
        return visit.Show<CommunityView, CommunityModel>(new CommunityModel
        {
            Period = period,
            Siren = siren,
            Name = ReportNames.Community(network, siren),
            People = network.Communes.Values.Where(commune => commune.Community == siren).Sum(commune => commune.Population),
            Map = map,
            Home = await book.One(home, period.Months, stop),
            HomeBefore = await book.One(home, before, stop),
            HomeTrend = await book.Line(home, period.Months, period.Settled, stop),
            HomeTrendBefore = await book.Line(home, [.. period.Months.Select(month => month.AddYears(-1))], period.Settled, stop),
            Destinations = Most(flows.Where(row => row.Cell.Home == siren).Select(row => row with { Name = ReportNames.Community(network, row.Cell.Key) })),
            Sites = [.. network.Sites.Values.Where(site => site.Community == siren).OrderBy(site => site.Name, StringComparer.CurrentCulture)],
            AtSites = await book.One(at, period.Months, stop),
            AtSitesBefore = await book.One(at, before, stop),
            Origins = Most(flows.Where(row => row.Cell.Key == siren).Select(row => row with { Name = book.Home(network, row.Cell.Home) })),
            Funded = await book.One(new UsageCellKey(UsageTable.Funder, siren), period.Months, stop),
            Definition = UsageDefinition.Version,
            Settled = (await book.Months(stop)).First(month => month.Month == period.To),
        });
    }

    private static IReadOnlyList<UseRow> Most(IEnumerable<UseRow> rows) => [.. rows.OrderByDescending(row => row.Figures.Used.Number ?? -1).ThenBy(row => row.Name, StringComparer.CurrentCulture)];
}
