namespace SohoSolo.Mqtt.Packets;

/// <summary>The server's answer to CONNECT (MQTT 5.0 §3.2).</summary>
public sealed record ConnAckPacket
{
    /// <summary>Mapped to the return codes of §3.2.2.3 for a 3.1.1 client (§3.2.2.2).</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>The server still knows the session (§3.2.2.1.1).</summary>
    public bool SessionPresent { get; init; }

    /// <summary>Null when it is as the client asked (§3.2.2.3.2).</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>(§3.2.2.3.3)</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>(§3.2.2.3.4)</summary>
    public QualityOfService MaximumQualityOfService { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>(§3.2.2.3.5)</summary>
    public bool RetainAvailable { get; init; } = true;

    /// <summary>Bytes; null for no limit (§3.2.2.3.6).</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>Null when the client chose its own (§3.2.2.3.7).</summary>
    public string? AssignedClientId { get; init; }

    /// <summary>(§3.2.2.3.8)</summary>
    public ushort TopicAliasMaximum { get; init; }

    /// <summary>(§3.2.2.3.9)</summary>
    public string? ReasonString { get; init; }

    /// <summary>(§3.2.2.3.10)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>(§3.2.2.3.11)</summary>
    public bool WildcardSubscriptionAvailable { get; init; } = true;

    /// <summary>(§3.2.2.3.12)</summary>
    public bool SubscriptionIdentifiersAvailable { get; init; } = true;

    /// <summary>(§3.2.2.3.13)</summary>
    public bool SharedSubscriptionAvailable { get; init; } = true;

    /// <summary>Seconds; null when the client's own stands (§3.2.2.3.14).</summary>
    public ushort? ServerKeepAlive { get; init; }

    /// <summary>(§3.2.2.3.15)</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>(§3.2.2.3.16)</summary>
    public string? ServerReference { get; init; }

    /// <summary>(§3.2.2.3.17)</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>(§3.2.2.3.18)</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }
}
