using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>The published tables as pages show them: with names, and as figures.</summary>
internal sealed class UseBook(ReportReading reading, NetworkCache network, ReportNames names)
{
    public async Task<ReportPeriod?> Period(Visit visit) => ReportPeriod.Of(await reading.Months(visit.Stop), visit.Asked("from"), visit.Asked("to"));

    public string Home(Storage.Network known, string home) => names.Home(known, home);

    public Task<IReadOnlyList<ReportMonth>> Months(CancellationToken stop) => reading.Months(stop);

    public async Task<IReadOnlyList<UseRow>> Rows(UsageTable table, IReadOnlyList<DateOnly> months, CancellationToken stop, SmallCellRule? rule = null) =>
        await Named(await reading.Read(table, months, rule ?? SmallCellRule.Internal, stop), false, stop);

    public async Task<IReadOnlyList<UseRow>> Provisional(UsageTable table, DateOnly month, CancellationToken stop) => await Named(await reading.Provisional(table, month, stop), true, stop);

    /// <summary>One cell.</summary>
    public async Task<UseFigures> One(UsageCellKey cell, IReadOnlyList<DateOnly> months, CancellationToken stop, SmallCellRule? rule = null)
    {
        var rows = await reading.Read(cell.Table, months, rule ?? SmallCellRule.Internal, stop);
        return rows.FirstOrDefault(one => one.Use.Cell == cell) is { } row ? UseFigures.Of(row) : Absent(rows.Count);
    }

    /// <summary>Where nobody was there is no row: that is a zero, unless nothing of the table is told.</summary>
    public static UseFigures Absent(int rows) => rows == 0 ? UseFigures.None : UseFigures.Zero;

    /// <summary>One cell month by month.</summary>
    public async Task<IReadOnlyList<UseFigures>> Line(UsageCellKey cell, IReadOnlyList<DateOnly> months, IReadOnlyList<DateOnly> settled, CancellationToken stop, SmallCellRule? rule = null)
    {
        List<UseFigures> line = [];
        foreach (var month in months)
            line.Add(settled.Contains(month) ? await One(cell, [month], stop, rule) : UseFigures.None);

        return line;
    }

    public Task<IReadOnlyList<ReportHour>> Hours(IReadOnlyList<DateOnly> months, CancellationToken stop) => reading.Hours(months, stop);

    private async Task<IReadOnlyList<UseRow>> Named(IReadOnlyList<ReportRow> rows, bool isProvisional, CancellationToken stop)
    {
        var known = await network.Get(stop);
        return [.. rows.Select(row => new UseRow(row.Use.Cell, names.Of(known, row.Use.Cell), UseFigures.Of(row, isProvisional)))];
    }
}
