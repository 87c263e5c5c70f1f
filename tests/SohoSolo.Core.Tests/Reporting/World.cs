using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>A few people, where each lives and goes to, and what is published of that.</summary>
internal sealed class World
{
    private readonly List<(DateOnly At, IReadOnlyList<PersonUse> Uses)> months;
    private readonly List<MonthOfUse> published;
    private readonly List<(UsageTable Table, IReadOnlyList<DateOnly> Months, RangeCell Cell)> told = [];
    private readonly Dictionary<(UsageCellKey, int), int> counts = [];

    private World(IReadOnlyList<(int Home, int[] SitesOfMonth)> people, SmallCellRule rule, Func<IReadOnlyList<PersonUse>, PublishedMonth> decide)
    {
        People = people.Count;
        Rule = rule;
        months = [.. Enumerable.Range(0, people[0].SitesOfMonth.Length).Select(month => (Networks.Month(month), Uses(people, month)))];
        published = [.. months.Select(month => Tables.Month(month.At, month.Uses, decide(month.Uses)))];
        foreach (var set in Networks.AllSets(months.Count))
        {
            foreach (var table in Enum.GetValues<UsageTable>())
            {
                foreach (var cell in UsageRange.Of(table, [.. set.Select(at => published[at])], Different, rule))
                    told.Add((table, [.. set.Select(at => months[at].At)], cell));
            }
        }

        Words = string.Join('\n', told.Select(one => $"{string.Join(' ', one.Months)} {one.Cell.Cell}: {one.Cell.Persons}{(one.Cell.IsRounded ? "~" : "")} but {string.Join(' ', one.Cell.HiddenMonths)}"));
        HiddenCells = [.. published.SelectMany((month, at) => month.Figures.Keys.Where(month.Published.IsHidden).Select(cell => (at, cell)))];
    }

    public int People { get; }

    public string Words { get; }

    public IReadOnlyList<(int Month, UsageCellKey Cell)> HiddenCells { get; }

    private SmallCellRule Rule { get; }

    public static World Of(IReadOnlyList<(int Home, int[] SitesOfMonth)> people, SmallCellRule rule) => new(people, rule, uses => SmallCells.Decide(uses, rule));

    /// <summary>Only the small cells are hidden, and numbers are exact.</summary>
    public static World Naive(IReadOnlyList<(int Home, int[] SitesOfMonth)> people, int least) => new(people, new SmallCellRule(least, Rounding: 1), uses => Tables.Naive(uses, least));

    public int Count((int Month, UsageCellKey Cell) one) => Different(one.Cell, [months[one.Month].At]);

    /// <summary>Whether another world agrees with every number that was told of this one, has somebody in each cell that is hidden, and nobody in those that are not there.</summary>
    public bool CouldBe(World other) => told.All(one => Agrees(one.Cell, one.Months, other)) && months.Select((_, at) => at).All(at => HasSame(at, other));

    private bool Agrees(RangeCell cell, IReadOnlyList<DateOnly> range, World other)
    {
        if (cell.HiddenMonths.Any(month => other.Different(cell.Cell, [month]) == 0 && !published[At(month)].Published.HidesAll(cell.Cell.Table)))
            return false;

        if (cell.IsHidden)
            return true;

        var number = other.Different(cell.Cell, [.. range.Except(cell.HiddenMonths)]);
        return (cell.IsRounded ? Rule.Round(number) : number) == cell.Persons;
    }

    private bool HasSame(int at, World other) =>
        other.published[at].Figures.Keys.All(cell => published[at].Figures.ContainsKey(cell) || published[at].Published.HidesAll(cell.Table));

    private int At(DateOnly month) => months.FindIndex(one => one.At == month);

    private int Different(UsageCellKey cell, IReadOnlyList<DateOnly> shown)
    {
        var key = (cell, shown.Sum(month => 1 << At(month)));
        if (!counts.TryGetValue(key, out var count))
            counts[key] = count = months.Where(month => shown.Contains(month.At)).SelectMany(month => month.Uses).Where(use => Tables.IsIn(use.Place, cell)).Select(use => use.Person).Distinct().Count();

        return count;
    }

    private static IReadOnlyList<PersonUse> Uses(IReadOnlyList<(int Home, int[] SitesOfMonth)> people, int month) =>
    [
        .. people.SelectMany((person, at) => Enumerable.Range(0, 8)
            .Where(site => (person.SitesOfMonth[month] >> site & 1) == 1)
            .Select(site => new PersonUse($"p{at}", new UsePlace($"s{site}", $"c{site}", $"h{person.Home}", "f", "desk"), "", [1]))),
    ];
}
