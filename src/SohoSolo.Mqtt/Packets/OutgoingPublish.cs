using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

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

    /// <summary>Bytes of the whole packet, for the peer's maximum packet size (§3.1.2.11.4).</summary>
    public int Size(MqttVersion version) => PacketEncoder.SizeWith(BodyLength(PropertyLength(), version));

    /// <summary>Writes the packet; to a 3.1.1 peer without properties (§3.3).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (Topic.Length > ushort.MaxValue) throw new InvalidOperationException("A topic has more than 65,535 bytes.");
        if (QualityOfService != QualityOfService.AtMostOnce && PacketId == 0) throw new InvalidOperationException("A PUBLISH at QoS 1 or 2 needs a packet identifier.");

        var propertyLength = PropertyLength();
        var bodyLength = BodyLength(propertyLength, version);
        var writer = new PacketWriter(output);
        writer.WriteByte(FirstByte);
        writer.WriteVariable(bodyLength);
        writer.WriteBinary(Topic.Span);
        if (QualityOfService != QualityOfService.AtMostOnce) writer.WriteUInt16(PacketId);
        if (version >= MqttVersion.V5)
        {
            writer.WriteVariable(propertyLength);
            WriteProperties(ref writer);
        }

        writer.WriteBytes(Payload.Span);
        writer.Complete();
    }

    private byte FirstByte
    {
        get
        {
            var flags = (int)QualityOfService << 1 | (Retain ? PublishPacket.RetainFlag : 0);
            if (Duplicate && QualityOfService != QualityOfService.AtMostOnce) flags |= PublishPacket.DuplicateFlag;
            return (byte)((int)PacketType.Publish << 4 | flags);
        }
    }

    private void WriteProperties(ref PacketWriter writer)
    {
        writer.WriteProperty(PropertyId.MessageExpiryInterval, MessageExpiryInterval);
        writer.WriteProperty(PropertyId.TopicAlias, TopicAlias, unsaid: 0);
        foreach (var identifier in SubscriptionIdentifiers.Span) writer.WriteSubscriptionIdentifier(identifier);
        writer.WriteBytes(PassedOn.Span);
    }

    private uint PropertyLength()
    {
        var count = new PacketWriter(null);
        WriteProperties(ref count);
        return PacketEncoder.Checked(count.Length);
    }

    private uint BodyLength(uint propertyLength, MqttVersion version)
    {
        var length = (long)sizeof(ushort) + Topic.Length + Payload.Length;
        if (QualityOfService != QualityOfService.AtMostOnce) length += sizeof(ushort);
        if (version >= MqttVersion.V5) length += PacketWriter.SizeOfVariable(propertyLength) + propertyLength;
        return PacketEncoder.Checked(length);
    }
}
