using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>The use case of asking for a report: what is published of the months of a range, and nothing besides.</summary>
internal sealed class UsageReports(ReportReading reading, NetworkCache cache)
{
    // From where to where, and who paid, is told of frozen months only.
    private static readonly UsageTable[] ToldEarly = [UsageTable.Total, UsageTable.Community, UsageTable.Home, UsageTable.Site, UsageTable.Kind];

    public Task<UsageView> Read(ReportAsked asked, CancellationToken stop) => Read(asked, SmallCellRule.Internal, stop);

    /// <summary>What anybody may know: frozen months of the whole network.</summary>
    public Task<UsageView> ReadPublic(ReportAsked asked, CancellationToken stop) => Read(asked with { By = ReportBy.Month, ByMonth = true }, SmallCellRule.Public, stop);

    private async Task<UsageView> Read(ReportAsked asked, SmallCellRule rule, CancellationToken stop)
    {
        var network = await cache.Get(stop);
        var range = asked.Months.ToHashSet();
        var months = (await reading.Months(stop)).Where(month => range.Contains(month.Month)).OrderBy(month => month.Month).ToList();
        List<DateOnly> frozen = [.. months.Where(month => month.State == ReportState.Frozen).Select(month => month.Month)];
        IReadOnlyList<IReadOnlyList<DateOnly>> sets = asked.ByMonth ? [.. frozen.Select(month => (DateOnly[])[month])] : frozen.Count > 0 ? [frozen] : [];
        var rows = new List<UsageRowView>();
        foreach (var set in sets)
            rows.AddRange(await Rows(asked, set, rule, network, stop));

        return new UsageView
        {
            From = UsageRowView.MonthOf(asked.From),
            To = UsageRowView.MonthOf(asked.To),
            By = asked.Words,
            Definition = UsageDefinition.Version,
            Months = [.. months.Select(ReportMonthView.Of)],
            Rows = rows,
            Provisional = rule == SmallCellRule.Public ? [] : await Provisional(asked, months, network, stop),
        };
    }

    private async Task<IEnumerable<UsageRowView>> Rows(ReportAsked asked, IReadOnlyList<DateOnly> set, SmallCellRule rule, Network network, CancellationToken stop)
    {
        DateOnly? month = asked.ByMonth ? set[0] : null;
        if (asked.Table is not { } table)
            return (await reading.Hours(set, stop)).OrderBy(hour => ((int)hour.At.Day + 6) % 7).ThenBy(hour => hour.At.Hour).Select(hour => Row(hour, month));

        return (await reading.Read(table, set, rule, stop)).Select(row => Row(row, month, network));
    }

    private async Task<IReadOnlyList<UsageRowView>> Provisional(ReportAsked asked, IEnumerable<ReportMonth> months, Network network, CancellationToken stop)
    {
        if (asked.Table is not { } table || !ToldEarly.Contains(table))
            return [];

        var rows = new List<UsageRowView>();
        foreach (var month in months.Where(month => month.State != ReportState.Frozen))
            rows.AddRange((await reading.Provisional(table, month.Month, stop)).Select(row => Row(row, month.Month, network)));

        return rows;
    }

    private static UsageRowView Row(ReportHour hour, DateOnly? month) => new()
    {
        Month = month is { } one ? UsageRowView.MonthOf(one) : null,
        Weekday = Words.Of(hour.At.Day),
        Hour = hour.At.Hour,
        Hours = hour.Hours,
        Rounded = true,
        Suppressed = hour.Hours is null,
    };

    private static UsageRowView Row(ReportRow row, DateOnly? month, Network network)
    {
        var (use, cell) = (row.Use, row.Use.Cell);

        // Nothing in the months that are shown, and something in those that are not: a zero would be read as nobody.
        var isHidden = use.IsHidden || (use.HiddenMonths.Count > 0 && use.Figures?.All(figure => figure == 0) == true);
        var figures = isHidden ? null : use.Figures;
        var isWhole = figures is not null && use.HiddenMonths.Count == 0;
        return new UsageRowView
        {
            Month = month is { } one ? UsageRowView.MonthOf(one) : null,
            Community = cell.Table is UsageTable.Community or UsageTable.OriginDestination ? cell.Key : null,
            Site = Key(UsageTable.Site),
            HomeCommunity = cell.Table == UsageTable.OriginDestination ? cell.Home : Key(UsageTable.Home),
            Funder = Key(UsageTable.Funder),
            Kind = Key(UsageTable.Kind),
            Name = cell.Table == UsageTable.Site ? network.Sites.GetValueOrDefault(new Core.SiteId(cell.Key))?.Name : Community(cell.Key),
            HomeName = cell.Table == UsageTable.OriginDestination ? Community(cell.Home) : null,
            Booked = figures?[0],
            Used = figures?[1],
            NoShows = figures?[2],
            WalkIns = figures?[3],
            Guests = figures?[4],
            Hours = figures is null ? null : Math.Round(figures[5] / 60.0, 1),
            Members = isHidden ? null : use.Persons,
            Rounded = use.IsRounded,
            Offered = row.Offered,
            Leased = row.Leased,
            Occupancy = isWhole && row.Offered is > 0 and var offered ? Math.Round((double)figures![1] / offered, 3) : null,
            Suppressed = isHidden,
            WithoutMonths = use.HiddenMonths.Count > 0 && month is null ? [.. use.HiddenMonths.Select(UsageRowView.MonthOf)] : null,
        };

        string? Key(UsageTable table) => cell.Table == table ? cell.Key : null;

        string? Community(string siren) => network.Communities.TryGetValue(siren, out Community? known) ? known.Name : null;
    }
}
