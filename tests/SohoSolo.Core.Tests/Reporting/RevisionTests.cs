using SohoSolo.Core.Reporting.Suppression;
using Xunit;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>A month that was published is corrected: whoever kept the old figures subtracts them from the new ones.</summary>
public class RevisionTests
{
    [Fact]
    public void The_difference_to_what_was_published_tells_of_no_few_persons_either()
    {
        var (published, withheld, caught) = (0, 0, 0);
        for (var seed = 0; seed < Runs.Of(80); seed++)
        {
            var rule = new SmallCellRule(3);
            var first = Networks.Uses(seed, 0, 12 + (seed % 4), 2, 2, 30);
            var corrected = Corrected(first, new Random(seed), seed % 3 == 0 ? 100 : 30);
            var before = SmallCells.Decide(first, rule);
            var after = SmallCells.Revise([(first, before)], corrected, rule);
            caught += Differences((first, before.Shown), (corrected, Tables.LargeOnly(corrected, 3))).SmallGroup(2) is null ? 0 : 1;
            if (after is null)
            {
                withheld++;
                continue;
            }

            published++;
            var again = Corrected(corrected, new Random(seed + 1000), 50);
            var third = SmallCells.Revise([(first, before), (corrected, after)], again, rule);

            Assert.Null(Differences((first, before.Shown), (corrected, after.Shown), (again, third?.Shown ?? [])).SmallGroup(2));
        }

        Assert.True(published > 5 && withheld > 5 && caught > 20, $"{published} published, {withheld} withheld, {caught} caught where nothing is held back");
    }

    [Fact]
    public void A_correction_of_one_persons_use_waits()
    {
        var uses = Networks.Uses(1, 0, 60, 3, 3, 20);
        var before = SmallCells.Decide(uses, SmallCellRule.Internal);

        Assert.Null(SmallCells.Revise([(uses, before)], [uses[0] with { Figures = [uses[0].Figures[0] + 1] }, .. uses.Skip(1)], SmallCellRule.Internal));
    }

    [Fact]
    public void One_of_everybodys_use_is_published_with_the_same_cells()
    {
        var uses = Networks.Uses(1, 0, 200, 3, 3, 20);
        var before = SmallCells.Decide(uses, SmallCellRule.Internal);
        var after = SmallCells.Revise([(uses, before)], [.. uses.Select(use => use with { Figures = [use.Figures[0] + 1] })], SmallCellRule.Internal);

        Assert.NotNull(after);
        Assert.Equal(before.Shown.Where(cell => cell.Table != UsageTable.OriginDestination), after.Shown.Where(cell => cell.Table != UsageTable.OriginDestination));
    }

    [Fact]
    public void Nothing_changed_is_published_as_it_was()
    {
        var uses = Networks.Uses(3, 0, 80, 3, 4, 20);
        var before = SmallCells.Decide(uses, SmallCellRule.Internal);

        Assert.Equal(before.Shown, SmallCells.Revise([(uses, before)], uses, SmallCellRule.Internal)?.Shown);
    }

    private static Attacker Differences(params IReadOnlyList<(IReadOnlyList<PersonUse> Uses, IEnumerable<UsageCellKey> Shown)> versions)
    {
        var attacker = new Attacker();
        foreach (var (uses, shown) in versions)
        {
            foreach (var cell in shown)
                attacker.Reads(cell, [(Networks.Month(0), uses)], uses.Where(use => Tables.IsIn(use.Place, cell)).Sum(use => use.Figures[0]));
        }

        return attacker;
    }

    /// <summary>Some of what was used is put right, some is struck out.</summary>
    private static IReadOnlyList<PersonUse> Corrected(IReadOnlyList<PersonUse> uses, Random chance, int percent) =>
    [
        .. uses.Select(use => chance.Next(100) >= percent ? use : use with { Figures = [use.Figures[0] + chance.Next(1, 3)] })
            .Where(_ => chance.Next(100) >= percent / 20),
    ];
}
