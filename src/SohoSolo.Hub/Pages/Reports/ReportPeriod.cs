using System.Globalization;
using SohoSolo.Hub.Reports;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>The whole months that somebody asks about: the last twelve that are settled, unless she says otherwise.</summary>
/// <param name="Settled">Those that can be asked about, the earliest first.</param>
/// <param name="From">The first one.</param>
/// <param name="To">The last one, included.</param>
public sealed record ReportPeriod(IReadOnlyList<DateOnly> Settled, DateOnly From, DateOnly To)
{
    private const int Usual = 12;

    /// <summary>So many months are enough for anybody, and bound what a page costs.</summary>
    private const int Most = 36;

    public IReadOnlyList<DateOnly> Months => [.. Settled.Where(month => month >= From && month <= To)];

    /// <summary>The same months a year before, as far as they are settled.</summary>
    public IReadOnlyList<DateOnly> YearBefore => [.. Months.Select(month => month.AddYears(-1)).Where(Settled.Contains)];

    public bool IsUsual => To == Settled[^1] && From == First(Settled, To, Usual);

    /// <summary>What was asked for is not what is shown: a month that is not settled, months the wrong way round, or more than a page shows.</summary>
    public bool IsOther { get; init; }

    /// <summary>For addresses: nothing where it is the usual one.</summary>
    public string Query => IsUsual ? "" : $"?from={Word(From)}&to={Word(To)}";

    public string Asked => $"from={Word(From)}&to={Word(To)}";

    /// <summary>Null where no month is settled yet. Months the wrong way round are turned; those that are none of ours give the usual ones.</summary>
    internal static ReportPeriod? Of(IReadOnlyList<ReportMonth> months, string? from, string? to)
    {
        List<DateOnly> settled = [.. months.Where(month => month.State == ReportState.Frozen).Select(month => month.Month).Order()];
        if (settled.Count == 0) return null;

        var (begin, end) = (Read(from), Read(to));
        var isTurned = begin > end;
        if (isTurned) (begin, end) = (end, begin);

        var last = end is { } until && settled.Contains(until) ? until : settled[^1];
        var first = begin is { } since && settled.Contains(since) && since <= last ? since : First(settled, last, Usual);
        var earliest = First(settled, last, Most);
        if (first < earliest) first = earliest;

        return new ReportPeriod(settled, first, last) { IsOther = isTurned || (from is not null && first != begin) || (to is not null && last != end) };
    }

    public static string Word(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateOnly First(IReadOnlyList<DateOnly> settled, DateOnly last, int many) => settled.First(month => month > last.AddMonths(-many));

    private static DateOnly? Read(string? word) => DateOnly.TryParseExact(word, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;
}
