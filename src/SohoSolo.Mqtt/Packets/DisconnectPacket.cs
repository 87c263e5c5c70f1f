using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>The last packet, either way in version 5, from the client in 3.1.1 (MQTT 5.0 §3.14).</summary>
public sealed record DisconnectPacket : IEncodable
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

    /// <summary>Reads a DISCONNECT; 3.1.1 has an empty one, from the client only (§3.14.2, MQTT 3.1.1 §3.14).</summary>
    public static DisconnectPacket Read(in PacketFrame frame, MqttVersion version, PacketSender sender = PacketSender.Client)
    {
        if (version < MqttVersion.V5 && sender == PacketSender.Server) throw Faults.Protocol("A 3.1.1 server sent DISCONNECT.");
        if (frame.Body.IsEmpty) return new DisconnectPacket();
        if (version < MqttVersion.V5) throw Faults.Malformed("A 3.1.1 DISCONNECT has a body.");

        var reader = new PacketReader(frame.Body);
        var packet = new DisconnectPacket { Reason = (ReasonCode)reader.ReadByte() };
        if (!ReasonCodes.BelongTo(PacketType.Disconnect, packet.Reason, sender)) throw Faults.Unreasonable(packet.Reason, PacketType.Disconnect);
        if (reader.Remaining == 0) return packet;

        packet = ReadProperties(packet, ref reader, sender);
        reader.End();
        return packet;
    }

    /// <summary>Writes the shortest form that says it all; to a 3.1.1 server without a body. A 3.1.1 client is never sent one (§3.14.2.1).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version) => PacketEncoder.Write(this, PacketType.Disconnect, output, version);

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    private static DisconnectPacket ReadProperties(DisconnectPacket packet, ref PacketReader reader, PacketSender sender)
    {
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        while (properties.Next(out var property))
        {
            packet = property switch
            {
                PropertyId.SessionExpiryInterval when sender == PacketSender.Server => throw Faults.Protocol("A server's DISCONNECT has a session expiry interval."),
                PropertyId.SessionExpiryInterval => packet with { SessionExpiryInterval = properties.Value.ReadUInt32() },
                PropertyId.ReasonString => packet with { ReasonString = properties.Value.ReadString() },
                PropertyId.ServerReference when sender == PacketSender.Client => throw Faults.Protocol("A client's DISCONNECT has a server reference."),
                PropertyId.ServerReference => packet with { ServerReference = properties.Value.ReadString() },
                _ => throw Faults.Misplaced(property, PacketType.Disconnect),
            };
        }

        return packet with { UserProperties = properties.UserProperties };
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        var hasProperties = PacketEncoder.PropertyLength(this) > 0;
        if (version < MqttVersion.V5 || (Reason == ReasonCode.Success && !hasProperties)) return;

        writer.WriteByte((byte)Reason);
        if (hasProperties) writer.WritePropertyBlock(this, version);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        writer.WriteProperty(PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        writer.WriteProperty(PropertyId.ReasonString, ReasonString);
        writer.WriteUserProperties(UserProperties);
        writer.WriteProperty(PropertyId.ServerReference, ServerReference);
    }
}
