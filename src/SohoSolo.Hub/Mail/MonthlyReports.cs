using System.Globalization;
using SohoSolo.Core.Members;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Reports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>When a month's figures are frozen the chamber is told of them: of the whole network, as they may be shown. Once a month and reader, by its key.</summary>
internal sealed class MonthlyReports(Store store, StoreQueries queries, ReportReading reading, StaffLetters letters)
{
    /// <summary>What was frozen longer ago, while mail was off, is no news any more.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(7);
    private static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>Of <c>Measures</c>, the last one is minutes, told in hours as the reports tell them.</summary>
    private const int MinutesAt = 5;

    private const double MinutesOfAnHour = 60;

    public async Task<int> Write(DateTimeOffset now, CancellationToken stop)
    {
        var readers = await letters.Readers(MailKinds.MonthlyReport, await queries.Reachable(Role.Chamber, stop), stop);
        if (readers.Count == 0) return 0;

        var frozen = (await reading.Months(stop)).LastOrDefault(month => month.State == ReportState.Frozen && month.FrozenAt > now - News);
        if (frozen is null) return 0;

        var there = await queries.LetterKeys([.. readers.Select(reader => Key(frozen.Month, reader.Reader))], stop);
        var missing = readers.Where(reader => !there.Contains(Key(frozen.Month, reader.Reader))).ToList();
        if (missing.Count == 0) return 0;

        var rows = await reading.Read(UsageTable.Total, [frozen.Month], SmallCellRule.Internal, stop);
        var total = rows.Count > 0 ? rows[0] : null;
        await store.Mail.Put([.. missing.Select(reader => letters.Write(Key(frozen.Month, reader.Reader), MailKinds.MonthlyReport, null, reader, Report(frozen.Month, total, reader.Language), now, Life))], stop);
        return missing.Count;
    }

    internal static StaffText Report(DateOnly month, ReportRow? total, Language language)
    {
        var says = StaffWording.Of(language);
        IReadOnlyList<(string, IReadOnlyList<string>)> rows = total?.Use.Figures is { } figures
            ? [.. figures.Select((figure, number) => (says.Figures[number], Values(number == MinutesAt ? Math.Round(figure / MinutesOfAnHour, 1) : figure))), (says.Persons, total.Use.Persons is { } persons ? Values(persons) : [says.Hidden])]
            : [(says.Figures[0], [says.Hidden])];
        return new StaffText(says.ReportSubject(says.Month(month)), [says.ReportSays(says.Month(month))], rows, says.ReportLink, "reports");

        IReadOnlyList<string> Values(double figure) => [says.Number(figure)];
    }

    private static string Key(DateOnly month, Member reader) => string.Create(CultureInfo.InvariantCulture, $"monthly-report/{month:yyyy-MM}/{reader.Id}");
}
