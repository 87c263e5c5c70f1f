using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Storage.Tests;

public sealed class ReportTests
{
    private static readonly DateOnly October = new(2026, 10, 1);

    private static readonly FrozenMonth Month = new(October, 0, UsageDefinition.Version, "abc", Some.Tuesday(9, 12).Start, IsWithheld: false);

    private static readonly UsageCellKey Journey = new(Core.Reporting.Suppression.UsageTable.OriginDestination, "243200409", "country:ES");

    private static readonly FrozenHour[] Hours = [new(new WeekHour(DayOfWeek.Monday, 9), 40), new(new WeekHour(DayOfWeek.Sunday, 8), null)];

    private static readonly PersonUse Use = new("someone", new UsePlace("nogaro", "243200409", "country:ES", "", "meeting-room"), "Usine", [5, 4, 1, 0, 2, 600]);

    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_frozen_month_is_read_as_it_was_written(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var queries = new StoreQueries(database.Store);

        Assert.True(await database.Store.Reports.Freeze(Month, [Use], [Journey], Hours, Stop));

        Assert.Equal([Month], await queries.FrozenMonths(Stop));
        Assert.Equal([Journey], await queries.FrozenCells(October, 0, Stop));
        Assert.Equal(Hours.OrderBy(hour => hour.At.Day), await queries.FrozenHours(October, 0, Stop));
        var read = Assert.Single(await queries.FrozenUses(October, 0, Stop));
        Assert.Equal((Use.Person, Use.Place, Use.Payer), (read.Person, read.Place, read.Payer));
        Assert.Equal(Use.Figures, read.Figures);
        Assert.Equal(MonthChecksum.Of(1, [Use]), MonthChecksum.Of(1, [read]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_nodes_that_freeze_a_month_at_once_one_does(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(node => database.Store.Reports.Freeze(Month with { Checksum = $"{node}" }, [Use], [Journey], Hours, Stop)));

        Assert.Single(written, one => one);
        Assert.Single(await new StoreQueries(database.Store).FrozenUses(October, 0, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_of_a_published_month_that_was_changed_is_found(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Reports.Freeze(Month with { Checksum = MonthChecksum.Of(Month.Definition, [Use]) }, [Use], [Journey], Hours, Stop);

        Assert.True((await Finding(database)).Ok);
        await database.Change("UPDATE frozen_use SET booked = booked + 1");
        Assert.False((await Finding(database)).Ok);
    }

    private static async Task<Finding> Finding(TestDatabase database) =>
        (await new StoreMaintenance(database.Store).Verify(Stop)).Single(finding => finding.Check == "frozen months");
}
