using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Api;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What the chamber, councils and anybody read about use: the same figures as everywhere, each with how it is counted, and nothing hidden that looks like a zero.</summary>
public sealed class UseReportsTests(DemoHub demo)
{
    private const string Auch = "200066926";

    private static readonly string[] Pages = ["/reports", "/reports/map", "/reports/map?show=members", "/reports/map?show=per-thousand", "/reports/map?show=sites", "/reports/flows", "/reports/hours", $"/reports/communities/{Auch}", "/reports/communities/248200016"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_without_a_settled_month_says_so_and_how_figures_will_be_counted() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        foreach (var path in (string[])["/reports", "/reports/map", "/reports/flows", "/reports/hours", "/reports/communities/243200409", "/figures"])
        {
            var page = await chamber.Open(path);
            if (page.Status == 404) continue;

            Assert.Equal(200, page.Status);
            Assert.Contains("Aucun mois n’est encore arrêté.", page.Text(), StringComparison.Ordinal);
        }

        using var stranger = Surfer.Unknown(hub);
        Assert.Contains("Taux d’occupation", (await stranger.Open("/reports/method")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Every_page_shows_charts_with_their_tables_and_says_beside_each_figure_how_it_is_counted()
    {
        using var chamber = await Chamber();
        var anchors = (await chamber.Open("/reports/method")).Doc.QuerySelectorAll("[id]").Select(place => place.Id!).ToHashSet();
        List<string> wrong = [];
        foreach (var path in Pages)
        {
            var page = await chamber.Open(path);
            if (page.Status != 200) wrong.Add($"{path}: {page.Status}");
            if (page.Doc.QuerySelectorAll("h1").Length != 1) wrong.Add($"{path}: not one heading");

            var counted = page.Doc.QuerySelectorAll("a.counted").Select(link => link.GetAttribute("href")!).ToList();
            if (counted.Count == 0) wrong.Add($"{path}: nothing says how it is counted");
            wrong.AddRange(counted.Where(href => !anchors.Contains(href.Split('#')[1])).Select(href => $"{path}: {href} leads nowhere"));
            wrong.AddRange(page.Doc.QuerySelectorAll("svg.chart, svg.map").Where(chart => string.IsNullOrWhiteSpace(chart.GetAttribute("aria-label"))).Select(_ => $"{path}: a chart without words"));
            if (page.Doc.QuerySelector("svg.chart, svg.map") is not null && page.Doc.QuerySelector("main table caption") is null) wrong.Add($"{path}: a chart without a table");
            if (page.Doc.QuerySelector("[style]") is not null) wrong.Add($"{path}: a style attribute");
        }

        Fence.Holds(wrong);
    }

    [Fact]
    public async Task The_map_says_of_each_community_what_its_table_says_and_leads_to_its_report()
    {
        using var chamber = await Chamber();
        var page = await chamber.Open("/reports/map");

        var regions = page.Doc.QuerySelectorAll("a.map-region").ToDictionary(region => region.GetAttribute("href")!, region => Plain(region.GetAttribute("aria-label")!));
        var rows = page.Doc.QuerySelectorAll("main tbody tr").Where(row => row.QuerySelector("th a") is not null).ToList();
        Assert.Equal(17, regions.Count);
        Assert.Equal(17, rows.Count);
        Assert.All(rows, row =>
        {
            var (link, figure) = (row.QuerySelector("th a")!, row.QuerySelector("td")!);
            var number = figure.QuerySelector(".masked-word") is not null ? "masqué" : Plain(figure.FirstChild!.TextContent.Trim());
            Assert.Equal($"{Plain(link.TextContent)} : {number}, demi-journées utilisées", regions[link.GetAttribute("href")!]);
        });

        var report = await chamber.Open(rows.Single(row => row.QuerySelector("th a")!.GetAttribute("href")!.Contains(Auch, StringComparison.Ordinal)).QuerySelector("th a")!.GetAttribute("href")!);
        Assert.Equal("Grand Auch Cœur de Gascogne", report.Text("h1"));
    }

    [Fact]
    public async Task Pages_show_what_is_published_for_whom_they_are()
    {
        using var chamber = await Chamber();
        using var stranger = Surfer.Unknown(demo);
        var reading = demo.Services.GetRequiredService<ReportReading>();
        var last = (await reading.Months(Stop)).Last(month => month.State == ReportState.Frozen).Month;
        var inside = Assert.Single(await reading.Read(UsageTable.Total, [last], SmallCellRule.Internal, Stop)).Use;
        var outside = Assert.Single(await reading.Read(UsageTable.Total, [last], SmallCellRule.Public, Stop)).Use;

        Assert.Equal($"{inside.Figures![1]:N0}", Plain((await chamber.Open("/reports")).Text(".key-figure .amount")).Replace(" ", "", StringComparison.Ordinal));
        var figures = await stranger.Open("/figures");
        Assert.Equal($"{outside.Figures![1]:N0}", Plain(figures.Text(".key-figure .amount")).Replace(" ", "", StringComparison.Ordinal));
        Assert.Empty(figures.Doc.QuerySelectorAll("a[href^='/reports/communities'], a[href='/network']"));
    }

    [Fact]
    public async Task Nothing_is_shown_as_a_zero_that_is_hidden()
    {
        using var chamber = await Chamber();
        var page = await chamber.Open("/reports/flows");

        Assert.NotEmpty(page.Doc.QuerySelectorAll("td.masked .masked-word"));
        Assert.All(page.Doc.QuerySelectorAll(".matrix td"), cell => Assert.False(cell.QuerySelector(".without") is not null && cell.TextContent.TrimStart().StartsWith('0'), cell.TextContent));
        Assert.Contains("pour en protéger d’autres", page.Text(), StringComparison.Ordinal);

        // And nothing as hidden that is a zero: the map says 0 of Deux Rives.
        var nobody = await chamber.Open("/reports/communities/248200016");
        Assert.Equal("0", nobody.Text(".key-figure .amount"));
        Assert.Contains("Aucun habitant de Deux Rives n’est venu", nobody.Text(".report-says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_that_nobody_settled_and_places_that_nobody_knows_are_answered_kindly()
    {
        using var chamber = await Chamber();

        Assert.Contains("Octobre 2026", await Titled(chamber, "/reports?from=2031-01&to=1066-10"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("mars 2026", await Titled(chamber, "/reports?from=2026-03&to=2026-03"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(404, (await chamber.Open("/reports/communities/1")).Status);
        Assert.Contains("Ces mois-là ne peuvent pas être montrés", (await chamber.Open("/reports?from=2027-03&to=2027-03")).Text(".notice.attention"), StringComparison.Ordinal);
        var turned = await chamber.Open("/reports/map?from=2026-05&to=2026-02");
        Assert.Contains("février 2026 – mai 2026", turned.Text(".notice.attention"), StringComparison.Ordinal);
        Assert.Null((await chamber.Open("/reports/hours?from=2026-02&to=2026-05")).Doc.QuerySelector(".notice.attention"));
        Assert.Equal("Use of the network", (await chamber.InEnglish().Open("/reports?from=%00&to=%27")).Text("h1"));
    }

    [Fact]
    public async Task Every_chart_has_a_file_that_a_French_spreadsheet_opens_the_public_one_too()
    {
        using var chamber = await Chamber();
        using var stranger = Surfer.Unknown(demo);
        List<string> wrong = [];
        foreach (var (reader, path) in Pages.Where(path => !path.Contains("show=", StringComparison.Ordinal)).Select(path => (chamber, path)).Append((stranger, "/figures")))
        {
            var files = (await reader.Open(path)).Doc.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")!).Distinct().ToList();
            if (files.Count == 0) wrong.Add($"{path}: no file");

            foreach (var file in files)
            {
                var bytes = await reader.Http.GetByteArrayAsync(new Uri(file, UriKind.Relative), Stop);
                var text = System.Text.Encoding.UTF8.GetString(bytes);
                var lines = text.TrimStart('\uFEFF').Split("\r\n");
                if (bytes is not [0xEF, 0xBB, 0xBF, ..] || lines.Length < 3 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Count(letter => letter == ';') != lines[0].Count(letter => letter == ';'))) wrong.Add($"{file}: {lines[0]}");
                if (text.Contains("monday", StringComparison.Ordinal) || text.Contains(";desk;", StringComparison.Ordinal)) wrong.Add($"{file}: English words");
            }
        }

        Fence.Holds(wrong);
        Assert.DoesNotContain("oui\r\n", await stranger.Http.GetStringAsync(new Uri("/figures/csv?lang=fr", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    private static async Task<string> Titled(Surfer surfer, string path) => (await surfer.Open(path)).Text("#last");

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Trim();

    /// <summary>The chamber's browser, once the demo's months are counted and settled.</summary>
    private async Task<Surfer> Chamber()
    {
        var reading = demo.Services.GetRequiredService<ReportReading>();
        await Patience.Until(
            async () => (await reading.Months(Stop)).Count(month => month.State == ReportState.Frozen) >= 14,
            TimeSpan.FromSeconds(90),
            () => "The demo's months were not settled.",
            Stop);
        return await Surfer.As(demo.Services, demo.Client.BaseAddress!, "chamber-admin");
    }
}
