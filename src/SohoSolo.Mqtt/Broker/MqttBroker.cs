using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.Logging;

namespace SohoSolo.Mqtt.Broker;

/// <summary>An MQTT 3.1.1 and 5.0 broker (server): durable where asked to be, bounded everywhere.</summary>
public sealed class MqttBroker : IAsyncDisposable
{
    private MqttBroker()
    {
    }

    /// <summary>Where it listens, in the order of <see cref="BrokerOptions.Listeners"/>, with the ports that the system chose.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => throw new NotSupportedException();

    /// <summary>What it counts and how it stands just now.</summary>
    public BrokerFigures Figures => throw new NotSupportedException();

    /// <summary>Recovers what the store holds, then listens. <see cref="IOException"/> when the folder or an address cannot be used.</summary>
    public static Task<MqttBroker> Start(BrokerOptions options, BrokerHooks? hooks = null, TimeProvider? clock = null, ILoggerFactory? logs = null, CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Serves one client over a transport of the host's own, such as a pipe inside the process, until it leaves.</summary>
    public Task Serve(IDuplexPipe transport, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Publishes as the host. Ends when the message is durable (QoS 1 and 2 to sessions that are kept, and retained ones) or was refused.</summary>
    public Task<ReasonCode> Publish(MqttMessage message, CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Ends a client's connection.</summary>
    public void Disconnect(string clientId, ReasonCode reason) => throw new NotSupportedException();

    /// <summary>Tells version 5 clients goodbye (0x8B), brings the log to disk, closes.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}

/// <summary>How a broker stands.</summary>
/// <param name="Connections">Authenticated.</param>
/// <param name="Sessions">Connected or waiting to be resumed.</param>
/// <param name="QueuedMessages">In all sessions.</param>
/// <param name="QueuedBytes">In all sessions.</param>
/// <param name="RetainedMessages">One for each topic.</param>
/// <param name="IsWritable">False while the disk takes nothing more.</param>
public sealed record BrokerFigures(int Connections, int Sessions, long QueuedMessages, long QueuedBytes, int RetainedMessages, bool IsWritable);
