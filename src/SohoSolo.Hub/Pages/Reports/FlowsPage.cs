using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>From which community people come to which, as ribbons and as a matrix.</summary>
/// <param name="Whole">Everything that was used, hidden parts of it too.</param>
/// <param name="Untold">Where people live of whom nothing is shown.</param>
public sealed record FlowsModel(ReportPeriod Period, Figure Whole, IReadOnlyList<Flow> Flows, Grid Matrix, IReadOnlyList<string> Untold)
{
    public double All => Flows.Sum(flow => flow.Many);

    /// <summary>Where they live and where they work is one community.</summary>
    public double AtHome => Flows.Where(flow => flow.From == flow.To).Sum(flow => flow.Many);
}

internal sealed class FlowsPage(UseBook book, NetworkCache cache, ReportNames names)
{
    public async Task<IResult> Show(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("flows"));

        var network = await cache.Get(visit.Stop);
        var rows = await book.Rows(UsageTable.OriginDestination, period.Months, visit.Stop);
        var all = Ordered(rows, row => row.Cell.Home);
        var homes = all.Where(home => rows.Any(row => row.Cell.Home == home && row.Figures.Used.Number > 0)).ToList();

        // In the order of the homes, so that who stays goes straight across.
        var sites = Ordered(rows, row => row.Cell.Key).OrderBy(site => homes.Contains(site) ? homes.IndexOf(site) : homes.Count).ToList();
        var cells = rows.ToDictionary(row => (row.Cell.Home, row.Cell.Key), row => row.Figures.Used);
        var flows = from home in homes
                    from site in sites
                    where cells.GetValueOrDefault((home, site))?.Number > 0
                    select new Flow(names.Home(network, home), ReportNames.Community(network, site), cells[(home, site)].Number!.Value);
        return visit.Show<FlowsView, FlowsModel>(new FlowsModel(
            period,
            (await book.One(new UsageCellKey(UsageTable.Total), period.Months, visit.Stop)).Used,
            [.. flows],
            new Grid(
                [.. homes.Select(home => names.Home(network, home))],
                [.. sites.Select(site => ReportNames.Community(network, site))],
                [.. homes.Select(home => (IReadOnlyList<Figure>)[.. sites.Select(site => cells.GetValueOrDefault((home, site), Figure.Of(0)))])]),
            [.. all.Except(homes).Select(home => names.Home(network, home)).Order(StringComparer.CurrentCulture)]));
    }

    /// <summary>Those with the most first; what is hidden counts for nothing here, and last.</summary>
    private static List<string> Ordered(IReadOnlyList<UseRow> rows, Func<UseRow, string> of) =>
        [.. rows.GroupBy(of).OrderByDescending(group => group.Sum(row => row.Figures.Used.Number ?? 0)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key)];
}
