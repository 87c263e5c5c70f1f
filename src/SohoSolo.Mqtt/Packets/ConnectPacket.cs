namespace SohoSolo.Mqtt.Packets;

/// <summary>A client's first packet (MQTT 5.0 §3.1, MQTT 3.1.1 §3.1).</summary>
public sealed record ConnectPacket
{
    /// <summary>(§3.1.2.2)</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Empty: the server shall choose one (§3.1.3.1).</summary>
    public required string ClientId { get; init; }

    /// <summary>Forget what was kept of the session; "clean session" in 3.1.1 (§3.1.2.4).</summary>
    public bool CleanStart { get; init; }

    /// <summary>Seconds; zero switches it off (§3.1.2.10).</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Null when not sent (§3.1.3.5).</summary>
    public string? UserName { get; init; }

    /// <summary>Null when not sent (§3.1.3.6).</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Null when there is none (§3.1.2.5).</summary>
    public WillPacket? Will { get; init; }

    /// <summary>Seconds; 0xFFFFFFFF for ever. A 3.1.1 client without clean session means for ever, with it zero (§3.1.2.11.2).</summary>
    public uint SessionExpiryInterval { get; init; }

    /// <summary>How many QoS 1 and 2 messages it takes unacknowledged (§3.1.2.11.3).</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>Bytes; null for no limit of its own (§3.1.2.11.4).</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>The highest alias that the server may use (§3.1.2.11.5).</summary>
    public ushort TopicAliasMaximum { get; init; }

    /// <summary>(§3.1.2.11.6)</summary>
    public bool RequestResponseInformation { get; init; }

    /// <summary>(§3.1.2.11.7)</summary>
    public bool RequestProblemInformation { get; init; } = true;

    /// <summary>(§3.1.2.11.8)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>Null without enhanced authentication (§3.1.2.11.9).</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>(§3.1.2.11.10)</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }
}

/// <summary>What a server publishes when the client is gone without a goodbye (MQTT 5.0 §3.1.3.2).</summary>
public sealed record WillPacket
{
    /// <summary>(§3.1.3.3)</summary>
    public required string Topic { get; init; }

    /// <summary>(§3.1.3.4)</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>(§3.1.2.6)</summary>
    public QualityOfService QualityOfService { get; init; }

    /// <summary>(§3.1.2.7)</summary>
    public bool Retain { get; init; }

    /// <summary>Seconds to wait for the client to come back (§3.1.3.2.2).</summary>
    public uint DelayInterval { get; init; }

    /// <summary>Seconds; null for never (§3.1.3.2.4).</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>Properties that pass through unchanged, encoded as <see cref="OutgoingPublish.PassedOn"/> (§3.1.3.2).</summary>
    public ReadOnlyMemory<byte> PassedOn { get; init; }
}
