using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>What is counted of use is, to the unit, what the bookings say, whatever has happened in whatever order.</summary>
public sealed class RollupTests
{
    private static readonly int Histories = Repository.IsFull ? 40 : 2;

    private static readonly int Steps = Repository.IsFull ? 200 : 45;

    private static readonly int Looks = Repository.IsFull ? 100 : 12;

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task Whatever_happens_the_counts_are_what_the_bookings_say(string engine)
    {
        var happened = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, Histories))
        {
            await using var use = await RandomUse.Begin(engine, seed);
            for (var step = 0; step < Steps; step++)
                await use.Step();

            await MustEqual(use, $"seed {seed}");

            // One thing after the other, looked at each time: what many other changes would count again by the way is counted by its own news only.
            for (var look = 1; look <= Looks; look++)
            {
                await use.Step(withRebuilds: false);
                await CountsMustEqual(use, $"seed {seed}, look {look}");
            }

            await MustEqual(use, $"seed {seed}, in the end");

            happened.UnionWith(use.Happened);
        }

        if (!Repository.IsFull) return;

        Assert.Superset(new HashSet<string> { "moved", "released", "cancelled", "no-show", "no-show-undone", "moved house", "changed funder", "forgotten", "rebuilt" }, happened);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_count_that_somebody_has_changed_is_found_and_counting_again_puts_it_right(string engine)
    {
        await using var use = await RandomUse.Begin(engine, 7);
        for (var step = 0; step < 60; step++)
            await use.Step();

        await use.Settle();
        await use.Database.Change("UPDATE usage_day SET used = used + 1 WHERE day = (SELECT min(day) FROM usage_day)");
        var findings = await new StoreMaintenance(use.Store).Verify(Stop);
        Assert.Contains(findings, finding => !finding.Ok && finding.Check == "usage");

        await use.Rebuild();
        await MustEqual(use, "counted again");
        await use.Database.Change("""
            DELETE FROM usage_month WHERE month = (SELECT min(day) / 100 * 100 + 1 FROM usage_day);
            DELETE FROM usage_person WHERE month = (SELECT min(day) / 100 * 100 + 1 FROM usage_day);
            DELETE FROM usage_day WHERE day / 100 = (SELECT min(day) / 100 FROM usage_day)
            """);
        findings = await new StoreMaintenance(use.Store).Verify(Stop);
        Assert.Contains(findings, finding => !finding.Ok && finding.Check == "usage");
    }

    private static async Task<IReadOnlyList<SitePersonMonth>> CountsMustEqual(RandomUse use, string when)
    {
        await use.Settle();
        var queries = new StoreQueries(use.Store);
        var (first, last) = (new DateOnly(2026, 8, 1), new DateOnly(2027, 4, 30));
        var days = await queries.UsageDays(first, last, Stop);
        var persons = await queries.UsagePersons(first, UsageRollup.First(last), Stop);
        Same(await use.Raw.Days(), days.Select(one => $"{one.Site}|{one.Use.Day:yyyyMMdd}|{Flag(use, one.Use.IsAfternoon)}|{Word(one.Use.Kind)}|{one.Use.Home}|{one.Use.Funder}|{Sums(one.Use.Measures)}"), $"{when}: half-days");
        Same(
            await use.Raw.Persons(),
            persons.Select(one => $"{one.Site}|{one.Month:yyyyMMdd}|{one.Use.Person}|{Word(one.Use.Kind)}|{one.Use.Home}|{one.Use.Funder}|{one.Use.Payer}|{Sums(one.Use.Measures)}"),
            $"{when}: persons");
        return persons;
    }

    private static async Task MustEqual(RandomUse use, string when)
    {
        var persons = await CountsMustEqual(use, when);
        for (var n = 0; n < 3; n++)
            await MembersMustEqual(use, persons, when);

        Assert.All((await new StoreMaintenance(use.Store).Verify(Stop)).Where(finding => finding.Check.StartsWith("usage", StringComparison.Ordinal)), finding => Assert.True(finding.Ok, $"{when}: {finding.Says}"));
    }

    /// <summary>Over a range by chance: different persons do not add up.</summary>
    private static async Task MembersMustEqual(RandomUse use, IReadOnlyList<SitePersonMonth> persons, string when)
    {
        var from = new DateOnly(2026, 8, 1).AddMonths(use.Between(0, 5));
        var to = from.AddMonths(use.Between(1, 4));
        var some = persons.Where(one => one.Month >= from && one.Month < to).ToList();
        (string By, Func<SitePersonMonth, string> Key)[] ways =
        [
            ("x.site_id", one => one.Site.Value), ("x.home", one => one.Use.Home), ("x.funder", one => one.Use.Funder), ("x.kind", one => Word(one.Use.Kind)), ("x.site_id || '|' || x.home", one => $"{one.Site}|{one.Use.Home}"),
        ];
        foreach (var (by, key) in ways)
        {
            Same(
                await use.Raw.Members(by, Day(from), Day(to)),
                some.GroupBy(key).Select(group => $"{group.Key}|{group.Select(one => one.Use.Person).Distinct().Count()}"),
                $"{when}: members by {by} from {from} to {to}");
        }
    }

    private static void Same(IReadOnlyList<string> raw, IEnumerable<string> counted, string what)
    {
        var rows = counted.Order(StringComparer.Ordinal).ToList();
        var (missing, wrong) = (raw.Except(rows).Take(3), rows.Except(raw).Take(3));
        Assert.True(raw.SequenceEqual(rows), $"{what}: {raw.Count} rows of SQL, {rows.Count} counted; SQL only: {string.Join(" ; ", missing)}; counted only: {string.Join(" ; ", wrong)}");
    }

    private static string Sums(Measures measures) => string.Join('|', measures.Figures);

    private static string Word(SpaceKind kind) => Hub.Api.Words.Of(kind);

    private static string Flag(RandomUse use, bool value) => use.Database.IsSqlite ? (value ? "1" : "0") : $"{value}";

    private static int Day(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;
}
