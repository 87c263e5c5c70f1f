using System.Globalization;
using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Durable bookings a second over HTTP on SQLite, beside its one writer doing the same in groups as large as there are clients.</summary>
internal static class BookOnSqlite
{
    public static async Task Run(Effort effort, TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            await Run(effort, to, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(Effort effort, TextWriter to, string folder)
    {
        var (bare, raw) = (Path.Combine(folder, "bare.db"), Path.Combine(folder, "raw.db"));
        await BenchHub.Seed(HubOptions.Sqlite(bare));
        await using var hub = await BenchHub.Start(HubOptions.Sqlite(Path.Combine(folder, "hub.db")));
        var weeks = new FreeWeeks(HubOptions.MondayMorning.ToUniversalTime().Date.AddDays(7));
        hub.Book(8, weeks.Take(), effort.WarmUp);

        var table = new Table("clients", "HTTP /s", "p50 ms", "p99 ms", "refused", "bare SQL /s", "HTTP ÷ bare", "raw insert /s", "HTTP ÷ raw");
        foreach (var clients in effort.Clients)
        {
            var (https, bares, raws) = (new List<Figures>(), new List<Figures>(), new List<Figures>());
            for (var round = 0; round < effort.Rounds; round++)
            {
                var from = weeks.Take();
                https.Add(hub.Book(clients, from, effort.Round));
                bares.Add(Workers.Run([SqliteGroups.Decisions(bare, Slots.For(clients, hub.Spaces, from))], effort.Round));
                raws.Add(Workers.Run([SqliteGroups.Inserts(raw, Slots.For(clients, hub.Spaces, from))], effort.Round));
            }

            Add(table, clients, Figures.MedianOf(https), Figures.MedianOf(bares), Figures.MedianOf(raws));
        }

        to.WriteLine("Bookings on SQLite, WAL, synchronous FULL. Bare SQL and raw insert: one writer, one fsync for as many as there are clients.");
        table.Print(to);
    }

    private static void Add(Table table, int clients, Figures http, Figures bare, Figures raw) => table.Add(
        clients.ToString(CultureInfo.InvariantCulture),
        Table.Rate(http.PerSecond),
        Table.Ms(http.P50),
        Table.Ms(http.P99),
        Table.Count(http.Failed),
        Table.Rate(bare.PerSecond * clients),
        Table.Ratio(http.PerSecond, bare.PerSecond * clients),
        Table.Rate(raw.PerSecond * clients),
        Table.Ratio(http.PerSecond, raw.PerSecond * clients));
}
