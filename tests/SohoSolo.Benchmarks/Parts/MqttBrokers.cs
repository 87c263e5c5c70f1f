using System.Net.Sockets;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>A broker that is measured, under the name it has in the tables.</summary>
internal sealed record NamedBroker(string Name, TestBroker Process);

/// <summary>
/// Brokers side by side, each a process of its own with a port of its own. None is to drop a message or to slow a client down: Mosquitto's
/// queues and in-flight messages are without limit, and ours takes any rate unless it is told one.
/// </summary>
internal sealed class MqttBrokers : IAsyncDisposable
{
    private readonly List<NamedBroker> all = [];
    private readonly List<DirectoryInfo> folders = [];

    private MqttBrokers()
    {
    }

    /// <summary>Mosquitto first: the others are told as ratios to it.</summary>
    public IReadOnlyList<NamedBroker> All => all;

    public static async Task<MqttBrokers> Start(bool isInMemory, bool isOnDisk)
    {
        var brokers = new MqttBrokers();
        try
        {
            brokers.all.Add(await StartMosquitto());
            if (isInMemory)
                brokers.all.Add(await StartOurs());
            if (isOnDisk)
                brokers.all.Add(await StartOurs(brokers.NewFolder()));

            return brokers;
        }
        catch
        {
            await brokers.DisposeAsync();
            throw;
        }
    }

    public static async Task<NamedBroker> StartMosquitto() => new(
        "Mosquitto", await MosquittoBroker.Start(BrokerOptions.Open with { Extra = ["max_queued_messages 0", "max_inflight_messages 0"] }));

    public static async Task<NamedBroker> StartOurs(string? store = null) => new(
        store is null ? "ours" : "ours on disk", await BrokerProcess.Start(BrokerOptions.Open with { Store = store }));

    /// <summary>A folder that goes with the brokers, on the disk of the system's temporary files.</summary>
    public string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        folders.Add(folder);
        return folder.FullName;
    }

    /// <summary>Each broker warmed by a round that does not count, then one round of each in turn, so that whatever else the machine does falls on all of them. Answers each one's rounds.</summary>
    public async Task<IReadOnlyList<List<T>>> InTurn<T>(Effort effort, Func<NamedBroker, TimeSpan, Task<T>> measure, Action? beside = null)
    {
        foreach (var broker in all)
            await Named(broker, measure, effort);

        var rounds = all.ConvertAll(_ => new List<T>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            beside?.Invoke();
            foreach (var (broker, figures) in all.Zip(rounds))
                figures.Add(await Named(broker, measure, effort));
        }

        return rounds;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in all)
            await broker.Process.DisposeAsync();

        folders.ForEach(folder => folder.Delete(recursive: true));
    }

    /// <summary>A round that fails says by whom.</summary>
    private static async Task<T> Named<T>(NamedBroker broker, Func<NamedBroker, TimeSpan, Task<T>> measure, Effort effort)
    {
        try
        {
            return await measure(broker, effort.Round);
        }
        catch (Exception failed) when (failed is InvalidOperationException or SocketException)
        {
            throw new InvalidOperationException($"{broker.Name}: {failed.Message}", failed);
        }
    }
}
