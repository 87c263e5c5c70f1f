using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>The same booking beside ever more history: its cost must not grow.</summary>
internal static class BookWithHistory
{
    private const int Clients = 8;

    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    public static async Task Run(Effort effort, TextWriter to)
    {
        var server = await PostgresServer.Require();
        var database = await server.CreateDatabase();
        var options = HubOptions.Postgres(database);
        await BenchHub.Seed(options);
        var history = new History(database, await BenchHub.SpacesOf(options.Database), HubOptions.MondayMorning);
        var weeks = new FreeWeeks(HubOptions.MondayMorning.ToUniversalTime().Date.AddDays(7));
        var table = new Table("past bookings", "HTTP /s", "p50 ms", "p99 ms", "p50 ÷ first");
        var first = double.NaN;
        foreach (var size in Sizes)
        {
            await history.GrowTo(size);
            var seen = await Measure(effort, options, weeks);
            first = double.IsNaN(first) ? seen.P50 : first;
            table.Add(Table.Count(size), Table.Rate(seen.PerSecond), Table.Ms(seen.P50), Table.Ms(seen.P99), Table.Ratio(seen.P50, first));
        }

        to.WriteLine($"Bookings on PostgreSQL by {Clients} clients, beside past bookings.");
        table.Print(to);
    }

    /// <summary>By a fresh hub each time, so that none has prepared its statements for a smaller database.</summary>
    private static async Task<Figures> Measure(Effort effort, HubOptions options, FreeWeeks weeks)
    {
        await using var hub = await BenchHub.Start(options);
        hub.Book(Clients, weeks.Take(), effort.WarmUp);
        var rounds = new List<Figures>();
        for (var round = 0; round < effort.Rounds; round++)
            rounds.Add(hub.Book(Clients, weeks.Take(), effort.Round));

        await hub.Process.Stop();
        return Figures.MedianOf(rounds);
    }
}
