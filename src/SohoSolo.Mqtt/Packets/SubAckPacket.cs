using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>The answer to SUBSCRIBE (MQTT 5.0 §3.9).</summary>
/// <param name="PacketId">Of the SUBSCRIBE.</param>
/// <param name="Reasons">One for each filter, in order; a 3.1.1 client gets 0x80 for every failure.</param>
/// <param name="ReasonString">For people; null for none.</param>
public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, string? ReasonString = null) : IEncodable
{
    /// <summary>Reads a SUBACK; its user properties are checked and not kept (§3.9).</summary>
    public static SubAckPacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var packetId = reader.ReadPacketId();
        var reasonString = version < MqttVersion.V5 ? null : AckPacket.ReadProperties(ref reader, PacketType.SubAck);
        if (reader.Remaining == 0) throw Faults.Protocol("A SUBACK answers no topic filter.");

        var reasons = new ReasonCode[reader.Remaining];
        for (var i = 0; i < reasons.Length; i++) reasons[i] = ReadReason(ref reader, version);

        return new SubAckPacket(packetId, reasons, reasonString);
    }

    /// <summary>Writes it; a 3.1.1 client gets 0x80 for every failure (§3.9, MQTT 3.1.1 §3.9.3).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version) => PacketEncoder.Write(this, PacketType.SubAck, output, version);

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    private static ReasonCode ReadReason(ref PacketReader reader, MqttVersion version)
    {
        var reason = (ReasonCode)reader.ReadByte();
        if (!ReasonCodes.BelongTo(PacketType.SubAck, reason)) throw Faults.Unreasonable(reason, PacketType.SubAck);
        if (version < MqttVersion.V5 && reason > ReasonCode.UnspecifiedError) throw Faults.Malformed("A return code of SUBACK is reserved.");

        return reason;
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteUInt16(PacketId);
        writer.WritePropertyBlock(this, version);
        for (var i = 0; i < Reasons.Count; i++)
        {
            var isOldFailure = version < MqttVersion.V5 && Reasons[i] >= ReasonCode.UnspecifiedError;
            writer.WriteByte((byte)(isOldFailure ? ReasonCode.UnspecifiedError : Reasons[i]));
        }
    }

    void IEncodable.WriteProperties(ref PacketWriter writer) => writer.WriteProperty(PropertyId.ReasonString, ReasonString);
}
