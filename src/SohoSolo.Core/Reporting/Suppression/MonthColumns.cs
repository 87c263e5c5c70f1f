namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>
/// One month's tables as rows of zeros and ones over columns: a column is all that is counted in the same cells. With several versions of the month the same columns serve all of them: what a person used where is one
/// column's as long as it stayed the same, and another one's in each version that says something else.
/// </summary>
internal sealed class MonthColumns
{
    private readonly Dictionary<(int Version, UsageCellKey Cell), List<int>> columnsOf = [];
    private readonly int[][] personsIn;
    private readonly int persons;

    private MonthColumns(IReadOnlyList<Column> columns, IReadOnlyDictionary<string, int> numbers)
    {
        persons = numbers.Count;
        personsIn = [.. columns.Select(column => column.Persons.Select(person => numbers[person]).Distinct().Order().ToArray())];
        for (var at = 0; at < columns.Count; at++)
        {
            foreach (var cell in columns[at].Cells)
            {
                if (!columnsOf.TryGetValue(cell, out var known))
                    columnsOf[cell] = known = [];

                known.Add(at);
            }
        }
    }

    /// <param name="versions">What the month was said to be, in the order of publication.</param>
    /// <param name="counts">Which cells of which version count; whatever is in the same ones need not be told apart.</param>
    public static MonthColumns Of(IReadOnlyList<IReadOnlyList<PersonUse>> versions, Func<int, UsageCellKey, bool> counts)
    {
        var numbers = versions.SelectMany(uses => uses).Select(use => use.Person).Distinct().Order(StringComparer.Ordinal).Select((person, at) => (person, at)).ToDictionary(one => one.person, one => one.at);
        var columns = versions
            .SelectMany((uses, version) => uses.Select(use => (Version: version, Use: use)))
            .GroupBy(one => (one.Use.Person, one.Use.Place))
            .SelectMany(SameFigures)
            .Select(same => (same.Person, Cells: same.Versions.SelectMany(version => UsageCellKey.Of(same.Place).Where(cell => counts(version, cell)).Select(cell => (version, cell))).ToList()))
            .GroupBy(one => string.Join('\n', one.Cells.Select(cell => $"{cell.version} {cell.cell.Table} {cell.cell.Key} {cell.cell.Home}")), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Column(group.First().Cells, [.. group.Select(one => one.Person)]))
            .ToList();
        return new MonthColumns(columns, numbers);
    }

    public FigureSpace Space(int least) => new(personsIn, persons, least);

    public uint[] Row(int version, UsageCellKey cell)
    {
        var row = new uint[personsIn.Length];
        foreach (var column in columnsOf.GetValueOrDefault((version, cell)) ?? [])
            row[column] = 1;

        return row;
    }

    /// <summary>One person's use at one place, once for each thing that was said of it.</summary>
    private static IEnumerable<(string Person, UsePlace Place, List<int> Versions)> SameFigures(IGrouping<(string Person, UsePlace Place), (int Version, PersonUse Use)> uses) =>
        uses.GroupBy(one => one.Version)
            .Select(version => (Version: version.Key, Figures: string.Join(' ', Sums(version.Select(one => one.Use.Figures)))))
            .GroupBy(one => one.Figures, StringComparer.Ordinal)
            .Select(same => (uses.Key.Person, uses.Key.Place, same.Select(one => one.Version).Order().ToList()));

    private static IEnumerable<long> Sums(IEnumerable<IReadOnlyList<long>> figures) =>
        figures.Aggregate((left, right) => [.. left.Zip(right, (one, other) => one + other)]);

    private sealed record Column(IReadOnlyList<(int Version, UsageCellKey Cell)> Cells, IReadOnlyList<string> Persons);
}
