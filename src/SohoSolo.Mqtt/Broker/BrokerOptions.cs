using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Mqtt.Broker;

/// <summary>How a broker runs. Times in seconds where the protocol counts so.</summary>
public sealed record BrokerOptions
{
    /// <summary>Where it listens; may be empty, when every client comes in by <see cref="MqttBroker.Serve"/>.</summary>
    public IReadOnlyList<BrokerListener> Listeners { get; init; } = [];

    /// <summary>The folder of the log; null keeps everything in memory alone.</summary>
    public string? StoreFolder { get; init; }

    /// <summary>Limits of a client for which <see cref="BrokerHooks.Authenticate"/> sets none.</summary>
    public ClientLimits Limits { get; init; } = new();

    /// <summary>From the connection to the end of CONNECT.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of a CONNECT at most; nothing is known of its sender yet.</summary>
    public int MaximumConnectPacketSize { get; init; } = 2048;

    /// <summary>Connections at once, authenticated or not.</summary>
    public int MaximumConnections { get; init; } = 10_000;

    /// <summary>Connections that have not yet been authenticated, at once.</summary>
    public int MaximumHalfOpenConnections { get; init; } = 1_000;

    /// <summary>Sessions at once, connected or not.</summary>
    public int MaximumSessions { get; init; } = 100_000;

    /// <summary>Seconds; a version 5 client that asks for more, or for none, is told this (MQTT 5.0 §3.2.2.3.14).</summary>
    public ushort MaximumKeepAlive { get; init; } = 60;

    /// <summary>Seconds that a session outlives its connection at most (MQTT 5.0 §3.2.2.3.2); 0xFFFFFFFF for ever.</summary>
    public uint MaximumSessionExpiryInterval { get; init; } = uint.MaxValue;

    /// <summary>Retained messages at most; a new topic beyond is refused.</summary>
    public int MaximumRetainedMessages { get; init; } = 100_000;

    /// <summary>Bytes of retained messages at most.</summary>
    public long MaximumRetainedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes of messages waiting in all sessions together.</summary>
    public long MaximumQueuedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>What is given up when a queue is full.</summary>
    public QueueFullPolicy WhenQueueIsFull { get; init; } = QueueFullPolicy.DropOldest;
}

/// <summary>What a full queue gives up. Counted and told to <see cref="BrokerHooks.Dropped"/> whatever it is.</summary>
public enum QueueFullPolicy
{
    /// <summary>The message that waits longest: states and signals, where the newest counts.</summary>
    DropOldest,

    /// <summary>The message that comes.</summary>
    DropNewest,

    /// <summary>The message that comes, and its publisher is told (0x97; a 3.1.1 publisher is disconnected): nothing acknowledged is lost, and one absent subscriber can hold everybody up.</summary>
    RefusePublish,
}

/// <summary>One address to listen on.</summary>
/// <param name="EndPoint">Port 0 lets the system choose; see <see cref="MqttBroker.EndPoints"/>.</param>
/// <param name="Certificate">With it the listener speaks TLS.</param>
/// <param name="ClientAuthorities">With them a client must show a certificate that one of these signed; its subject's common name is the client's identity.</param>
public sealed record BrokerListener(IPEndPoint EndPoint, X509Certificate2? Certificate = null, X509Certificate2Collection? ClientAuthorities = null);

/// <summary>What one client may use.</summary>
public sealed record ClientLimits
{
    /// <summary>Bytes of a packet, checked on its announced length before anything is allocated (MQTT 5.0 §3.2.2.3.6).</summary>
    public int MaximumPacketSize { get; init; } = 256 * 1024;

    /// <summary>Unacknowledged QoS 1 and 2 messages that are taken from it at once (MQTT 5.0 §3.2.2.3.3); a 3.1.1 client, which cannot be told, is read no further meanwhile.</summary>
    public ushort ReceiveMaximum { get; init; } = 1_000;

    /// <summary>Messages per second in the long run; null for no limit. A client that sends faster is read more slowly, and loses nothing.</summary>
    public double? MessagesPerSecond { get; init; }

    /// <summary>Messages at once before <see cref="MessagesPerSecond"/> counts.</summary>
    public int Burst { get; init; } = 60;

    /// <summary>Topic aliases that it may set (MQTT 5.0 §3.2.2.3.8).</summary>
    public ushort TopicAliasMaximum { get; init; } = 32;

    /// <summary>Subscriptions at once; more are refused (0x97).</summary>
    public int MaximumSubscriptions { get; init; } = 10_000;

    /// <summary>Characters of all its filters together; more are refused (0x97). One filter alone may have 65,535 (MQTT 5.0 §1.5.4).</summary>
    public int MaximumFilterCharacters { get; init; } = 1024 * 1024;

    /// <summary>Levels of a topic name or filter.</summary>
    public int MaximumTopicLevels { get; init; } = 128;

    /// <summary>Seconds for which its session may outlive its connection, where the broker's own maximum is not less; 0 keeps nothing for who only looks on.</summary>
    public uint MaximumSessionExpiryInterval { get; init; } = uint.MaxValue;

    /// <summary>Messages waiting in its session.</summary>
    public int MaximumQueuedMessages { get; init; } = 100_000;

    /// <summary>Bytes waiting in its session.</summary>
    public long MaximumQueuedBytes { get; init; } = 32 * 1024 * 1024;
}
