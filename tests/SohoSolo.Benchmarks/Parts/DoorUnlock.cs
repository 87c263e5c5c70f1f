using SohoSolo.Benchmarks.Loads.Doors;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How long somebody waits at the door: from the reader's message to the lock's command, beside a message that only goes to an echo and back.</summary>
internal static class DoorUnlock
{
    private const int Readers = 16;

    /// <summary>200 a second over 16 readers: less than a device may say. The bare round trip keeps the same beat, since a thread that slept wakes up more slowly.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

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
        var broker = await MqttBrokers.StartOurs();
        await using var process = broker.Process;
        await using var site = await DoorSite.Start(HubOptions.Sqlite(Path.Combine(folder, "hub.db")), folder, Readers);
        using var trips = new UnlockTrips(site.Gateway.Lan, DoorSite.Site, site.Accounts, DoorSite.GrantedBadges);
        await Echo(broker, effort);
        trips.Run(effort.Round, Between);
        await site.Has(trips.Shown);

        var (bare, connected, cut) = (new List<Figures>(), new List<UnlockFigures>(), new List<UnlockFigures>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            bare.Add(await Echo(broker, effort));
            connected.Add(trips.Run(effort.Round, Between));
            await site.Has(trips.Shown);
            site.Line.Cut();
            cut.Add(trips.Run(effort.Round, Between));
            site.Line.Mend();
            await site.Has(trips.Shown);
        }

        Print(to, Figures.MedianOf(bare), connected, cut);
    }

    private static void Print(TextWriter to, Figures bare, List<UnlockFigures> connected, List<UnlockFigures> cut)
    {
        var table = new Table("what", "p50 ms", "p99 ms", "p50 ÷ bare", "PUBACK p50 ms", "p99 ms");
        table.Add("bare: to an echo and back", Table.Ms(bare.P50), Table.Ms(bare.P99), Table.Ratio(bare.P50, bare.P50), "–", "–");
        Add(table, "badge → unlock, uplink connected", bare, connected);
        Add(table, "badge → unlock, uplink cut", bare, cut);
        to.WriteLine(
            $"A gateway of its own process with {DoorSite.AllBadges.Count:N0} badges and a hub on SQLite; one badge every {Between.TotalMilliseconds:0} ms at {Readers} readers in turn, so that each keeps within a device's 20 messages a second; the bare round trip (our broker in memory) at the same beat. PUBACK: the event is on the gateway's disk.");
        table.Print(to);
    }

    private static void Add(Table table, string what, Figures bare, List<UnlockFigures> rounds)
    {
        var unlock = Figures.MedianOf([.. rounds.Select(round => round.Unlock)]);
        var kept = Figures.MedianOf([.. rounds.Select(round => round.Kept)]);
        table.Add(what, Table.Ms(unlock.P50), Table.Ms(unlock.P99), Table.Ratio(unlock.P50, bare.P50), Table.Ms(kept.P50), Table.Ms(kept.P99));
    }

    private static async Task<Figures> Echo(NamedBroker broker, Effort effort)
    {
        using var trip = new RoundTrip(broker.Process.Port);
        return (await trip.Run(effort.Round, Between)).Echo;
    }
}
