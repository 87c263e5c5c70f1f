namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>One frozen month as a range is made of it.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Published">Which of its cells are shown.</param>
/// <param name="Figures">The additive measures of the cells that somebody is in, hidden or not.</param>
/// <param name="IsRevised">Figures of it were published before that differ.</param>
public sealed record MonthOfUse(DateOnly Month, PublishedMonth Published, IReadOnlyDictionary<UsageCellKey, IReadOnlyList<long>> Figures, bool IsRevised = false);

/// <summary>A cell over a set of months.</summary>
/// <param name="Figures">The sums of the months that are shown; null where none is, empty where nobody was there in any of them.</param>
/// <param name="Persons">How many different persons in those months.</param>
/// <param name="IsRounded">The number of persons is a rounded one.</param>
/// <param name="HiddenMonths">Months that are left out because the cell is hidden there.</param>
public sealed record RangeCell(UsageCellKey Cell, IReadOnlyList<long>? Figures, long? Persons, bool IsRounded, IReadOnlyList<DateOnly> HiddenMonths)
{
    public bool IsHidden => Figures is null;
}

/// <summary>
/// A table over any set of whole frozen months: the sum of what is shown of each, and nothing else, so that no choice of months tells more than the months themselves. Numbers of different persons do not add up;
/// they are exact where the table hides nothing in any of the months and no month was revised, and rounded elsewhere.
/// </summary>
public static class UsageRange
{
    /// <param name="table">Of which table.</param>
    /// <param name="months">Any months, each once.</param>
    /// <param name="persons">How many different persons a cell had in the months given.</param>
    /// <param name="rule">For whom.</param>
    /// <param name="known">Cells that are told of even where nobody was in them.</param>
    public static IReadOnlyList<RangeCell> Of(
        UsageTable table, IReadOnlyList<MonthOfUse> months, Func<UsageCellKey, IReadOnlyList<DateOnly>, int> persons, SmallCellRule rule, IEnumerable<UsageCellKey>? known = null)
    {
        var isRounded = months.Any(month => month.IsRevised || month.Published.IsPartial || month.Published.HidesAny(table));
        return
        [
            .. months
                .SelectMany(month => month.Figures.Keys.Where(cell => cell.Table == table && (table == UsageTable.Total || !month.Published.HidesAll(table))))
                .Concat(known ?? [])
                .Distinct()
                .Order()
                .Select(cell => Cell(cell, months, persons, isRounded ? rule : rule with { Rounding = 1 })),
        ];
    }

    private static RangeCell Cell(UsageCellKey cell, IReadOnlyList<MonthOfUse> months, Func<UsageCellKey, IReadOnlyList<DateOnly>, int> persons, SmallCellRule rule)
    {
        List<DateOnly> hidden = [.. months.Where(month => month.Published.IsHidden(cell)).Select(month => month.Month)];
        List<MonthOfUse> shown = [.. months.Where(month => !month.Published.IsHidden(cell))];
        if (shown.Count == 0)
            return new RangeCell(cell, null, null, false, hidden);

        List<MonthOfUse> used = [.. shown.Where(month => month.Figures.ContainsKey(cell))];
        return new RangeCell(cell, Sums(used.Select(month => month.Figures[cell])), rule.Round(persons(cell, [.. used.Select(month => month.Month)])), rule.Rounding > 1, hidden);
    }

    /// <summary>Of no months: no figures, each of which is a zero.</summary>
    private static IReadOnlyList<long> Sums(IEnumerable<IReadOnlyList<long>> figures) =>
        figures.Aggregate((IReadOnlyList<long>)[], (left, right) => left.Count == 0 ? right : [.. left.Zip(right, (one, other) => one + other)]);
}
