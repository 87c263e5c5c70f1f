using System.Diagnostics;
using System.Globalization;
using SohoSolo.Benchmarks.Loads.Doors;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Whether one hub with every site's gateway in its process keeps up with two thousand sensor messages a second, and whether somebody at a door notices.</summary>
internal static class SensorFlood
{
    private const int PerSecond = 2_000;
    private const int Sites = 8;
    private const int Desks = 25;
    private const int Readers = 16;
    private const string Password = "demo";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ToLearn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static async Task Run(Effort effort, TextWriter to)
    {
        var table = new Table("database", "kept /s", "PUBACK p50 ms", "p99 ms", "backlog", "caught up s", "unlock alone p50 ms", "p99 ms", "beside p50 ms", "p99 ms");
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            await Add(table, "SQLite", effort, HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")));
            var server = await PostgresServer.Require();
            await Add(table, "PostgreSQL", effort, HubOptions.Postgres(await server.CreateDatabase()) with { Folder = folder.CreateSubdirectory("postgres").FullName });
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        to.WriteLine($"{PerSecond:N0} sensor messages a second for {effort.Round.TotalSeconds:0} s by {Sites * Desks} sensors of {Sites} sites, all gateways and the broker in the hub's process.");
        to.WriteLine("Backlog: messages that a gateway has on disk and the hub's database does not, when the last was said. Unlock: badge to the lock's command at one site, alone and beside the sensors.");
        table.Print(to);
    }

    private static async Task Add(Table table, string database, Effort effort, HubOptions options)
    {
        var port = LoopbackPort.Free();
        await using var hub = await HubProcess.Start(options with { Mqtt = $"embedded:127.0.0.1:{port}", Gateways = "embedded" });
        using var trips = new UnlockTrips(port, DoorSite.Site, await Furnish(hub), [.. DoorSite.GrantedBadges.Take(DoorSite.Booked)]);
        using var sensors = new SensorRun(port, (await SitesOf(hub)).SelectMany(site => Enumerable.Range(1, Desks).Select(desk => (site, $"{site}-desk-{desk}-pir"))), Password);
        using var cursor = new HubCursor(options, DoorSite.Site);
        trips.Run(TimeSpan.FromSeconds(2), Between);
        await sensors.Run(PerSecond, TimeSpan.FromSeconds(Math.Min(3, effort.Round.TotalSeconds)));
        var alone = trips.Run(effort.Round / 4, Between);

        var running = sensors.Run(PerSecond, effort.Round);
        var beside = await Lane.Start(() => trips.Run(effort.Round, Between));
        var kept = await running;
        var backlog = sensors.Kept - cursor.Noticed;
        var since = Stopwatch.GetTimestamp();
        await Patience.Until(() => Task.FromResult(cursor.Noticed >= sensors.Kept), Longest, () => $"The hub has {cursor.Noticed} messages of {sensors.Kept}.\n{hub.Output}");
        var late = Stopwatch.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        table.Add(
            database,
            Table.Rate(kept.PerSecond),
            Table.Ms(kept.P50),
            Table.Ms(kept.P99),
            Table.Count(Math.Max(0, backlog)),
            late,
            Table.Ms(alone.Unlock.P50),
            Table.Ms(alone.Unlock.P99),
            Table.Ms(beside.Unlock.P50),
            Table.Ms(beside.Unlock.P99));
    }

    private static async Task<IReadOnlyList<string>> SitesOf(HubProcess hub)
    {
        using var client = hub.Client("demo-keeper");
        using var sites = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri("telecentres", UriKind.Relative)));
        var list = sites.RootElement.ValueKind == System.Text.Json.JsonValueKind.Array ? sites.RootElement : sites.RootElement.EnumerateObject().First().Value;
        return [.. list.EnumerateArray().Select(site => site.GetProperty("id").GetString()!)];
    }

    private static async Task<IReadOnlyList<MqttAccount>> Furnish(HubProcess hub)
    {
        using var keeper = hub.Client("demo-keeper");
        var accounts = new List<MqttAccount>();
        for (var number = 0; number <= Readers; number++)
            accounts.Add(await DoorSite.AddDevice(keeper, $"bench-reader-{number}", number == 0 ? "door-controller" : "reader"));

        for (var member = 1; member <= DoorSite.Booked; member++)
            await DoorSite.Book(hub, member);

        // Accounts and snapshot follow the journal.
        var since = Stopwatch.GetTimestamp();
        await Patience.Until(() => Task.FromResult(Stopwatch.GetElapsedTime(since) > ToLearn), Longest, () => "The clock stands still.");
        return accounts;
    }
}
