using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Tests.Reporting;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Reports;

/// <summary>The attacker of the small cells' rules, at what the demo publishes.</summary>
public sealed class DemoAttackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_few_persons_can_be_calculated_from_what_the_demo_publishes()
    {
        await using var demo = await CountedDemo.Open(Engines.Sqlite);
        await demo.Freezing.Freeze(Stop);
        var truth = new Dictionary<DateOnly, IReadOnlyList<PersonUse>>();
        foreach (var month in (await demo.Reading.Months(Stop)).Where(month => month.State == ReportState.Frozen))
            truth[month.Month] = await demo.Queries.FrozenUses(month.Month, 0, Stop);

        var (attacker, naive) = (new Attacker(), new Attacker());
        foreach (var set in Sets([.. truth.Keys.Order()]))
        {
            foreach (var table in Enum.GetValues<UsageTable>())
            {
                foreach (var row in (await demo.Reading.Read(table, set, SmallCellRule.Internal, Stop)).Where(row => !row.Use.IsHidden))
                    Read(attacker, row.Use, set, truth);
            }
        }

        foreach (var (month, uses) in truth)
        {
            foreach (var cell in Tables.LargeOnly(uses, SmallCellRule.Internal.Least))
                naive.Reads(cell, [(month, uses)], 0);
        }

        Assert.InRange(naive.SmallestGuess(new Random(1), 1).Count, 1, SmallCellRule.Internal.Least - 1);
        Assert.InRange(attacker.SmallestGuess(new Random(1), 2).Count, SmallCellRule.Internal.Least, 1000);
    }

    [Fact]
    public async Task The_public_sees_rounded_totals_only_and_nobody_the_funders_and_journeys_of_a_running_month()
    {
        await using var demo = await CountedDemo.Open(Engines.Sqlite);
        await demo.Freezing.Freeze(Stop);
        var months = await demo.Reading.Months(Stop);
        var running = months[^1].Month;

        var all = Assert.Single(await demo.Reading.Read(UsageTable.Total, [.. months.Select(month => month.Month)], SmallCellRule.Public, Stop));
        Assert.All(all.Use.Figures!, figure => Assert.Equal(0, figure % 5));
        Assert.Equal((0, true), (all.Use.Persons % 5, all.Use.IsRounded));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => demo.Reading.Read(UsageTable.Site, [months[0].Month], SmallCellRule.Public, Stop));

        Assert.Empty(await demo.Reading.Provisional(UsageTable.Funder, running, Stop));
        Assert.Empty(await demo.Reading.Provisional(UsageTable.OriginDestination, running, Stop));
        var total = Assert.Single(await demo.Reading.Provisional(UsageTable.Total, running, Stop));
        Assert.True(total.Use is { IsRounded: true, Persons: > 0 } && total.Use.Figures!.All(figure => figure % 5 == 0));
    }

    /// <summary>What is published must be true, or there would be nothing to attack.</summary>
    private static void Read(Attacker attacker, RangeCell cell, IReadOnlyList<DateOnly> set, Dictionary<DateOnly, IReadOnlyList<PersonUse>> truth)
    {
        List<(DateOnly Month, IReadOnlyList<PersonUse> Uses)> shown = [.. set.Except(cell.HiddenMonths).Select(month => (month, truth[month]))];
        List<PersonUse> counted = [.. shown.SelectMany(month => month.Uses.Where(use => Tables.IsIn(use.Place, cell.Cell)))];
        Assert.Equal(counted.Sum(use => use.Figures[0]), cell.Figures![0]);
        var persons = counted.Select(use => use.Person).Distinct().Count();
        Assert.Equal(cell.IsRounded ? SmallCellRule.Internal.Round(persons) : persons, cell.Persons);
        attacker.Reads(cell.Cell, shown, cell.Figures[0]);
    }

    /// <summary>Each month, every range that ends with the last one, and some sets by chance.</summary>
    private static IEnumerable<IReadOnlyList<DateOnly>> Sets(IReadOnlyList<DateOnly> months)
    {
        var chance = new Random(7);
        return
        [
            .. months.Select(month => (IReadOnlyList<DateOnly>)[month]),
            .. Enumerable.Range(1, months.Count - 1).Select(first => (IReadOnlyList<DateOnly>)[.. months.Skip(first)]),
            .. Enumerable.Range(0, 8).Select(_ => (IReadOnlyList<DateOnly>)[.. months.Where(_ => chance.Next(2) == 0)]),
        ];
    }
}
