using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Maps;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>The communities of the department, coloured by use; each leads to its report.</summary>
internal sealed class MapPage(UseBook book, NetworkCache cache, RegionMap map)
{
    public async Task<IResult> Show(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("map"));

        var network = await cache.Get(visit.Stop);
        var homes = await book.Rows(UsageTable.Home, period.Months, visit.Stop);
        var sites = await book.Rows(UsageTable.Community, period.Months, visit.Stop);
        var measure = Words.Read<MapMeasure>(visit.Asked("show")) ?? MapMeasure.Home;
        var people = network.Communes.Values.GroupBy(commune => commune.Community).ToDictionary(part => part.Key, part => part.Sum(commune => commune.Population));
        return visit.Show<MapView, MapModel>(new MapModel(
            period,
            measure,
            map,
            [
                .. map.Regions.Where(region => network.Communities.ContainsKey(region.Siren)).Select(region =>
                {
                    var (home, site, many) = (Find(homes, region.Siren), Find(sites, region.Siren), people.GetValueOrDefault(region.Siren));
                    return new CommunityUse(region.Siren, ReportNames.Community(network, region.Siren), many, home, site, Shown(measure, home, site, many));
                }).OrderBy(community => community.Name, StringComparer.CurrentCulture),
            ],
            [.. homes.Where(row => !network.Communities.ContainsKey(row.Cell.Key))]));
    }

    private static UseFigures Find(IReadOnlyList<UseRow> rows, string siren) => rows.FirstOrDefault(row => row.Cell.Key == siren)?.Figures ?? UseBook.Absent(rows.Count);

    private static Figure Shown(MapMeasure measure, UseFigures home, UseFigures site, int people) => measure switch
    {
        MapMeasure.Members => home.Members,
        MapMeasure.Sites => site.Used,
        MapMeasure.PerThousand => PerThousand(home.Used, people),
        _ => home.Used,
    };

    private static Figure PerThousand(Figure used, int people) => Figure.Share(used, Figure.Of(people / 1000.0));
}
