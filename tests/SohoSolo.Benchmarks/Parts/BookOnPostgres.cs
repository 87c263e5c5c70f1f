using System.Globalization;
using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Durable bookings a second over HTTP, beside two limits taken in turn with them, so that whatever else the machine does falls on all three.</summary>
internal static class BookOnPostgres
{
    public static async Task Run(Effort effort, TextWriter to)
    {
        var server = await PostgresServer.Require();
        var (bare, raw) = (await server.CreateDatabase(), await server.CreateDatabase());
        await BenchHub.Seed(HubOptions.Postgres(bare));
        await RawInsert.CreateTable(raw);
        await using var hub = await BenchHub.Start(HubOptions.Postgres(await server.CreateDatabase()));
        var weeks = new FreeWeeks(HubOptions.MondayMorning.ToUniversalTime().Date.AddDays(7));
        hub.Book(8, weeks.Take(), effort.WarmUp);

        var table = new Table("clients", "HTTP /s", "p50 ms", "p99 ms", "refused", "bare SQL /s", "p99 ms", "HTTP ÷ bare", "raw insert /s", "p99 ms", "HTTP ÷ raw");
        foreach (var clients in effort.Clients)
            Add(table, clients, Measure(effort, hub, bare, raw, clients, weeks));

        to.WriteLine("Bookings on PostgreSQL, fsync and synchronous_commit on. Bare SQL: the same statements, pipelined from one program. Raw insert: one row a commit beside the exclusion constraint.");
        table.Print(to);
    }

    private static (Figures Http, Figures Bare, Figures Raw) Measure(Effort effort, BenchHub hub, string bare, string raw, int clients, FreeWeeks weeks)
    {
        var (https, bares, raws) = (new List<Figures>(), new List<Figures>(), new List<Figures>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            var from = weeks.Take();
            https.Add(hub.Book(clients, from, effort.Round));
            bares.Add(Workers.Run(Slots.For(clients, hub.Spaces, from).Select(slots => new PostgresDecision(bare, slots)), effort.Round));
            raws.Add(Workers.Run(Slots.For(clients, hub.Spaces, from).Select(slots => new RawInsert(raw, slots)), effort.Round));
        }

        return (Figures.MedianOf(https), Figures.MedianOf(bares), Figures.MedianOf(raws));
    }

    private static void Add(Table table, int clients, (Figures Http, Figures Bare, Figures Raw) seen) => table.Add(
        clients.ToString(CultureInfo.InvariantCulture),
        Table.Rate(seen.Http.PerSecond),
        Table.Ms(seen.Http.P50),
        Table.Ms(seen.Http.P99),
        Table.Count(seen.Http.Failed),
        Table.Rate(seen.Bare.PerSecond),
        Table.Ms(seen.Bare.P99),
        Table.Ratio(seen.Http.PerSecond, seen.Bare.PerSecond),
        Table.Rate(seen.Raw.PerSecond),
        Table.Ms(seen.Raw.P99),
        Table.Ratio(seen.Http.PerSecond, seen.Raw.PerSecond));
}
