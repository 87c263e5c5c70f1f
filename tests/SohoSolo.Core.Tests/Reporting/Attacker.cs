using System.Text;
using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>A published figure as an attacker reads it: the sum of what he knows to be counted in it.</summary>
internal sealed record Equation(IReadOnlyList<int> Unknowns, long Value);

/// <summary>What one person used in one month at one place, as one version of the month said.</summary>
internal sealed record Unknown(string Person, DateOnly Month, UsePlace Place, string Figures);

/// <summary>
/// Someone who has every published figure, knows who was where in each month, and wants to know how much. He knows nothing of how cells are chosen, and shares no code with it: he has the equations, and linear algebra
/// of his own (modulo 2⁶¹ − 1; what he calculates is worked out again in fractions).
/// </summary>
internal sealed class Attacker
{
    private readonly List<Unknown> unknowns = [];
    private readonly Dictionary<Unknown, int> numbers = [];
    private readonly List<Equation> equations = [];
    private readonly HashSet<string> known = [];

    public IReadOnlyList<Unknown> Unknowns => unknowns;

    public IReadOnlyList<Equation> Equations => equations;

    /// <summary>What one cell said over some months; each month with the uses that were published of it.</summary>
    public void Reads(UsageCellKey cell, IEnumerable<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> months, long value)
    {
        List<int> counted = [.. months.SelectMany(month => month.Uses.Where(use => Tables.IsIn(use.Place, cell)).Select(use => Number(month.Month, use))).Order()];
        if (counted.Count > 0 && known.Add(string.Join(' ', counted)))
            equations.Add(new Equation(counted, value));
    }

    /// <summary>Whether the sum of some unknowns can be calculated from what was read; if so, what it is.</summary>
    public Fraction? Calculate(Func<Unknown, bool> wanted) => new FractionSystem(equations, unknowns.Count).Solve([.. unknowns.Select(wanted)]);

    /// <summary>Whether anything can be calculated that concerns these persons and nobody else.</summary>
    public bool KnowsSomethingOf(IReadOnlySet<string> persons, PrimeSystem system) => system.Rank > system.RankOf([.. Enumerable.Range(0, unknowns.Count).Where(at => !persons.Contains(unknowns[at].Person))]);

    /// <summary>Every set of as many persons, one after the other: a set of fewer is in one of those.</summary>
    public IReadOnlySet<string>? SmallGroup(int size)
    {
        var system = System();
        List<string> persons = [.. unknowns.Select(unknown => unknown.Person).Distinct().Order(StringComparer.Ordinal)];
        return Sets(persons, 0, Math.Min(size, persons.Count)).FirstOrDefault(set => KnowsSomethingOf(set, system));
    }

    /// <summary>
    /// For networks that are too large to try every set: solves the equations for unknowns chosen by chance, again and again, and looks at whom each solution, and each sum and difference of two, concerns (the way
    /// short words of a code are found). The fewest persons found.
    /// </summary>
    public IReadOnlySet<string> SmallestGuess(Random chance, int rounds)
    {
        List<List<int>> columns = [.. Together().Values];
        var numbered = columns.SelectMany((column, at) => column.Select(unknown => (unknown, at))).ToDictionary(one => one.unknown, one => one.at);
        var system = new PrimeSystem([.. equations.Select(equation => equation.Unknowns.Select(unknown => numbered[unknown]).Distinct().ToList())], columns.Count);
        List<HashSet<string>> persons = [.. columns.Select(column => column.Select(unknown => unknowns[unknown].Person).ToHashSet())];
        HashSet<string>? smallest = null;
        for (var round = 0; round < rounds; round++)
        {
            var solved = system.SolvedFor([.. Enumerable.Range(0, columns.Count).OrderBy(_ => chance.Next())]);
            foreach (var combination in Combinations(solved))
            {
                var concerned = new HashSet<string>();
                for (var at = 0; at < combination.Length && concerned.Count < (smallest?.Count ?? int.MaxValue); at++)
                {
                    if (combination[at] != 0)
                        concerned.UnionWith(persons[at]);
                }

                if (concerned.Count > 0 && concerned.Count < (smallest?.Count ?? int.MaxValue))
                    smallest = concerned;
            }
        }

        return smallest ?? [];
    }

    private static IEnumerable<ulong[]> Combinations(IReadOnlyList<ulong[]> solved)
    {
        for (var at = 0; at < solved.Count; at++)
        {
            yield return solved[at];
            for (var other = 0; other < at; other++)
            {
                var (left, right) = (solved[at], solved[other]);
                var common = 0;
                for (; common < left.Length && (left[common] == 0 || right[common] == 0); common++)
                {
                }

                if (common == left.Length)
                    continue;

                var difference = (ulong[])left.Clone();
                PrimeSystem.Subtract(difference, PrimeSystem.Quotient(left[common], right[common]), right);
                yield return difference;
            }
        }
    }

    /// <summary>Unknowns that are in the same equations are one to whoever solves them.</summary>
    private Dictionary<string, List<int>> Together()
    {
        var memberships = unknowns.Select(_ => new StringBuilder()).ToList();
        for (var at = 0; at < equations.Count; at++)
        {
            foreach (var unknown in equations[at].Unknowns)
                memberships[unknown].Append(at).Append(' ');
        }

        return Enumerable.Range(0, unknowns.Count).GroupBy(at => memberships[at].ToString(), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    public PrimeSystem System() => new([.. equations.Select(equation => equation.Unknowns)], unknowns.Count);

    private int Number(DateOnly month, PersonUse use)
    {
        var unknown = new Unknown(use.Person, month, use.Place, string.Join(' ', use.Figures));
        if (!numbers.TryGetValue(unknown, out var number))
        {
            numbers[unknown] = number = unknowns.Count;
            unknowns.Add(unknown);
        }

        return number;
    }

    private static IEnumerable<HashSet<string>> Sets(List<string> persons, int from, int size)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var at = from; at <= persons.Count - size; at++)
        {
            foreach (var rest in Sets(persons, at + 1, size - 1))
            {
                rest.Add(persons[at]);
                yield return rest;
            }
        }
    }
}
