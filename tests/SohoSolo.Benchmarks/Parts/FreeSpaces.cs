using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Which spaces are free, asked with a million past bookings and the next hundred days half full.</summary>
internal static class FreeSpaces
{
    private const int Past = 1_000_000;
    private const int ToCome = 20_000;
    private const int Days = 20;
    private const string Site = "nogaro";

    public static async Task Run(Effort effort, TextWriter to)
    {
        var server = await PostgresServer.Require();
        var database = await server.CreateDatabase();
        var options = HubOptions.Postgres(database);
        await BenchHub.Seed(options);
        var history = new History(database, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning);
        await history.AddToCome(ToCome);
        await history.GrowTo(Past);
        await using var hub = await BenchHub.Start(options);
        string[] all = [.. hub.Spaces.Select(space => space[..space.IndexOf("-desk-", StringComparison.Ordinal)]).Distinct()];

        var table = new Table("spaces", "HTTP p50 ms", "p99 ms", "refused", "raw SQL p50 ms", "p99 ms", "HTTP ÷ raw");
        Add(table, Table.Count(hub.Spaces.Count), Measure(effort, hub, database, "availability", all));
        Add(table, "25 (a site)", Measure(effort, hub, database, $"telecentres/{Site}/availability", [Site]));
        to.WriteLine($"Which spaces are free, {Table.Count(Past)} past bookings and {Table.Count(ToCome)} to come, one client. Raw SQL: whether anything is held, no reason, no next free time.");
        table.Print(to);
    }

    private static (Figures Http, Figures Raw) Measure(Effort effort, BenchHub hub, string database, string path, string[] sites)
    {
        var first = HubOptions.MondayMorning.AddDays(7);
        var (https, raws) = (new List<Figures>(), new List<Figures>());
        using (var asker = new Asker(hub.Process.Url, path, first, Days))
        {
            if (!asker.Once())
                throw new InvalidOperationException($"What is free was not answered: {asker.LastRefusal}");

            Load.Run([asker], effort.WarmUp);
        }

        for (var round = 0; round < effort.Rounds; round++)
        {
            https.Add(Workers.Run([new Asker(hub.Process.Url, path, first, Days)], effort.Round));
            raws.Add(Workers.Run([new RawFree(database, sites, first, Days)], effort.Round));
        }

        return (Figures.MedianOf(https), Figures.MedianOf(raws));
    }

    private static void Add(Table table, string spaces, (Figures Http, Figures Raw) seen) => table.Add(
        spaces,
        Table.Ms(seen.Http.P50),
        Table.Ms(seen.Http.P99),
        Table.Count(seen.Http.Failed),
        Table.Ms(seen.Raw.P50),
        Table.Ms(seen.Raw.P99),
        Table.Ratio(seen.Http.P50, seen.Raw.P50));
}
