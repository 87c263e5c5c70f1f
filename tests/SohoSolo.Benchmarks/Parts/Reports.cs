using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Reports over a million bookings beside the raw GROUP BY, equal to the unit; and everything counted again while others book.</summary>
internal static class Reports
{
    private const int Past = 1_000_000;
    private const int Clients = 8;
    private const string From = "2026-05";
    private const string To = "2026-10";

    private static readonly TimeSpan LongestFreezing = TimeSpan.FromMinutes(5);

    private static readonly (string Says, string Path)[] Asked =
    [
        ("by community and month", $"reports/usage?from={From}&to={To}&by=community,month"),
        ("by community", $"reports/usage?from={From}&to={To}&by=community"),
        ("from where to where", $"reports/origin-destination?from={From}&to={To}"),
        ("by weekday and hour", $"reports/usage?from={From}&to={To}&by=weekday-hour"),
        ("by site, as CSV", $"reports/usage?from={From}&to={To}&by=site,month&format=csv"),
        ("running month", "reports/usage?from=2026-11&to=2026-11&by=community"),
    ];

    public static async Task Run(Effort effort, TextWriter to)
    {
        to.WriteLine($"Reports over {Table.Count(Past)} past bookings, one client; raw GROUP BY by community and month in turn with them; everything counted again alone, and beside {Clients} clients who book.");
        var reports = new Table("database", "report", "HTTP p50 ms", "p99 ms", "refused", "raw SQL p50 ms", "raw ÷ HTTP");
        var counts = new Table("database", "counted first s", "again beside bookings s", "bookings /s alone", "p50 ms", "p99 ms", "bookings /s beside", "p50 ms", "p99 ms", "p50 beside ÷ alone");
        var pages = ReportPages.Table;
        await OnPostgres(effort, (reports, counts, pages), to);
        await OnSqlite(effort, (reports, counts, pages), to);
        reports.Print(to);
        pages.Print(to);
        counts.Print(to);
    }

    private static async Task OnSqlite(Effort effort, (Table Reports, Table Counts, Table Pages) tables, TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "hub.db");
            var options = HubOptions.Sqlite(file);
            await BenchHub.Seed(options);
            new SqliteHistory(file, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning).Add(Past, toCome: 0);
            await Measure(effort, options, ("SQLite", file), tables, to);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task OnPostgres(Effort effort, (Table Reports, Table Counts, Table Pages) tables, TextWriter to)
    {
        var database = await (await PostgresServer.Require()).CreateDatabase();
        var options = HubOptions.Postgres(database);
        await BenchHub.Seed(options);
        await new History(database, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning).GrowTo(Past);
        await Measure(effort, options, ("PostgreSQL", database), tables, to);
    }

    private static async Task Measure(Effort effort, HubOptions options, (string Name, string Database) where, (Table Reports, Table Counts, Table Pages) tables, TextWriter to)
    {
        var first = await Rebuild(options);
        await using (var once = await BenchHub.Start(options))
            await Frozen(once);

        await ReportPages.Measure(effort, options, where.Name, Asked[0].Path, tables.Pages);
        await using var hub = await BenchHub.Start(options);
        using var raw = new RawUse(where.Database, where.Name == "SQLite", From, To);
        to.WriteLine($"{where.Name}: {await Compare(hub, raw)}");
        foreach (var (says, path) in Asked)
        {
            var (seen, plain) = Measure(effort, hub.Process.Url, path, raw, withRaw: path == Asked[0].Path);
            tables.Reports.Add(where.Name, says, Table.Ms(seen.P50), Table.Ms(seen.P99), Table.Count(seen.Failed), plain is null ? "" : Table.Ms(plain.P50), plain is null ? "" : Table.Ratio(plain.P50, seen.P50));
        }

        await Beside(effort, options, hub, where.Name, first, tables.Counts);
    }

    private static async Task Beside(Effort effort, HubOptions options, BenchHub hub, string name, double first, Table counts)
    {
        var weeks = new FreeWeeks(HubOptions.MondayMorning.ToUniversalTime().Date.AddDays(7));
        hub.Book(Clients, weeks.Take(), effort.WarmUp);
        var alone = hub.Book(Clients, weeks.Take(), effort.Round);
        var counting = Task.Run(() => Rebuild(options));
        var beside = new List<Figures>();
        while (!counting.IsCompleted)
            beside.Add(hub.Book(Clients, weeks.Take(), effort.Round));

        var seen = Figures.MedianOf(beside);
        counts.Add(
            name, Seconds(first), Seconds(await counting), Table.Rate(alone.PerSecond), Table.Ms(alone.P50), Table.Ms(alone.P99), Table.Rate(seen.PerSecond), Table.Ms(seen.P50), Table.Ms(seen.P99), Table.Ratio(seen.P50, alone.P50));
    }

    private static (Figures Http, Figures? Raw) Measure(Effort effort, Uri hub, string path, RawUse raw, bool withRaw)
    {
        using (var once = new ReportReader(hub, path))
        {
            if (!once.Once()) throw new InvalidOperationException($"{path} was not answered: {once.LastRefusal}");

            Load.Run([once], effort.WarmUp);
        }

        var (https, raws) = (new List<Figures>(), new List<Figures>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            https.Add(Workers.Run([new ReportReader(hub, path)], effort.Round));
            if (withRaw) raws.Add(Load.Run([raw], effort.Round));
        }

        return (Figures.MedianOf(https), withRaw ? Figures.MedianOf(raws) : null);
    }

    private static async Task<double> Rebuild(HubOptions options)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await HubProcess.Run(options, "reports rebuild");
        return result.ExitCode == 0 ? Stopwatch.GetElapsedTime(begun).TotalSeconds : throw new InvalidOperationException($"Nothing was counted: {result}");
    }

    private static async Task Frozen(BenchHub hub)
    {
        using var http = hub.Process.Client("demo-chamber");
        await Patience.Until(
            async () =>
            {
                using var report = JsonDocument.Parse(await http.GetStringAsync(new Uri($"reports/usage?from={From}&to={To}", UriKind.Relative)));
                var months = report.RootElement.GetProperty("months").EnumerateArray().ToList();
                return months.Count == 6 && months.TrueForAll(month => month.GetProperty("state").GetString() == "frozen");
            },
            LongestFreezing,
            () => $"The months were not frozen:\n{hub.Process.Output}",
            CancellationToken.None);
    }

    /// <summary>Half-days and members of every community and month, to the unit.</summary>
    private static async Task<string> Compare(BenchHub hub, RawUse raw)
    {
        using var http = hub.Process.Client("demo-chamber");
        using var report = JsonDocument.Parse(await http.GetStringAsync(new Uri(Asked[0].Path, UriKind.Relative)));
        List<string> told =
        [
            .. report.RootElement.GetProperty("rows").EnumerateArray()
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("community")} {row.GetProperty("month")} {row.GetProperty("booked")} {row.GetProperty("members")}"))
                .Order(StringComparer.Ordinal),
        ];
        var rows = raw.Rows();
        return told.SequenceEqual(rows)
            ? $"all {told.Count} rows by community and month are those of the raw GROUP BY, to the unit."
            : throw new InvalidOperationException($"Not what the bookings say: {string.Join("; ", told.Except(rows).Take(3))} instead of {string.Join("; ", rows.Except(told).Take(3))}");
    }

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
