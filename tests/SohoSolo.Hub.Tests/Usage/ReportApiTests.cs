using System.Text;
using System.Text.Json;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>Reports as programs and spreadsheets get them.</summary>
public sealed class ReportApiTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task Figures_of_frozen_months_are_exact_and_few_persons_stay_hidden(string engine)
    {
        await using var hub = await FrozenOctober.Start(engine);

        var sites = (await hub.As("chamber").Get("reports/usage?from=2026-10&to=2026-11&by=site")).Must(200).Json;

        Assert.Equal("frozen", Word(sites.GetProperty("months")[0], "state"));
        Assert.Equal(64, Word(sites.GetProperty("months")[0], "checksum").Length);
        Assert.Equal("running", Word(sites.GetProperty("months")[1], "state"));
        var nogaro = Row(sites, "site", "nogaro");

        // Where any row of the table is hidden, numbers of persons are rounded to 5.
        Assert.Equal(("Télécentre nogaro", 7, 7, 5, 24.5), (Word(nogaro, "name"), Number(nogaro, "booked"), Number(nogaro, "used"), Number(nogaro, "members"), nogaro.GetProperty("hours").GetDouble()));
        Assert.True(nogaro.GetProperty("rounded").GetBoolean());
        Assert.False(nogaro.GetProperty("suppressed").GetBoolean());
        Assert.True(Number(nogaro, "offered") > 100);
        var auch = Row(sites, "site", "auch");
        Assert.True(auch.GetProperty("suppressed").GetBoolean());
        Assert.All(["booked", "used", "noShows", "walkIns", "guests", "hours", "members"], name => Assert.Equal(JsonValueKind.Null, auch.GetProperty(name).ValueKind));

        // What is hidden cannot be had by subtraction either.
        var total = Row((await hub.As("chamber").Get("reports/usage?from=2026-10&to=2026-10")).Must(200).Json, "month", "2026-10");
        Assert.Equal(15, Number(total, "booked"));
        Assert.True(Row(sites, "site", "eauze").GetProperty("suppressed").GetBoolean());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_French_spreadsheet_opens_it(string engine)
    {
        await using var hub = await FrozenOctober.Start(engine);
        using var http = new HttpClient { BaseAddress = hub.Api };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "chamber");

        var bytes = await http.GetByteArrayAsync(new Uri("reports/usage?from=2026-10&to=2026-10&by=site,month&format=csv&bom=true", UriKind.Relative), Stop);

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("site;nom;mois;demi-journées réservées;demi-journées utilisées;absences;", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("nogaro;Télécentre nogaro;2026-10;7;7;0;0;0;24,5;5;oui;", Assert.Single(lines, line => line.StartsWith("nogaro", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("auch;Télécentre auch;2026-10;masqué;masqué;masqué;masqué;masqué;masqué;masqué;", Assert.Single(lines, line => line.StartsWith("auch", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(lines[1..^1], line => Assert.Equal(lines[0].Count(letter => letter == ';'), line.Count(letter => letter == ';')));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public async Task A_spreadsheet_says_days_and_kinds_of_places_in_its_readers_language()
    {
        await using var hub = await FrozenOctober.Start(Engines.Sqlite);
        async Task<string> Csv(string query) => (await hub.As("chamber").Get($"reports/usage?from=2026-10&to=2026-10&format=csv&{query}")).Must(200).Text;

        Assert.Contains("\r\nposte;2026-10;15;", await Csv("by=kind,month"), StringComparison.Ordinal);
        Assert.Contains("\r\ndesk;2026-10;15;", await Csv("by=kind,month&lang=en"), StringComparison.Ordinal);
        Assert.Contains("\r\nlundi;8;", await Csv("by=weekday-hour"), StringComparison.Ordinal);
        Assert.Contains("\r\nMonday;8;", await Csv("by=weekday-hour&lang=en"), StringComparison.Ordinal);
    }

    /// <summary>In October nobody of Auch may be told of, in September nobody was there: the sum of both is no zero.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task A_zero_beside_hidden_months_is_hidden_as_on_pages(string engine)
    {
        await using var hub = await FrozenOctober.Start(engine, septembers: 7);

        var auch = Row((await hub.As("chamber").Get("reports/usage?from=2026-09&to=2026-10&by=site")).Must(200).Json, "site", "auch");

        Assert.True(auch.GetProperty("suppressed").GetBoolean());
        Assert.Equal(["2026-10"], auch.GetProperty("withoutMonths").EnumerateArray().Select(month => month.GetString()));
        Assert.All(["booked", "members"], name => Assert.Equal(JsonValueKind.Null, auch.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task Every_table_answers_as_json_and_as_csv()
    {
        await using var hub = await FrozenOctober.Start(Engines.Sqlite);
        foreach (var by in (string[])["month", "community", "site", "home-community", "funder", "kind", "weekday-hour"])
        {
            foreach (var query in (string[])[$"by={by}", $"by={by},month", $"by=month,{by}&format=csv", $"by={by}&format=csv&lang=en"])
            {
                // Month by month of each month is one table and not another.
                (await hub.As("chamber").Get($"reports/usage?from=2026-09&to=2026-11&{query}")).Must(by == "month" && query.Contains(',', StringComparison.Ordinal) ? 400 : 200, by == "month" && query.Contains(',', StringComparison.Ordinal) ? "invalid-value" : null);
            }
        }

        var flows = (await hub.As("chamber").Get("reports/origin-destination?from=2026-10&to=2026-10")).Must(200).Json;
        var flow = Assert.Single(flows.GetProperty("rows").EnumerateArray());
        Assert.Equal((SmallNetwork.Funder, SmallNetwork.Funder, "Bas Armagnac", 15), (Word(flow, "community"), Word(flow, "homeCommunity"), Word(flow, "homeName"), Number(flow, "booked")));
    }

    [Theory]
    [InlineData("from=2026-13")]
    [InlineData("from=2026-12&to=2026-11")]
    [InlineData("from=1999-01")]
    [InlineData("from=2001-01&to=2026-01")]
    [InlineData("by=member")]
    [InlineData("by=site,kind")]
    [InlineData("by=site,month,kind")]
    [InlineData("by=origin-destination")]
    [InlineData("format=xlsx")]
    [InlineData("lang=de")]
    [InlineData("site=nogaro")]
    public async Task What_is_no_published_table_is_refused(string query)
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);

        Assert.Equal(400, (await hub.As("chamber").Get($"reports/usage?{query}")).Status);
    }

    private static JsonElement Row(JsonElement report, string key, string value) => Assert.Single(report.GetProperty("rows").EnumerateArray(), row => Word(row, key) == value);

    private static string Word(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static long Number(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
