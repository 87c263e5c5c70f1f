using SohoSolo.Core.Reporting.Suppression;
using Xunit;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>
/// Numbers of different persons do not add up, so linear algebra says nothing of them. Here every small world is published, and an attacker who knows all of them looks at what he is given and asks in which of them he
/// may be: either from what the figures say, or knowing besides how cells are chosen, from what each of the worlds would have looked like.
/// </summary>
public class MemberCountTests
{
    /// <summary>Sites, months, homes, least number of persons, most persons in a world.</summary>
    [Theory]
    [InlineData(2, 1, 2, 3, 7)]
    [InlineData(3, 1, 1, 3, 6)]
    [InlineData(2, 1, 1, 5, 14)]
    [InlineData(2, 2, 1, 3, 4)]
    public void Published_numbers_leave_every_hidden_number_open(int sites, int months, int homes, int least, int most)
    {
        var rule = new SmallCellRule(least, Rounding: least);
        var (hidden, told) = Attack([.. Worlds(sites, months, homes, most).Select(people => World.Of(people, rule))], least, most);
        Assert.True(hidden > 5, $"{hidden}");
        Assert.Empty(told);
    }

    [Fact]
    public void Where_only_the_small_cells_are_hidden_and_numbers_are_exact_the_attacker_succeeds()
    {
        var (hidden, told) = Attack([.. Worlds(2, 1, 2, 6).Select(people => World.Naive(people, 3))], 3, 6);
        Assert.True(told.Count > hidden / 10, $"{told.Count} of {hidden}");
    }

    private static (int Hidden, IReadOnlyList<string> Told) Attack(List<World> worlds, int least, int most)
    {
        var hidden = 0;
        List<string> told = [];
        foreach (var seen in worlds.Where(world => world.People < most - (least / 2)).DistinctBy(world => world.Words))
        {
            List<World> possible = [.. worlds.Where(seen.CouldBe)];
            foreach (var cell in seen.HiddenCells.Where(cell => seen.Count(cell) > 0 && seen.Count(cell) < least))
            {
                hidden++;
                if (possible.Select(world => world.Count(cell)).Distinct().Count() == 1)
                    told.Add($"{cell} in\n{seen.Words}");
            }
        }

        return (hidden, told);
    }

    [Theory]
    [InlineData(3, 1, 1, 3, 6)]
    [InlineData(2, 1, 1, 5, 14)]
    public void So_does_the_choice_of_the_cells_where_nothing_but_sites_is_told_apart(int sites, int months, int homes, int least, int most)
    {
        var rule = new SmallCellRule(least, Rounding: least);
        foreach (var alike in Worlds(sites, months, homes, most).Select(people => World.Of(people, rule)).GroupBy(world => world.Words, StringComparer.Ordinal).Where(alike => alike.All(world => world.People < most)))
        {
            foreach (var cell in alike.SelectMany(world => world.HiddenCells).Distinct())
                Assert.False(alike.Select(world => world.Count(cell)).Distinct().ToList() is [var only] && only > 0 && only < least, $"{cell} in\n{alike.Key}");
        }
    }

    /// <summary>Every world of so many people at most: who they are does not matter, only how many live where and go where.</summary>
    private static IEnumerable<IReadOnlyList<(int Home, int[] SitesOfMonth)>> Worlds(int sites, int months, int homes, int most)
    {
        var subsets = 1 << sites;
        var habits = Enumerable.Range(1, (int)Math.Pow(subsets, months) - 1).Select(code => Enumerable.Range(0, months).Select(month => code / (int)Math.Pow(subsets, month) % subsets).ToArray());
        var kinds = habits.SelectMany(habit => Enumerable.Range(0, homes).Select(home => (home, habit))).ToList();
        return Enumerable.Range(1, most).SelectMany(people => Bags(kinds, 0, people));
    }

    private static IEnumerable<List<(int Home, int[] SitesOfMonth)>> Bags(List<(int Home, int[] SitesOfMonth)> kinds, int from, int size)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var at = from; at < kinds.Count; at++)
        {
            foreach (var bag in Bags(kinds, at, size - 1))
            {
                bag.Add(kinds[at]);
                yield return bag;
            }
        }
    }
}
