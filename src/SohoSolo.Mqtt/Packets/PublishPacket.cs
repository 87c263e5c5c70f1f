using System.Buffers;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A received PUBLISH, seen in the receive buffer without a copy (MQTT 5.0 §3.3).</summary>
public readonly record struct PublishPacket
{
    internal const byte RetainFlag = 0b0001;
    internal const byte DuplicateFlag = 0b1000;

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

    /// <summary>Reads a PUBLISH without a copy, every rule checked but those that need memory of the connection: packet identifiers in use, the highest alias (§3.3).
    /// <paramref name="sender"/>: only a server sends subscription identifiers (§3.3.4).</summary>
    public static PublishPacket Read(in PacketFrame frame, MqttVersion version, PacketSender sender = PacketSender.Client)
    {
        var qualityOfService = (QualityOfService)(frame.Flags >> 1 & 3);
        var duplicate = (frame.Flags & DuplicateFlag) != 0;
        if (qualityOfService > QualityOfService.ExactlyOnce) throw Faults.Malformed("A PUBLISH has QoS 3.");
        if (duplicate && qualityOfService == QualityOfService.AtMostOnce) throw Faults.Malformed("A PUBLISH at QoS 0 is marked as a duplicate.");

        var reader = new PacketReader(frame.Body);
        var topic = reader.ReadUtf8();
        if (TopicRules.HoldsWildcard(topic)) throw new MqttProtocolException(ReasonCode.TopicNameInvalid, "The topic name of a PUBLISH holds a wildcard.");

        var packetId = qualityOfService == QualityOfService.AtMostOnce ? (ushort)0 : reader.ReadPacketId();
        var block = version < MqttVersion.V5 ? default : reader.ReadPropertyBlock();
        var (alias, expiry) = block.IsEmpty ? default : Check(block, sender);
        if (topic.IsEmpty && alias == 0) throw Faults.Protocol("A PUBLISH has neither topic name nor topic alias.");

        return new PublishPacket
        {
            Duplicate = duplicate,
            QualityOfService = qualityOfService,
            Retain = (frame.Flags & RetainFlag) != 0,
            Topic = topic,
            PacketId = packetId,
            TopicAlias = alias,
            MessageExpiryInterval = expiry,
            Properties = block,
            Payload = reader.ReadRest(),
        };
    }

    private static (ushort Alias, uint? Expiry) Check(in ReadOnlySequence<byte> block, PacketSender sender)
    {
        ushort alias = 0;
        uint? expiry = null;
        var properties = new PropertyReader(block, keepsUserProperties: false) { AllowsManySubscriptionIdentifiers = sender == PacketSender.Server };
        while (properties.Next(out var property))
        {
            if (property == PropertyId.MessageExpiryInterval) expiry = properties.Value.ReadUInt32();
            else if (property == PropertyId.TopicAlias) alias = ReadAlias(ref properties.Value);
            else if (property == PropertyId.SubscriptionIdentifier) CheckSubscriptionIdentifier(ref properties.Value, sender);
            else PropertyBlock.CheckPassedOn(property, ref properties.Value, PacketType.Publish);
        }

        return (alias, expiry);
    }

    private static ushort ReadAlias(ref PacketReader reader) => reader.ReadUInt16() is var alias and not 0
        ? alias
        : throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, "The topic alias is zero.");

    private static void CheckSubscriptionIdentifier(ref PacketReader reader, PacketSender sender)
    {
        if (sender == PacketSender.Client) throw Faults.Protocol("A client's PUBLISH has a subscription identifier.");
        if (reader.ReadVariable() == 0) throw Faults.Protocol("The subscription identifier is zero.");
    }
}
