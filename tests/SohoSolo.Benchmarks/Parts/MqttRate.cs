using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How many messages a second a broker confirms and delivers from memory; then the same with each on disk before it is acknowledged.</summary>
internal static class MqttRate
{
    private static readonly int[] Crowds = [1, 8];
    private static readonly bool[] Audiences = [false, true];

    /// <summary>
    /// A publisher sends half of it at once: of 2, each message by itself, as devices do. At QoS 0 it is only what may lie between a publisher and
    /// the broker; no acknowledgement closes it.
    /// </summary>
    private static readonly IReadOnlyList<(int Qos, int Window)> Windows = [(0, 200), (1, 2), (1, 20), (1, 100)];

    public static async Task Run(Effort effort, TextWriter to)
    {
        await RunInMemory(effort, to);
        await MqttOnDisk.Run(effort, to);
    }

    private static async Task RunInMemory(Effort effort, TextWriter to)
    {
        await using var brokers = await MqttBrokers.Start(isInMemory: true, isOnDisk: false);
        var table = new Table(
        [
            "QoS", "publishers", "window", "subscribers",
            .. brokers.All.SelectMany(broker => (string[])[$"{broker.Name} /s", "cores", "load's"]),
            .. brokers.All.Skip(1).Select(broker => $"{broker.Name} ÷ Mosquitto"),
        ]);
        var loads =
            from window in Windows
            from publishers in Crowds
            from hasSubscriber in Audiences
            select new RateLoad(publishers, window.Qos, window.Window, hasSubscriber);
        foreach (var load in loads)
            Add(table, load, await brokers.InTurn(effort, (broker, during) => load.Run(broker.Process, during)));

        to.WriteLine($"MQTT 3.1.1, messages of {Batches.PayloadSize} bytes confirmed to their publisher and delivered, nothing on disk; at most {RateLoad.MostUndelivered} on their way to the subscriber. Cores: what the broker kept busy, and beside it the load.");
        table.Print(to);
    }

    private static void Add(Table table, RateLoad load, IReadOnlyList<List<RateFigures>> rounds)
    {
        var seen = rounds.Select(RateFigures.MedianOf).ToList();
        table.Add(
        [
            $"{load.Qos}", $"{load.Publishers}", $"{load.Window}", load.HasSubscriber ? "1" : "0",
            .. seen.SelectMany(figures => (string[])[Table.Rate(figures.PerSecond), Table.Ms(figures.BrokerCores), Table.Ms(figures.LoadCores)]),
            .. seen.Skip(1).Select(figures => Table.Ratio(figures.PerSecond, seen[0].PerSecond)),
        ]);
    }
}
