using SohoSolo.Mqtt.Tests.Interop;
using SohoSolo.Testing.Mqtt;

[assembly: AssemblyFixture(typeof(Brokers))]

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>
/// The brokers that the peers are tried against: ours, and Mosquitto as the control that shows the test itself to be right.
/// One open broker of each kind is shared by all tests; whatever needs users, certificates or a crash starts its own.
/// </summary>
public sealed class Brokers : IAsyncDisposable
{
    public const string Ours = "ours";
    public const string Mosquitto = "mosquitto";

    public static readonly string[] Kinds = [Ours, Mosquitto];

    /// <summary>As <c>mosquitto_pub -V</c> says it.</summary>
    public static readonly string[] Versions = ["311", "5"];

    private readonly Dictionary<string, Task<TestBroker>> shared = [];

    /// <summary>Every kind of broker with both versions of the protocol.</summary>
    public static MatrixTheoryData<string, string> Both => new(Kinds, Versions);

    /// <summary>Every kind of broker, for what only version 5 has.</summary>
    public static TheoryData<string> Five => [.. Kinds];

    /// <summary>The broker of this kind that anybody may use. Topics are to be the test's own.</summary>
    public Task<TestBroker> Open(string kind)
    {
        lock (shared)
        {
            if (!shared.TryGetValue(kind, out var broker))
                shared[kind] = broker = Start(kind, new BrokerOptions());

            return broker;
        }
    }

    /// <summary>A broker of the test's own.</summary>
    public static async Task<TestBroker> Start(string kind, BrokerOptions options) =>
        kind == Ours ? await BrokerProcess.Start(options) : await MosquittoBroker.Start(options);

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in shared.Values.Where(started => started.IsCompletedSuccessfully))
            await (await broker).DisposeAsync();
    }
}
