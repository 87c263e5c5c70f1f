using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>The daily pages with a million past bookings, beside a page of the same frame that asks the database for nothing but who is there.</summary>
internal static class PagesWithHistory
{
    private const int Past = 1_000_000;
    private const int ToCome = 20_000;
    private const string Floor = "/accessibility";
    private const string Member = "member-001";
    private const string Keeper = "keeper-nogaro";

    private static readonly (string Says, string Path, string Who)[] Pages =
    [
        ("a page without data", Floor, Member),
        ("home", "/", Member),
        ("search", "/book", Member),
        ("search, 25 desks of a site", "/book?site=nogaro&day=2026-12-01&part=full", Member),
        ("bookings", "/bookings", Member),
        ("month", "/calendar", Member),
        ("board", "/board/nogaro", Keeper),
        ("board's part that moves", "/board/nogaro/now", Keeper),
        ("day sheet", "/board/nogaro/day", Keeper),
    ];

    public static async Task Run(Effort effort, TextWriter to)
    {
        to.WriteLine($"Pages, one client, {Table.Count(Past)} past bookings and {Table.Count(ToCome)} to come, half of all desks taken today, compressed as for browsers.");
        var table = new Table("database", "page", "p50 ms", "p99 ms", "refused", "p50 ÷ without data");
        await OnSqlite(effort, table);
        await OnPostgres(effort, table);
        table.Print(to);
    }

    private static async Task OnSqlite(Effort effort, Table table)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "hub.db");
            var options = HubOptions.Sqlite(file);
            await BenchHub.Seed(options);
            new SqliteHistory(file, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning).Add(Past, ToCome);
            await Measure(effort, options, "SQLite", table);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task OnPostgres(Effort effort, Table table)
    {
        var database = await (await PostgresServer.Require()).CreateDatabase();
        var options = HubOptions.Postgres(database);
        await BenchHub.Seed(options);
        var history = new History(database, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning);
        await history.AddToCome(ToCome);
        await history.GrowTo(Past);
        await Measure(effort, options, "PostgreSQL", table);
    }

    private static async Task Measure(Effort effort, HubOptions options, string database, Table table)
    {
        await using var hub = await BenchHub.Start(options with { ClockStart = HubOptions.MondayMorning.AddDays(1) });
        var cookies = new Dictionary<string, string>
        {
            [Member] = await SessionOfMember.Begin(hub.Process, Member),
            [Keeper] = await SessionOfMember.Begin(hub.Process, Keeper),
        };
        var floor = double.NaN;
        foreach (var (says, path, who) in Pages)
        {
            var seen = Measure(effort, hub.Process.Url, path, cookies[who]);
            floor = path == Floor ? seen.P50 : floor;
            table.Add(database, says, Table.Ms(seen.P50), Table.Ms(seen.P99), Table.Count(seen.Failed), Table.Ratio(seen.P50, floor));
        }
    }

    private static Figures Measure(Effort effort, Uri hub, string path, string cookie)
    {
        using (var first = new PageReader(hub, path, cookie))
        {
            if (!first.Once()) throw new InvalidOperationException($"{path} did not open: {first.LastRefusal}");

            Load.Run([first], effort.WarmUp);
        }

        return Figures.MedianOf([.. Enumerable.Range(0, effort.Rounds).Select(_ => Workers.Run([new PageReader(hub, path, cookie)], effort.Round))]);
    }
}
