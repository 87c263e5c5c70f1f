using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Reports;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>What anybody may know: the whole network, month by month.</summary>
public sealed record FiguresModel(ReportPeriod Period, UseFigures Last, UseFigures YearBefore, UseFigures Whole, IReadOnlyList<UseFigures> Trend, IReadOnlyList<UseFigures> TrendBefore);

internal sealed class FiguresPage(UseBook book, UsageReports reports)
{
    private static readonly UsageCellKey Network = new(UsageTable.Total);

    public async Task<IResult> Show(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("figures"));

        var (stop, rule, year) = (visit.Stop, SmallCellRule.Public, period.To.AddYears(-1));
        return visit.Show<FiguresView, FiguresModel>(new FiguresModel(
            period,
            await book.One(Network, [period.To], stop, rule),
            period.Settled.Contains(year) ? await book.One(Network, [year], stop, rule) : UseFigures.None,
            await book.One(Network, period.Months, stop, rule),
            await book.Line(Network, period.Months, period.Settled, stop, rule),
            await book.Line(Network, [.. period.Months.Select(month => month.AddYears(-1))], period.Settled, stop, rule)));
    }

    /// <summary>The same months for a spreadsheet.</summary>
    public async Task<IResult> Download(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Missing();

        var inEnglish = visit.Asked("lang") == "en";
        var asked = new ReportAsked(period.From, period.To, ReportBy.Month, ByMonth: true, ReportFormat.Csv, HasBom: true, inEnglish);
        return Results.File(ReportCsv.Write(await reports.ReadPublic(asked, visit.Stop), asked.HasBom, inEnglish), ReportCsv.MediaType, $"figures-{ReportPeriod.Word(period.From)}-{ReportPeriod.Word(period.To)}.csv");
    }
}
