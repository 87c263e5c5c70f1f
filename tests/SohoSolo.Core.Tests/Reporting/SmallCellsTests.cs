using SohoSolo.Core.Reporting.Suppression;
using Xunit;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>An attacker with everything that is published tries to calculate what only few are in.</summary>
public class SmallCellsTests
{
    private const int Months = 3;

    [Fact]
    public void Nothing_that_fewer_persons_are_in_can_be_calculated_from_any_tables_over_any_months()
    {
        foreach (var (seed, least) in Seeds(Runs.Of(100)))
        {
            var rule = new SmallCellRule(least);
            var group = Attacked(Small(seed), rule).SmallGroup(least - 1);

            Assert.True(group is null, $"network {seed}, at least {least}: {string.Join(' ', group ?? new HashSet<string>())}");
        }
    }

    [Fact]
    public void Where_only_the_small_cells_are_hidden_the_attacker_succeeds()
    {
        var (caught, networks) = (0, 0);
        foreach (var (seed, least) in Seeds(40))
        {
            networks++;
            caught += Naive(Small(seed), least).SmallGroup(least - 1) is null ? 0 : 1;
        }

        Assert.True(caught > networks * 3 / 4, $"{caught} of {networks}");
    }

    [Fact]
    public void What_he_calculates_from_naive_tables_is_what_one_person_used()
    {
        List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> months = [(Networks.Month(0), [.. Enumerable.Range(0, 6).Select(person => Use($"p{person}", "auch", 2)), Use("alone", "nogaro", 7)])];

        Assert.Equal(new Fraction(7, 1), Naive(months, 5).Calculate(unknown => unknown.Person == "alone"));
        Assert.Null(Attacked(months, SmallCellRule.Internal).Calculate(unknown => unknown.Person == "alone"));
    }

    [Fact]
    public void Nor_in_networks_of_the_real_size()
    {
        for (var seed = 0; seed < Runs.Of(1); seed++)
        {
            List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> months = [.. Enumerable.Range(0, 2).Select(month => (Networks.Month(month), Networks.Uses(seed, month, 400, 8, 16, 15)))];

            Assert.InRange(Naive(months, 5).SmallestGuess(new Random(seed), 1).Count, 1, 4);
            Assert.InRange(Attacked(months, SmallCellRule.Internal).SmallestGuess(new Random(seed), 4).Count, 5, 400);
        }
    }

    [Fact]
    public void Most_large_cells_of_a_network_of_the_real_size_are_shown()
    {
        var uses = Networks.Uses(1, 0, 400, 8, 16, 15);
        var month = SmallCells.Decide(uses, SmallCellRule.Internal);
        var large = Tables.LargeOnly(uses, 5);

        Assert.All(large.Where(cell => cell.Table is UsageTable.Total or UsageTable.Community or UsageTable.Home or UsageTable.Site or UsageTable.Kind), cell => Assert.False(month.IsHidden(cell), $"{cell}"));
        Assert.True(month.Shown.Count() * 10 > large.Count * 8, $"{month.Shown.Count()} of {large.Count}");
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var uses = Networks.Uses(2, 0, 60, 4, 6, 30);
        var turned = SmallCells.Decide([.. uses.Reverse()], SmallCellRule.Internal);

        Assert.Equal(SmallCells.Decide(uses, SmallCellRule.Internal).Shown, turned.Shown);
    }

    [Fact]
    public void A_cell_that_is_nearly_all_one_persons_is_hidden_and_cannot_be_calculated()
    {
        List<PersonUse> uses = [.. Enumerable.Range(0, 30).Select(person => Use($"p{person:00}", person < 10 ? "auch" : person < 20 ? "eauze" : "nogaro", person == 0 ? 100 : 1))];
        var month = SmallCells.Decide(uses, SmallCellRule.Internal);
        var attacker = Attacked([(Networks.Month(0), uses)], SmallCellRule.Internal);

        Assert.True(month.IsHidden(new UsageCellKey(UsageTable.Site, "auch")));
        Assert.Null(attacker.Calculate(unknown => unknown.Place.Site == "auch"));
        Assert.False(month.IsHidden(new UsageCellKey(UsageTable.Total)));
    }

    [Fact]
    public void What_a_funder_pays_is_hidden_where_it_is_nearly_all_one_employers()
    {
        List<PersonUse> uses = [.. Enumerable.Range(0, 40).Select(person => Use($"p{person:00}", "auch", 2) with { Payer = person < 9 ? "Usine" : "", Place = Use("", "auch", 0).Place with { Funder = person < 10 ? "f1" : "f2" } })];

        Assert.True(SmallCells.Decide(uses, SmallCellRule.Internal).IsHidden(new UsageCellKey(UsageTable.Funder, "f1")));
        Assert.False(SmallCells.Decide([.. uses.Select(use => use with { Payer = "" })], SmallCellRule.Internal).IsHidden(new UsageCellKey(UsageTable.Funder, "f1")));
    }

    [Fact]
    public void No_table_crosses_a_funder_with_anything()
    {
        var place = new UsePlace("site", "community", "home", "funder", "desk");

        Assert.Equal(new UsageCellKey(UsageTable.Funder, "funder"), Assert.Single(UsageCellKey.Of(place), cell => cell.Key == "funder" || cell.Home == "funder"));
        Assert.Equal(Enum.GetValues<UsageTable>(), UsageCellKey.Of(place).Select(cell => cell.Table));
    }

    private static PersonUse Use(string person, string site, long halfDays) => new(person, new UsePlace(site, $"c-{site}", "home", "funder", "desk"), "", [halfDays]);

    private static Attacker Attacked(List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> months, SmallCellRule rule) =>
        Tables.Attacked([.. months.Select(month => (month.Month, month.Uses, SmallCells.Decide(month.Uses, rule)))], Networks.AllSets(months.Count), rule);

    private static Attacker Naive(List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> months, int least) =>
        Tables.Attacked([.. months.Select(month => (month.Month, month.Uses, Tables.Naive(month.Uses, least)))], Networks.AllSets(months.Count), new SmallCellRule(least));

    private static IEnumerable<(int Seed, int Least)> Seeds(int networks) => Enumerable.Range(0, networks).Select(seed => (seed, seed % 4 == 3 ? 4 : 3));

    private static List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> Small(int seed) =>
        [.. Enumerable.Range(0, Months).Select(month => (Networks.Month(month), Networks.Uses(seed, month, 8 + (seed % 5), 2 + (seed % 3), 2 + (seed % 2), 30)))];
}
