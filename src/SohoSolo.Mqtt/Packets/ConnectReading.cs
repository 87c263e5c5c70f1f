using System.Buffers;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Reads CONNECT, the one packet that says itself in which version it is (MQTT 5.0 §3.1).</summary>
internal static class ConnectReading
{
    private const string OldProtocolName = "MQIsdp";

    public static ConnectPacket Read(in PacketFrame frame)
    {
        var reader = new PacketReader(frame.Body);
        var version = ReadVersion(ref reader);
        var flags = new ConnectFlags(reader.ReadByte());
        flags.Check(version);

        var packet = new ConnectPacket
        {
            Version = version,
            ClientId = "",
            CleanStart = flags.CleanStart,
            KeepAlive = reader.ReadUInt16(),
            SessionExpiryInterval = version < MqttVersion.V5 && !flags.CleanStart ? uint.MaxValue : 0,
        };
        if (version >= MqttVersion.V5) packet = ReadProperties(packet, ref reader);
        packet = ReadPayload(packet, flags, ref reader);
        reader.End();
        return packet;
    }

    public static MqttVersion? AnswerVersion(in PacketFrame frame)
    {
        if (frame.Type != PacketType.Connect) return null;

        try
        {
            var reader = new PacketReader(frame.Body);
            var name = reader.ReadString();
            var level = reader.ReadByte();
            if (name is not (ConnectFlags.ProtocolName or OldProtocolName)) return null;

            return level < (byte)MqttVersion.V5 || name == OldProtocolName ? MqttVersion.V311 : MqttVersion.V5;
        }
        catch (MqttProtocolException)
        {
            return null;
        }
    }

    private static MqttVersion ReadVersion(ref PacketReader reader)
    {
        var name = reader.ReadString();
        var level = reader.ReadByte();
        return name == ConnectFlags.ProtocolName && (MqttVersion)level is MqttVersion.V311 or MqttVersion.V5
            ? (MqttVersion)level
            : throw new MqttProtocolException(ReasonCode.UnsupportedProtocolVersion, "The protocol is neither MQTT 3.1.1 nor MQTT 5.0.");
    }

    private static ConnectPacket ReadProperties(ConnectPacket packet, ref PacketReader reader)
    {
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        while (properties.Next(out var property)) packet = ReadProperty(packet, property, ref properties.Value);

        if (packet is { AuthenticationData: not null, AuthenticationMethod: null }) throw Faults.Protocol("A CONNECT has authentication data and no method.");

        return packet with { UserProperties = properties.UserProperties };
    }

    private static ConnectPacket ReadProperty(ConnectPacket packet, PropertyId property, ref PacketReader value) => property switch
    {
        PropertyId.SessionExpiryInterval => packet with { SessionExpiryInterval = value.ReadUInt32() },
        PropertyId.ReceiveMaximum => packet with { ReceiveMaximum = Limits.NotZero(value.ReadUInt16()) },
        PropertyId.MaximumPacketSize => packet with { MaximumPacketSize = Limits.NotZero(value.ReadUInt32()) },
        PropertyId.TopicAliasMaximum => packet with { TopicAliasMaximum = value.ReadUInt16() },
        PropertyId.RequestResponseInformation => packet with { RequestResponseInformation = value.ReadBoolean() },
        PropertyId.RequestProblemInformation => packet with { RequestProblemInformation = value.ReadBoolean() },
        PropertyId.AuthenticationMethod => packet with { AuthenticationMethod = value.ReadString() },
        PropertyId.AuthenticationData => packet with { AuthenticationData = value.ReadBinaryCopy() },
        _ => throw Faults.Misplaced(property, PacketType.Connect),
    };

    /// <summary>In the order of MQTT 5.0 §3.1.3.</summary>
    private static ConnectPacket ReadPayload(ConnectPacket packet, ConnectFlags flags, ref PacketReader reader)
    {
        packet = packet with { ClientId = reader.ReadString() };
        if (flags.HasWill) packet = packet with { Will = ReadWill(packet.Version, flags, ref reader) };
        if (flags.HasUserName) packet = packet with { UserName = reader.ReadString() };
        return flags.HasPassword ? packet with { Password = reader.ReadBinaryCopy() } : packet;
    }

    private static WillPacket ReadWill(MqttVersion version, ConnectFlags flags, ref PacketReader reader)
    {
        var will = new WillPacket { Topic = "", QualityOfService = flags.WillQualityOfService, Retain = flags.WillRetain };
        if (version >= MqttVersion.V5) will = ReadWillProperties(will, reader.ReadPropertyBlock());

        var topic = reader.ReadString();
        if (!TopicRules.HasNameForm(topic)) throw new MqttProtocolException(ReasonCode.TopicNameInvalid, "The topic name of a will is empty or holds a wildcard.");

        return will with { Topic = topic, Payload = reader.ReadBinaryCopy() };
    }

    private static WillPacket ReadWillProperties(WillPacket will, in ReadOnlySequence<byte> block)
    {
        var properties = new PropertyReader(block, keepsUserProperties: false);
        while (properties.Next(out var property))
        {
            if (property == PropertyId.WillDelayInterval) will = will with { DelayInterval = properties.Value.ReadUInt32() };
            else if (property == PropertyId.MessageExpiryInterval) will = will with { MessageExpiryInterval = properties.Value.ReadUInt32() };
            else PropertyBlock.CheckPassedOn(property, ref properties.Value, PacketType.Connect);
        }

        return will with { PassedOn = PropertyBlock.PassOn(block) };
    }
}
