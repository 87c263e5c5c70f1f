using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>The answer to UNSUBSCRIBE (MQTT 5.0 §3.11).</summary>
/// <param name="PacketId">Of the UNSUBSCRIBE.</param>
/// <param name="Reasons">One for each filter, in order; none are sent to a 3.1.1 client.</param>
/// <param name="ReasonString">For people; null for none.</param>
public sealed record UnsubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, string? ReasonString = null) : IEncodable
{
    /// <summary>Reads an UNSUBACK; its user properties are checked and not kept. In 3.1.1 it has no reasons (§3.11, MQTT 3.1.1 §3.11.3).</summary>
    public static UnsubAckPacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var packetId = reader.ReadPacketId();
        if (version < MqttVersion.V5)
        {
            reader.End();
            return new UnsubAckPacket(packetId, []);
        }

        var reasonString = AckPacket.ReadProperties(ref reader, PacketType.UnsubAck);
        if (reader.Remaining == 0) throw Faults.Protocol("An UNSUBACK answers no topic filter.");

        var reasons = new ReasonCode[reader.Remaining];
        for (var i = 0; i < reasons.Length; i++) reasons[i] = ReadReason(ref reader);

        return new UnsubAckPacket(packetId, reasons, reasonString);
    }

    /// <summary>Writes it; to a 3.1.1 client the packet identifier alone (§3.11, MQTT 3.1.1 §3.11).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version) => PacketEncoder.Write(this, PacketType.UnsubAck, output, version);

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    private static ReasonCode ReadReason(ref PacketReader reader)
    {
        var reason = (ReasonCode)reader.ReadByte();
        return ReasonCodes.BelongTo(PacketType.UnsubAck, reason) ? reason : throw Faults.Unreasonable(reason, PacketType.UnsubAck);
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteUInt16(PacketId);
        if (version < MqttVersion.V5) return;

        writer.WritePropertyBlock(this, version);
        for (var i = 0; i < Reasons.Count; i++) writer.WriteByte((byte)Reasons[i]);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer) => writer.WriteProperty(PropertyId.ReasonString, ReasonString);
}
