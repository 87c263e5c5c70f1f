using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Hub.Reports;

/// <summary>A frozen month in memory: its cells with their figures and persons, ready to be summed with others.</summary>
internal sealed class PublishedUse
{
    /// <summary>Figures come in the order of <see cref="Measures"/>; the last one is minutes.</summary>
    public const int Figures = 6;

    /// <summary>Minutes are rounded as hours are.</summary>
    private const int MinutesAtOnce = 60;

    private readonly Dictionary<UsageCellKey, PersonSet> persons = [];

    public PublishedUse(DateOnly month, IReadOnlyList<PersonUse> uses, IReadOnlyList<UsageCellKey> shown, bool isRevised, PersonNumbers numbers)
    {
        var figures = new Dictionary<UsageCellKey, long[]>();
        foreach (var use in uses)
        {
            var person = numbers.Of(use.Person);
            foreach (var cell in UsageCellKey.Of(use.Place))
            {
                if (!figures.TryGetValue(cell, out var sums))
                    (figures[cell], persons[cell]) = (sums = new long[Figures], new PersonSet());

                for (var at = 0; at < Figures; at++)
                    sums[at] += use.Figures[at];

                persons[cell].Add(person);
            }
        }

        Inside = new MonthOfUse(month, new PublishedMonth(shown, figures.Keys.Except(shown)), figures.ToDictionary(cell => cell.Key, cell => (IReadOnlyList<long>)cell.Value), isRevised);
    }

    public MonthOfUse Inside { get; }

    /// <summary>How many different persons a cell had in some months.</summary>
    public static int Persons(UsageCellKey cell, IEnumerable<PublishedUse> months)
    {
        var all = new PersonSet();
        foreach (var month in months)
        {
            if (month.persons.TryGetValue(cell, out var some))
                all.Add(some);
        }

        return all.Count;
    }

    /// <summary>As anybody may see it: the whole network's, rounded, where enough persons were there.</summary>
    public MonthOfUse Public(SmallCellRule rule)
    {
        var total = new UsageCellKey(UsageTable.Total);
        var isShown = !Inside.Published.IsHidden(total) && persons.GetValueOrDefault(total)?.Count >= rule.Least;
        return new MonthOfUse(
            Inside.Month,
            new PublishedMonth(isShown ? [total] : [], isShown || !persons.ContainsKey(total) ? [] : [total]),
            Inside.Figures.Where(cell => cell.Key == total).ToDictionary(cell => cell.Key, cell => Rounded(cell.Value, rule)),
            IsRevised: true);
    }

    public static IReadOnlyList<long> Rounded(IReadOnlyList<long> figures, SmallCellRule rule) =>
        [.. figures.Take(Figures - 1).Select(rule.Round), .. figures.Skip(Figures - 1).Select(minutes => rule.Round(minutes / MinutesAtOnce) * MinutesAtOnce)];
}
