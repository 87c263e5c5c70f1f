using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>
/// The one way to figures, for pages, programs and letters: whatever it gives may be shown to whom it was asked for. There is no filter and no other crossing, because each would be another set of sums.
/// </summary>
internal sealed class ReportReading(MonthBook book, RunningUse running, StoreQueries queries, NetworkDay day, TimeProvider clock)
{
    private static readonly IReadOnlyList<long> Zeros = new long[PublishedUse.Figures];

    /// <summary>Every month from the first that anything was counted in to the running one.</summary>
    public async Task<IReadOnlyList<ReportMonth>> Months(CancellationToken stop)
    {
        var revisions = await book.Revisions(stop);
        var today = await day.Today(stop);
        var (now, first) = (UsageRollup.First(today), await First(revisions, stop));
        var months = new List<ReportMonth>();
        for (var month = first is { } found && found < now ? found : now; month <= now; month = month.AddMonths(1))
            months.Add(Month(month, [.. revisions[month]], now));

        return months;
    }

    /// <summary>A table over any set of whole frozen months; months that are not frozen are left out.</summary>
    /// <param name="table">The public has the total only.</param>
    public async Task<IReadOnlyList<ReportRow>> Read(UsageTable table, IReadOnlyList<DateOnly> months, SmallCellRule rule, CancellationToken stop)
    {
        var isPublic = rule == SmallCellRule.Public;
        if (isPublic && table != UsageTable.Total)
            throw new ArgumentOutOfRangeException(nameof(table), table, "The public is told of the whole network only.");

        var booked = await book.Read(months, stop);
        var cells = UsageRange.Of(
            table,
            [.. booked.Select(month => isPublic ? month.Use.Public(rule) : month.Use.Inside)],
            (cell, shown) => PublishedUse.Persons(cell, booked.Where(month => shown.Contains(month.Frozen.Month)).Select(month => month.Use)),
            rule,
            booked.SelectMany(month => month.Offers.Cells(table)).Distinct());
        return [.. cells.Select(cell => Row(cell, booked.Select(month => month.Offers)))];
    }

    /// <summary>The week, hour by hour, over whole frozen months: sums of what is shown, hidden where nothing is. Inside only.</summary>
    public async Task<IReadOnlyList<ReportHour>> Hours(IReadOnlyList<DateOnly> months, CancellationToken stop) =>
    [
        .. (await book.Read(months, stop))
            .SelectMany(month => month.Hours)
            .GroupBy(hour => hour.At)
            .OrderBy(hour => hour.Key.Day)
            .ThenBy(hour => hour.Key.Hour)
            .Select(hour => new ReportHour(hour.Key, hour.All(one => one.Hours is null) ? null : hour.Sum(one => one.Hours ?? 0))),
    ];

    /// <summary>A month that is not frozen, up to its last whole week and rounded. Nothing of a table that tells of funders, or from where to where.</summary>
    public async Task<IReadOnlyList<ReportRow>> Provisional(UsageTable table, DateOnly month, CancellationToken stop)
    {
        if (table is UsageTable.Funder or UsageTable.OriginDestination || (await book.Revisions(stop))[month].Any())
            return [];

        var (use, offers) = await running.Read(month, stop);
        var rule = SmallCellRule.Internal;
        return
        [
            .. UsageRange.Of(table, [use.Inside], (cell, _) => PublishedUse.Persons(cell, [use]), rule, offers.Cells(table))
                .Select(cell => cell with { Figures = cell.Figures is { Count: > 0 } figures ? PublishedUse.Rounded(figures, rule) : cell.Figures, Persons = cell.Persons is { } persons ? rule.Round(persons) : null, IsRounded = true })
                .Select(cell => Row(cell, [offers])),
        ];
    }

    private static ReportRow Row(RangeCell cell, IEnumerable<OfferSums> offers)
    {
        var use = cell.Figures is { Count: 0 } ? cell with { Figures = Zeros } : cell;
        if (!OfferSums.Tells(cell.Cell.Table))
            return new ReportRow(use, null, null);

        var (offered, leased) = offers.Select(month => month.Of(cell.Cell)).Aggregate((Offered: 0L, Leased: 0L), OfferSums.Add);
        return new ReportRow(use, offered, leased);
    }

    private static ReportMonth Month(DateOnly month, IReadOnlyList<FrozenMonth> revisions, DateOnly now)
    {
        if (revisions.LastOrDefault(revision => !revision.IsWithheld) is not { } published)
            return new ReportMonth(month, month == now ? ReportState.Running : ReportState.Open, null, UsageDefinition.Version, null, []);

        return new ReportMonth(month, ReportState.Frozen, revisions[0].At, published.Definition, published.Checksum, [.. revisions.Skip(1).Select(revision => new ReportRevision(revision.At, revision.IsWithheld))]);
    }

    private async Task<DateOnly?> First(ILookup<DateOnly, FrozenMonth> revisions, CancellationToken stop)
    {
        if (revisions.Count > 0)
            return revisions.Min(month => month.Key);

        var counted = await queries.CountedMonths(clock.GetUtcNow(), stop);
        return counted.Count > 0 ? counted[0].Month : null;
    }
}
