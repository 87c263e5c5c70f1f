namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>The cells of a month's tables that somebody is in, and what each must be hidden for by itself.</summary>
internal sealed class MonthCells
{
    private readonly SmallCellRule rule;
    private readonly Dictionary<UsageCellKey, List<PersonUse>> uses;
    private readonly Dictionary<UsageCellKey, int> persons;
    private readonly HashSet<UsageCellKey> dominated;

    private MonthCells(Dictionary<UsageCellKey, List<PersonUse>> uses, SmallCellRule rule)
    {
        this.rule = rule;
        this.uses = uses;
        persons = uses.ToDictionary(cell => cell.Key, cell => cell.Value.Select(use => use.Person).Distinct().Count());
        dominated = [.. uses.Keys.Where(cell => persons[cell] >= rule.Least && IsOneOf(cell))];
    }

    public IEnumerable<UsageCellKey> All => uses.Keys.Order();

    public static MonthCells Of(IReadOnlyList<PersonUse> uses, SmallCellRule rule)
    {
        var cells = new Dictionary<UsageCellKey, List<PersonUse>>();
        foreach (var use in uses)
        {
            foreach (var cell in UsageCellKey.Of(use.Place))
            {
                if (!cells.TryGetValue(cell, out var known))
                    cells[cell] = known = [];

                known.Add(use);
            }
        }

        return new MonthCells(cells, rule);
    }

    public int Persons(UsageCellKey cell) => persons[cell];

    /// <summary>Enough persons, and none of them nearly all of it.</summary>
    public bool IsLargeEnough(UsageCellKey cell) => persons.GetValueOrDefault(cell) >= rule.Least && !dominated.Contains(cell);

    public bool IsDominated(UsageCellKey cell) => dominated.Contains(cell);

    private bool IsOneOf(UsageCellKey cell) =>
        Largest(uses[cell], use => use.Person) || (cell.Table == UsageTable.Funder && Largest(uses[cell].Where(use => use.Payer.Length > 0), use => use.Payer, Weight(uses[cell])));

    private bool Largest(IEnumerable<PersonUse> some, Func<PersonUse, string> of) => Largest(some, of, Weight(some));

    private bool Largest(IEnumerable<PersonUse> some, Func<PersonUse, string> of, long all) =>
        some.GroupBy(of, StringComparer.Ordinal).Any(one => Weight(one) * 100 > all * rule.Dominance);

    private static long Weight(IEnumerable<PersonUse> some) => some.Sum(use => use.Figures[0]);
}
