using System.Net;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;
using BrokerOptions = SohoSolo.Mqtt.Broker.BrokerOptions;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>Our broker inside the test's process, on a port of its own, with what its host was told.</summary>
internal sealed class OwnBroker : IAsyncDisposable
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private OwnBroker(MqttBroker broker, Notes notes) => (Broker, Notes) = (broker, notes);

    public MqttBroker Broker { get; }

    public Notes Notes { get; }

    public int Port => Broker.EndPoints[0].Port;

    public static async Task<OwnBroker> Start(BrokerOptions? options = null, Notes? notes = null, TimeProvider? clock = null)
    {
        options ??= new BrokerOptions();
        if (options.Listeners.Count == 0)
            options = options with { Listeners = [new BrokerListener(AnyPort)] };

        notes ??= new Notes();
        return new OwnBroker(await MqttBroker.Start(options, notes, clock), notes);
    }

    public Task<RawPeer> Connect(string clientId, byte version = 5) => RawPeer.Connect(Port, clientId, version);

    public Task<RawPeer> Connect(PeerConnect connect) => RawPeer.Connect(Port, connect);

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}
