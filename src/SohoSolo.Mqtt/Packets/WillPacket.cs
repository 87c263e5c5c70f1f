using System.Diagnostics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>What a server publishes when the client is gone without a goodbye (MQTT 5.0 §3.1.3.2).</summary>
public sealed record WillPacket : IEncodable
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

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version) => throw new UnreachableException("A will travels inside CONNECT.");

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        if (DelayInterval != 0) writer.WriteProperty(PropertyId.WillDelayInterval, DelayInterval);
        writer.WriteProperty(PropertyId.MessageExpiryInterval, MessageExpiryInterval);
        writer.WriteBytes(PassedOn.Span);
    }
}
