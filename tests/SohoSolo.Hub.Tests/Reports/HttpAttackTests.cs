using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Tests.Reporting;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Api;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Reports;

/// <summary>The attacker has a token of the chamber and nothing else: all he knows of figures he has read over HTTP.</summary>
public sealed class HttpAttackTests(DemoHub hub)
{
    private static readonly (UsageTable Table, string Path)[] Calls =
    [
        (UsageTable.Total, "usage?by=month"),
        (UsageTable.Community, "usage?by=community"),
        (UsageTable.Home, "usage?by=home-community"),
        (UsageTable.Site, "usage?by=site"),
        (UsageTable.Kind, "usage?by=kind"),
        (UsageTable.Funder, "usage?by=funder"),
        (UsageTable.OriginDestination, "origin-destination?by=origin-destination"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_few_persons_can_be_calculated_from_all_that_the_chamber_is_answered()
    {
        var truth = await Frozen();
        var months = truth.Keys.Order().ToList();
        var attacker = new Attacker();
        foreach (var (from, to) in Ranges(months))
        {
            foreach (var (table, path) in Calls)
            {
                var answer = (await hub.Get($"/api/v1/reports/{path}&from={from:yyyy-MM}&to={to:yyyy-MM}", "demo-chamber")).Json;
                foreach (var row in answer["rows"]!.AsArray().Where(row => !(bool)row!["suppressed"]!))
                    Read(attacker, table, row!, [.. months.Where(month => month >= from && month <= to)], truth);
            }
        }

        Assert.True(attacker.Equations.Count > 500, $"{attacker.Equations.Count}");
        Assert.InRange(attacker.SmallestGuess(new Random(3), 1).Count, SmallCellRule.Internal.Least, 1000);
    }

    [Theory]
    [InlineData("usage?by=funder,site")]
    [InlineData("usage?by=funder,kind")]
    [InlineData("usage?by=funder,weekday-hour")]
    [InlineData("usage?by=funder,home-community")]
    [InlineData("usage?by=site,kind")]
    [InlineData("usage?by=weekday-hour,site")]
    [InlineData("usage?by=payer")]
    [InlineData("usage?by=member")]
    [InlineData("usage?by=site&funder=243200409")]
    [InlineData("usage?by=kind&site=nogaro")]
    public async Task No_report_crosses_who_pays_with_anything_or_narrows_a_table(string path)
    {
        var answer = await hub.Get($"/api/v1/reports/{path}", "demo-chamber");

        Assert.Equal(400, answer.Status);
    }

    /// <summary>What the frozen months are sums of. The hub counts and freezes by itself.</summary>
    private async Task<Dictionary<DateOnly, IReadOnlyList<PersonUse>>> Frozen()
    {
        var (reading, queries) = (hub.Services.GetRequiredService<ReportReading>(), hub.Services.GetRequiredService<StoreQueries>());
        await Patience.Until(
            async () => (await reading.Months(Stop)).Count(month => month.State == ReportState.Frozen) >= 13, TimeSpan.FromSeconds(90), () => "The demo's months were not frozen.", Stop);
        var truth = new Dictionary<DateOnly, IReadOnlyList<PersonUse>>();
        foreach (var month in (await reading.Months(Stop)).Where(month => month.State == ReportState.Frozen))
            truth[month.Month] = await queries.FrozenUses(month.Month, 0, Stop);

        return truth;
    }

    private static void Read(Attacker attacker, UsageTable table, JsonNode row, IReadOnlyList<DateOnly> range, Dictionary<DateOnly, IReadOnlyList<PersonUse>> truth)
    {
        var cell = table switch
        {
            UsageTable.Total => new UsageCellKey(table),
            UsageTable.Community => new UsageCellKey(table, (string)row["community"]!),
            UsageTable.Home => new UsageCellKey(table, (string)row["homeCommunity"]!),
            UsageTable.Site => new UsageCellKey(table, (string)row["site"]!),
            UsageTable.Kind => new UsageCellKey(table, (string)row["kind"]!),
            UsageTable.Funder => new UsageCellKey(table, (string)row["funder"]!),
            UsageTable.OriginDestination => new UsageCellKey(table, (string)row["community"]!, (string)row["homeCommunity"]!),
            _ => throw new ArgumentOutOfRangeException(nameof(table)),
        };
        var without = row["withoutMonths"]?.AsArray().Select(month => Month((string)month!)).ToHashSet() ?? [];
        var counted = row["month"] is { } own ? [Month((string)own!)] : range.Where(month => !without.Contains(month)).ToList();
        var booked = (long)row["booked"]!;

        Assert.Equal(counted.Sum(month => truth[month].Where(use => Tables.IsIn(use.Place, cell)).Sum(use => use.Figures[0])), booked);
        attacker.Reads(cell, counted.Select(month => (month, truth[month])), booked);
    }

    private static DateOnly Month(string text) => DateOnly.ParseExact($"{text}-01", "yyyy-MM-dd", null);

    /// <summary>Each month, and each range from the first and to the last one.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Ranges(List<DateOnly> months) =>
        months.Select(month => (month, month)).Concat(months.Select(month => (months[0], month))).Concat(months.Select(month => (month, months[^1]))).Distinct();
}
