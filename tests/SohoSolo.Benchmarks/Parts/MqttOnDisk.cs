using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How many messages a second our broker acknowledges when each must be on disk first, beside the disk alone and beside Mosquitto, which acknowledges from memory.</summary>
internal static class MqttOnDisk
{
    private static readonly IReadOnlyList<RateLoad> Loads =
    [
        .. from publishers in (int[])[1, 8]
           from window in (int[])[20, 100]
           select new RateLoad(publishers, Qos: 1, window, HasSubscriber: true, IsPersistent: true),
    ];

    public static async Task Run(Effort effort, TextWriter to)
    {
        await using var brokers = await MqttBrokers.Start(isInMemory: false, isOnDisk: true);
        var folder = brokers.NewFolder();
        var table = new Table(
            "publishers", "window", "fsyncs /s", "p50 ms", "p99 ms", "on disk /s", "cores", "load's", "on disk ÷ fsyncs", "Mosquitto from memory /s", "on disk ÷ Mosquitto");
        foreach (var load in Loads)
        {
            var syncs = new List<Figures>();
            var rounds = await brokers.InTurn(
                effort,
                (broker, during) => load.Run(broker.Process, during),
                () => syncs.Add(Workers.Run([new AppendAndSync(folder)], effort.Round)));
            Add(table, load, Figures.MedianOf(syncs), RateFigures.MedianOf(rounds[^1]), RateFigures.MedianOf(rounds[0]));
        }

        to.WriteLine($"QoS 1 to one subscriber with a persistent session: each message is on disk before its PUBACK. The disk alone ({Disk(folder)}): {AppendAndSync.RecordSize} bytes appended and synced, one after the other.");
        table.Print(to);
    }

    private static string Disk(string folder) => DriveInfo.GetDrives()
        .Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal))
        .MaxBy(drive => drive.Name.Length)?.DriveFormat ?? "unknown";

    private static void Add(Table table, RateLoad load, Figures sync, RateFigures onDisk, RateFigures mosquitto) => table.Add(
        $"{load.Publishers}",
        $"{load.Window}",
        Table.Rate(sync.PerSecond),
        Table.Ms(sync.P50),
        Table.Ms(sync.P99),
        Table.Rate(onDisk.PerSecond),
        Table.Ms(onDisk.BrokerCores),
        Table.Ms(onDisk.LoadCores),
        Table.Ratio(onDisk.PerSecond, sync.PerSecond),
        Table.Rate(mosquitto.PerSecond),
        Table.Ratio(onDisk.PerSecond, mosquitto.PerSecond));
}
