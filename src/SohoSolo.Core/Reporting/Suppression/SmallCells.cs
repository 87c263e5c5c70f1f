namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>Decides which cells of a month's tables are shown, so that no combination of all that is shown concerns fewer persons than the rule says.</summary>
public static class SmallCells
{
    /// <summary>A month that nothing was published of yet.</summary>
    public static PublishedMonth Decide(IReadOnlyList<PersonUse> uses, SmallCellRule rule)
    {
        var cells = MonthCells.Of(uses, rule);
        var columns = MonthColumns.Of([uses], (_, cell) => cells.IsLargeEnough(cell) || cells.IsDominated(cell));
        return Choose(columns.Space(rule.Least), columns, 0, cells);
    }

    /// <summary>
    /// A month that was corrected after it was published: what was shown is known and stays so. Nothing where the correction must wait, because too few persons were concerned in one of the cells that
    /// were shown without a crossing: then what was published stands.
    /// </summary>
    /// <param name="published">Each version that was published, in that order.</param>
    public static PublishedMonth? Revise(IReadOnlyList<(IReadOnlyList<PersonUse> Uses, PublishedMonth Month)> published, IReadOnlyList<PersonUse> uses, SmallCellRule rule)
    {
        var now = published.Count;
        var cells = MonthCells.Of(uses, rule);
        var columns = MonthColumns.Of([.. published.Select(version => version.Uses), uses], (_, _) => true);
        var space = columns.Space(rule.Least);
        var stands = published.SelectMany((version, at) => version.Month.Shown.Select(cell => columns.Row(at, cell))).All(space.TryAdd);
        if (!stands)
            return null;

        var revised = Choose(space, columns, now, cells);
        var isPoorer = published[^1].Month.Shown.Any(cell => cell.Table != UsageTable.OriginDestination && cells.IsLargeEnough(cell) && revised.IsHidden(cell));
        return isPoorer ? null : revised;
    }

    /// <summary>The coarse tables first, in each of them the large cells: what must be hidden besides the small ones is then the next smallest.</summary>
    private static PublishedMonth Choose(FigureSpace space, MonthColumns columns, int version, MonthCells cells)
    {
        foreach (var cell in cells.All.Where(cells.IsDominated))
            space.Keep(columns.Row(version, cell));

        var shown = new HashSet<UsageCellKey>();
        foreach (var cell in cells.All.Where(cells.IsLargeEnough).OrderBy(cell => cell.Table).ThenByDescending(cells.Persons).ThenBy(cell => cell))
        {
            if (cell.Within().All(shown.Contains) && space.TryAdd(columns.Row(version, cell)))
                shown.Add(cell);
        }

        return new PublishedMonth(shown, cells.All.Where(cell => !shown.Contains(cell)));
    }
}
