namespace SohoSolo.Mqtt.Packets;

/// <summary>The last packet, either way in version 5, from the client in 3.1.1 (MQTT 5.0 §3.14).</summary>
public sealed record DisconnectPacket
{
    /// <summary>(§3.14.2.1)</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>Seconds; null leaves it as it was. Only a client may send it (§3.14.2.2.2).</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>(§3.14.2.2.3)</summary>
    public string? ReasonString { get; init; }

    /// <summary>(§3.14.2.2.4)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>(§3.14.2.2.5)</summary>
    public string? ServerReference { get; init; }
}

/// <summary>A step of enhanced authentication (MQTT 5.0 §3.15).</summary>
public sealed record AuthPacket
{
    /// <summary>(§3.15.2.1)</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>(§3.15.2.2.2)</summary>
    public string? Method { get; init; }

    /// <summary>(§3.15.2.2.3)</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>(§3.15.2.2.4)</summary>
    public string? ReasonString { get; init; }

    /// <summary>(§3.15.2.2.5)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
