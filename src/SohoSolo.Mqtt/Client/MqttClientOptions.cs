using System.IO.Pipelines;

namespace SohoSolo.Mqtt.Client;

/// <summary>How a client connects and how much it keeps. Checked when the client is made.</summary>
public sealed record MqttClientOptions
{
    /// <summary>The server's name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The server's port; usually 1883, with TLS 8883.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Opens a way to the server other than a socket to <see cref="Host"/>, such as a pipe inside the process; called for each attempt. Not together with <see cref="Tls"/>.</summary>
    public Func<CancellationToken, ValueTask<IDuplexPipe>>? Transport { get; init; }

    /// <summary>Null speaks in the clear.</summary>
    public MqttTls? Tls { get; init; }

    /// <summary>By what the server knows the session; empty lets the server choose one (MQTT 5.0 §3.1.3.1).</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Null sends none (MQTT 5.0 §3.1.3.5).</summary>
    public string? UserName { get; init; }

    /// <summary>Null sends none (MQTT 5.0 §3.1.3.6). With 3.1.1 only together with a user name.</summary>
    public string? Password { get; init; }

    /// <summary>The first connection forgets what the server kept of the session; later ones resume it (MQTT 5.0 §3.1.2.4).</summary>
    public bool CleanStart { get; init; }

    /// <summary>Seconds that the server keeps the session without a connection; 0xFFFFFFFF for ever (MQTT 5.0 §3.1.2.11.2). In 3.1.1 anything above zero is for as long as the server likes.</summary>
    public uint SessionExpiryInterval { get; init; }

    /// <summary>Seconds; zero sends no pings. A server of version 5 may set its own (MQTT 5.0 §3.1.2.10, §3.2.2.3.14).</summary>
    public ushort KeepAlive { get; init; } = 60;

    /// <summary>What the server publishes when the client is gone without a goodbye; null for nothing (MQTT 5.0 §3.1.2.5).</summary>
    public MqttWill? Will { get; init; }

    /// <summary>QoS 1 and 2 messages that it takes before their handlers have acknowledged them (MQTT 5.0 §3.1.2.11.3). A 3.1.1 server cannot be told, and none is disconnected for sending more: <see cref="MaximumIncomingBytes"/> bounds what it can.</summary>
    public ushort ReceiveMaximum { get; init; } = 100;

    /// <summary>QoS 1 and 2 messages that it sends to a 3.1.1 server before they are acknowledged; one of version 5 says its own (MQTT 5.0 §3.2.2.3.3). Mosquitto, as it comes, ends a connection with more than 20 at QoS 2.</summary>
    public ushort MaximumInFlight { get; init; } = 20;

    /// <summary>Bytes of the largest packet that it takes, checked on the announced length before anything is allocated (MQTT 5.0 §3.1.2.11.4).</summary>
    public int MaximumPacketSize { get; init; } = 256 * 1024;

    /// <summary>Topic aliases that the server may set (MQTT 5.0 §3.1.2.11.5).</summary>
    public ushort TopicAliasMaximum { get; init; } = 16;

    /// <summary>Which protocol is spoken.</summary>
    public MqttVersionPreference Version { get; init; }

    /// <summary>Sent with every CONNECT of version 5 (MQTT 5.0 §3.1.2.11.8).</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>Messages that wait to be sent or acknowledged; then <see cref="MqttClient.PublishAsync"/> waits and <see cref="MqttClient.TryPublish"/> says no.</summary>
    public int MaximumOutgoingMessages { get; init; } = 10_000;

    /// <summary>Bytes of them, with about 200 for each message's own needs.</summary>
    public long MaximumOutgoingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of received messages that wait for their handlers. Beyond, messages of QoS 0 are dropped and counted, and the server is read no further meanwhile.</summary>
    public long MaximumIncomingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How it comes back.</summary>
    public MqttReconnect Reconnect { get; init; } = new();

    /// <summary>For one attempt: from the first packet of TCP to the server's CONNACK.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="MqttClient.StopAsync"/> waits for handlers to end and for what is queued to be acknowledged.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told what went wrong without anybody to throw it at. Called wherever it happens: must be quick, and must not throw.</summary>
    public Action<MqttClientProblem>? OnProblem { get; init; }

    /// <summary>Where and as whom; never the password.</summary>
    public override string ToString() => $"mqtt{(Tls is null ? "" : "s")}://{Host}:{Port} as \"{ClientId}\"";

    internal void Validate()
    {
        Require(Transport is not null || Host.Length > 0, "Host is empty.");
        Require(Transport is not null || Port is > 0 and <= 65_535, "Port is not between 1 and 65535.");
        Require(Transport is null || Tls is null, "A transport of the host's own brings its own TLS, or none.");
        Require(ClientId.Length > 0 || SessionExpiryInterval == 0, "A session that outlives its connection needs a ClientId.");
        Require(Version == MqttVersionPreference.Only5 || Password is null || UserName is not null, "MQTT 3.1.1 has no password without a user name (§3.1.2.9).");
        Require(ReceiveMaximum > 0 && MaximumInFlight > 0, "ReceiveMaximum or MaximumInFlight is zero.");
        Require(MaximumPacketSize >= 128, "MaximumPacketSize is below 128, too little for an acknowledgement with its reason.");
        Require(MaximumOutgoingMessages > 0 && MaximumOutgoingBytes > 0 && MaximumIncomingBytes > 0, "A queue's limit is zero.");
        Require(ConnectTimeout > TimeSpan.Zero && StopTimeout >= TimeSpan.Zero, "A timeout is not positive.");
        Require(Reconnect.Minimum > TimeSpan.Zero && Reconnect.Maximum >= Reconnect.Minimum, "Reconnect.Minimum and Maximum are not in order.");
        Will?.ToPacket();
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}

/// <summary>Which protocol a client speaks.</summary>
public enum MqttVersionPreference
{
    /// <summary>Version 5; 3.1.1 with a server that refuses it (0x84, return code 1) or closes on it.</summary>
    Version5OrFallBack,

    /// <summary>Version 5 or nothing.</summary>
    Only5,

    /// <summary>3.1.1 from the start.</summary>
    Only311,
}

/// <summary>The waits between attempts to connect: they double, with jitter, so that many clients of one server do not come back at once.</summary>
public sealed record MqttReconnect
{
    /// <summary>About the first wait.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. A connection that lasted as long starts the waits anew.</summary>
    public TimeSpan Maximum { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether <see cref="MqttClient.StartAsync"/> keeps trying to reach a server that is not there; otherwise it throws.</summary>
    public bool AtStart { get; init; } = true;
}
