using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A client gives topics up (MQTT 5.0 §3.10).</summary>
/// <param name="PacketId">Never zero.</param>
/// <param name="Filters">At least one, in order.</param>
/// <param name="UserProperties">(§3.10.2.1.2)</param>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, IReadOnlyList<UserProperty> UserProperties) : IEncodable
{
    /// <summary>Reads an UNSUBSCRIBE (§3.10).</summary>
    public static UnsubscribePacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var packetId = reader.ReadPacketId();
        var userProperties = version < MqttVersion.V5 ? [] : ReadProperties(ref reader);
        if (reader.Remaining == 0) throw Faults.Protocol("An UNSUBSCRIBE names no topic filter.");

        var filters = new List<string>(1);
        while (reader.Remaining > 0) filters.Add(reader.ReadFilter());

        return new UnsubscribePacket(packetId, filters, userProperties);
    }

    /// <summary>Writes it (§3.10).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (PacketId == 0 || Filters.Count == 0) throw new InvalidOperationException("An UNSUBSCRIBE needs a packet identifier and a topic filter.");

        PacketEncoder.Write(this, PacketType.Unsubscribe, output, version);
    }

    private static IReadOnlyList<UserProperty> ReadProperties(ref PacketReader reader)
    {
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        return properties.Next(out var property) ? throw Faults.Misplaced(property, PacketType.Unsubscribe) : properties.UserProperties;
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteUInt16(PacketId);
        writer.WritePropertyBlock(this, version);
        for (var i = 0; i < Filters.Count; i++) writer.WriteString(Filters[i]);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer) => writer.WriteUserProperties(UserProperties);
}
