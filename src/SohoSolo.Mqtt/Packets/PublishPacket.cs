using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A received PUBLISH, seen in the receive buffer without a copy (MQTT 5.0 §3.3).</summary>
public readonly record struct PublishPacket
{
    /// <summary>It may have been sent before (§3.3.1.1).</summary>
    public bool Duplicate { get; init; }

    /// <summary>(§3.3.1.2)</summary>
    public QualityOfService QualityOfService { get; init; }

    /// <summary>(§3.3.1.3)</summary>
    public bool Retain { get; init; }

    /// <summary>The topic name in checked UTF-8, without wildcards; empty when only an alias was sent (§3.3.2.1).</summary>
    public ReadOnlySequence<byte> Topic { get; init; }

    /// <summary>Zero at QoS 0 (§3.3.2.2).</summary>
    public ushort PacketId { get; init; }

    /// <summary>Zero when none was sent (§3.3.2.3.4).</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>Seconds; null when none was sent (§3.3.2.3.3).</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>The whole property block as received, without its length, checked (§3.3.2.3).</summary>
    public ReadOnlySequence<byte> Properties { get; init; }

    /// <summary>(§3.3.3)</summary>
    public ReadOnlySequence<byte> Payload { get; init; }
}

/// <summary>A PUBLISH to be written; everything in it outlives the call (MQTT 5.0 §3.3).</summary>
public readonly record struct OutgoingPublish
{
    /// <summary>It may have been sent before (§3.3.1.1).</summary>
    public bool Duplicate { get; init; }

    /// <summary>(§3.3.1.2)</summary>
    public QualityOfService QualityOfService { get; init; }

    /// <summary>(§3.3.1.3)</summary>
    public bool Retain { get; init; }

    /// <summary>UTF-8; empty when <see cref="TopicAlias"/> stands for it (§3.3.2.1).</summary>
    public ReadOnlyMemory<byte> Topic { get; init; }

    /// <summary>Zero at QoS 0 (§3.3.2.2).</summary>
    public ushort PacketId { get; init; }

    /// <summary>Zero for none (§3.3.2.3.4).</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>Seconds that are left; null for none (§3.3.2.3.3).</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>Of every subscription that it matched (§3.3.2.3.8).</summary>
    public ReadOnlyMemory<uint> SubscriptionIdentifiers { get; init; }

    /// <summary>Properties that pass through a server unchanged, encoded: payload format, content type, response topic, correlation data, user properties (§3.3.2.3).</summary>
    public ReadOnlyMemory<byte> PassedOn { get; init; }

    /// <summary>(§3.3.3)</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }
}
