using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>How the network is used, for the chamber: the last settled month against that of the year before, the trend, the sites.</summary>
internal sealed class DashboardPage(UseBook book, StoreQueries queries, NetworkCache network, NetworkDay days)
{
    private static readonly UsageCellKey Network = new(UsageTable.Total);

    public async Task<IResult> Show(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("title"));

        var (months, stop) = (period.Months, visit.Stop);
        var sites = await book.Rows(UsageTable.Site, months, stop);
        var (last, before) = (await Occupancy(period.To, period, stop), await Occupancy(period.To.AddYears(-1), period, stop));
        return visit.Show<DashboardView, DashboardModel>(new DashboardModel
        {
            Period = period,
            Last = await book.One(Network, [period.To], stop),
            YearBefore = period.Settled.Contains(period.To.AddYears(-1)) ? await book.One(Network, [period.To.AddYears(-1)], stop) : UseFigures.None,
            Running = await Running(stop),
            Trend = await book.Line(Network, months, period.Settled, stop),
            TrendBefore = await book.Line(Network, [.. months.Select(month => month.AddYears(-1))], period.Settled, stop),
            Sites = [.. sites.Select(row => new SiteUse(row, last.GetValueOrDefault(row.Cell, Figure.None), before.GetValueOrDefault(row.Cell, Figure.None))).OrderByDescending(site => site.Last.Number ?? -1)],
            Kinds = [.. (await book.Rows(UsageTable.Kind, months, stop)).OrderByDescending(row => row.Figures.Used.Number ?? -1)],
            Funders = [.. (await book.Rows(UsageTable.Funder, months, stop)).OrderByDescending(row => row.Figures.Used.Number ?? -1)],
            Leases = await Leases(sites.ToDictionary(row => row.Cell.Key, row => row.Figures.Leased), stop),
        });
    }

    /// <summary>How full each site was in a month; nothing where it is not settled.</summary>
    private async Task<Dictionary<UsageCellKey, Figure>> Occupancy(DateOnly month, ReportPeriod period, CancellationToken stop) =>
        period.Settled.Contains(month) ? (await book.Rows(UsageTable.Site, [month], stop)).ToDictionary(row => row.Cell, row => row.Figures.Occupancy) : [];

    private async Task<(DateOnly, UseFigures)?> Running(CancellationToken stop)
    {
        if ((await book.Months(stop)).FirstOrDefault(month => month.State == ReportState.Running) is not { } running) return null;

        return (await book.Provisional(UsageTable.Total, running.Month, stop)) is [var only, ..] ? (running.Month, only.Figures) : null;
    }

    private async Task<IReadOnlyList<SiteLeases>> Leases(Dictionary<string, Figure> halfDays, CancellationToken stop)
    {
        var today = await days.Today(stop);
        var leased = (await queries.Leases(null, today, today, stop)).Select(lease => lease.Space).ToHashSet();
        return
        [
            .. (await network.Get(stop)).Sites.Values
                .Select(site => new SiteLeases(site, site.Spaces.Count(space => leased.Contains(space.Id)), halfDays.GetValueOrDefault(site.Id.Value, Figure.None)))
                .Where(site => site.Leased > 0 || site.Site.Leases || site.HalfDays.Number > 0)
                .OrderBy(site => site.Site.Name, StringComparer.CurrentCulture),
        ];
    }
}
