using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A step of enhanced authentication (MQTT 5.0 §3.15).</summary>
public sealed record AuthPacket : IEncodable
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

    /// <summary>Reads an AUTH, which 3.1.1 does not have. Without a body it says success; with one it must name the method (§3.15.2).</summary>
    public static AuthPacket Read(in PacketFrame frame, MqttVersion version, PacketSender sender = PacketSender.Client)
    {
        if (version < MqttVersion.V5) throw Faults.Malformed("MQTT 3.1.1 has no AUTH.");

        var reader = new PacketReader(frame.Body);
        var packet = new AuthPacket { Reason = frame.Body.IsEmpty ? ReasonCode.Success : (ReasonCode)reader.ReadByte() };
        if (!ReasonCodes.BelongTo(PacketType.Auth, packet.Reason, sender)) throw Faults.Unreasonable(packet.Reason, PacketType.Auth);
        if (frame.Body.IsEmpty) return packet;

        packet = ReadProperties(packet, ref reader);
        reader.End();
        return packet.Method is null ? throw Faults.Protocol("An AUTH names no authentication method.") : packet;
    }

    /// <summary>Writes it; there is none in 3.1.1 (§3.15).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (version < MqttVersion.V5) throw new NotSupportedException("MQTT 3.1.1 has no AUTH.");

        PacketEncoder.Write(this, PacketType.Auth, output, version);
    }

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    private static AuthPacket ReadProperties(AuthPacket packet, ref PacketReader reader)
    {
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        while (properties.Next(out var property))
        {
            packet = property switch
            {
                PropertyId.AuthenticationMethod => packet with { Method = properties.Value.ReadString() },
                PropertyId.AuthenticationData => packet with { Data = properties.Value.ReadBinaryCopy() },
                PropertyId.ReasonString => packet with { ReasonString = properties.Value.ReadString() },
                _ => throw Faults.Misplaced(property, PacketType.Auth),
            };
        }

        return packet with { UserProperties = properties.UserProperties };
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        if (Reason == ReasonCode.Success && PacketEncoder.PropertyLength(this) == 0) return;

        writer.WriteByte((byte)Reason);
        writer.WritePropertyBlock(this, version);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        writer.WriteProperty(PropertyId.AuthenticationMethod, Method);
        writer.WriteProperty(PropertyId.AuthenticationData, Data);
        writer.WriteProperty(PropertyId.ReasonString, ReasonString);
        writer.WriteUserProperties(UserProperties);
    }
}
