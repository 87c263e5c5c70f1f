using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5.0 §3.4 to §3.7).</summary>
/// <param name="Type">Which of the four.</param>
/// <param name="PacketId">Never zero.</param>
/// <param name="Reason">Always success to and from a 3.1.1 peer, which cannot say more.</param>
/// <param name="ReasonString">For people; null for none.</param>
public readonly record struct AckPacket(PacketType Type, ushort PacketId, ReasonCode Reason = ReasonCode.Success, string? ReasonString = null) : IEncodable
{
    /// <summary>Reads one of the four; its user properties are checked and not kept (§3.4.2).</summary>
    public static AckPacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var packetId = reader.ReadPacketId();
        if (reader.Remaining == 0) return new AckPacket(frame.Type, packetId);
        if (version < MqttVersion.V5) throw Faults.Malformed("Bytes follow the packet identifier.");

        var reason = (ReasonCode)reader.ReadByte();
        if (!ReasonCodes.BelongTo(frame.Type, reason)) throw Faults.Unreasonable(reason, frame.Type);
        if (reader.Remaining == 0) return new AckPacket(frame.Type, packetId, reason);

        var reasonString = ReadProperties(ref reader, frame.Type);
        reader.End();
        return new AckPacket(frame.Type, packetId, reason, reasonString);
    }

    /// <summary>Writes the shortest form that says it all: two, three or more bytes of body (§3.4.2.1).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (Type is not (PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp)) throw new InvalidOperationException($"{Type} acknowledges no PUBLISH.");

        PacketEncoder.Write(this, Type, output, version);
    }

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    /// <summary>What every acknowledgement may have: a reason string, and user properties that nobody here asks for.</summary>
    internal static string? ReadProperties(ref PacketReader reader, PacketType type)
    {
        string? reasonString = null;
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: false);
        while (properties.Next(out var property))
            reasonString = property == PropertyId.ReasonString ? properties.Value.ReadString() : throw Faults.Misplaced(property, type);

        return reasonString;
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteUInt16(PacketId);
        if (version < MqttVersion.V5 || (Reason == ReasonCode.Success && ReasonString is null)) return;

        writer.WriteByte((byte)Reason);
        if (ReasonString is not null) writer.WritePropertyBlock(this, version);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer) => writer.WriteProperty(PropertyId.ReasonString, ReasonString);
}
