using System.Diagnostics;
using System.Globalization;
using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Loads.Doors;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Whether a hub keeps up with a site that says a thousand things a second, and how fast it takes what has piled up while it was down, beside the bare insert of the same rows.</summary>
internal static class EventIngest
{
    private const int PerSecond = 1_000;

    /// <summary>A device may say 20 things a second: sixty readers say a thousand with a sixth to spare.</summary>
    private const int Readers = 60;

    /// <summary>A minute of bare rows would be gigabytes.</summary>
    private static readonly TimeSpan LongestRaw = TimeSpan.FromSeconds(5);

    public static async Task Run(Effort effort, TextWriter to)
    {
        var table = new Table(
            "database", "said", "kept /s", "PUBACK p50 ms", "p99 ms", "behind p50 ms", "p99 ms", "backlog", "a batch", "catch-up /s", "a batch", "raw insert /s", "catch-up ÷ raw");
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            await Add(table, "SQLite", effort, folder.FullName, HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")), HubOptions.Sqlite(Path.Combine(folder.FullName, "raw.db")));
            var server = await PostgresServer.Require();
            await Add(table, "PostgreSQL", effort, Path.Combine(folder.FullName, "postgres"), HubOptions.Postgres(await server.CreateDatabase()), HubOptions.Postgres(await server.CreateDatabase()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        to.WriteLine($"{PerSecond:N0} events a second offered for {effort.Round.TotalSeconds:0} s by {Readers} readers of one site ({(double)PerSecond / Readers:0.0} a second each: a device may say 20), one gateway process, one hub process.");
        to.WriteLine("Behind: how long the oldest event had been on the gateway's disk that the hub had not committed, looked at every 5 ms. Backlog: events that the hub did not have when the last was said.");
        to.WriteLine("Catch-up: the same again while the hub is stopped, then from its first commit to the last. Raw insert: as many rows a commit as in the catch-up, into a table with the same columns and their key alone.");
        table.Print(to);
    }

    private static async Task Add(Table table, string database, Effort effort, string folder, HubOptions options, HubOptions bare)
    {
        Directory.CreateDirectory(folder);
        await using var site = await DoorSite.Start(options, folder, Readers);
        foreach (var said in Enum.GetValues<Said>())
        {
            var (live, late, raw) = (new List<Live>(), new List<CatchUp>(), new List<double>());
            await MeasureLive(site, said, TimeSpan.FromSeconds(Math.Min(3, effort.Round.TotalSeconds)));
            for (var round = 0; round < effort.Rounds; round++)
            {
                live.Add(await MeasureLive(site, said, effort.Round));
                late.Add(await MeasureCatchUp(site, said, effort.Round));
                var rows = Math.Max(1, (int)late[^1].ABatch);
                raw.Add(Workers.Run([new RawEvents(bare, rows)], effort.Round < LongestRaw ? effort.Round : LongestRaw).PerSecond * rows);
            }

            Add(table, database, said, live, late, Figures.Median(raw));
        }
    }

    private static async Task<Live> MeasureLive(DoorSite site, Said said, TimeSpan during)
    {
        using var run = Readied(site, said, during);
        var (before, had) = (await site.Settles(), site.Cursor.Count);
        using var cursor = new HubCursor(site.Options, DoorSite.Site);
        using var watch = new CursorWatch(cursor, run, before);
        var watching = Lane.Start(watch.Watch);
        var kept = await run.Run(PerSecond, during);
        var backlog = Math.Max(0, run.Kept - (site.Cursor.UpTo - before));
        watch.Stop();
        await watching;
        await site.Has(had + run.Kept);
        return site.Cursor.Count == had + run.Kept
            ? new Live(kept, watch.Waits, backlog, watch.PerStep)
            : throw new InvalidOperationException($"{run.Kept} events were kept, and the hub has {site.Cursor.Count - had} of them.");
    }

    private static async Task<CatchUp> MeasureCatchUp(DoorSite site, Said said, TimeSpan during)
    {
        using var run = Readied(site, said, during);
        var (before, had) = (await site.Settles(), site.Cursor.Count);
        await site.Hub.Stop();
        await run.Run(PerSecond, during);
        var starting = site.Hub.Start();
        using var cursor = new HubCursor(site.Options, DoorSite.Site);
        var moves = await Lane.Start(() => Moves(cursor, before, before + run.Kept));
        await starting;
        await site.Has(had + run.Kept);
        var took = Stopwatch.GetElapsedTime(moves[0].At, moves[^1].At).TotalSeconds;
        return new CatchUp((moves[^1].UpTo - moves[0].UpTo) / took, (double)(moves[^1].UpTo - before) / moves.Count);
    }

    /// <summary>When the hub's cursor was seen to move, and how far.</summary>
    private static List<(long At, long UpTo)> Moves(HubCursor cursor, long before, long last)
    {
        var moves = new List<(long At, long UpTo)>();
        var started = Stopwatch.GetTimestamp();
        for (var seen = before; seen < last;)
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
                throw new InvalidOperationException($"The hub has events up to {seen}, and {last} were kept.");

            Thread.Sleep(1);
            if (cursor.UpTo is var now && now == seen)
                continue;

            seen = now;
            moves.Add((Stopwatch.GetTimestamp(), now));
        }

        return moves;
    }

    private static EventRun Readied(DoorSite site, Said said, TimeSpan during) =>
        new(site.Gateway.Lan, DoorSite.Site, site.Accounts, DoorSite.AllBadges, said, (int)(PerSecond * (during.TotalSeconds + 1)));

    private static void Add(Table table, string database, Said said, List<Live> live, List<CatchUp> late, double raw)
    {
        var (kept, waits) = (Figures.MedianOf([.. live.Select(round => round.Kept)]), Figures.MedianOf([.. live.Select(round => round.Waits)]));
        var catchUp = Figures.Median(late.Select(round => round.PerSecond));
        table.Add(
            database,
            said == Said.Badges ? "badges" : "exits",
            Table.Rate(kept.PerSecond),
            Table.Ms(kept.P50),
            Table.Ms(kept.P99),
            Table.Ms(waits.P50),
            Table.Ms(waits.P99),
            Table.Count((long)Figures.Median(live.Select(round => (double)round.Backlog))),
            Whole(Figures.Median(live.Select(round => round.ABatch))),
            Table.Rate(catchUp),
            Whole(Figures.Median(late.Select(round => round.ABatch))),
            Table.Rate(raw),
            Table.Ratio(catchUp, raw));
    }

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>What one round showed while the hub was there.</summary>
internal sealed record Live(Figures Kept, Figures Waits, long Backlog, double ABatch);

/// <summary>What one round showed of what had piled up.</summary>
internal sealed record CatchUp(double PerSecond, double ABatch);
