using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>The server's answer to CONNECT (MQTT 5.0 §3.2).</summary>
public sealed record ConnAckPacket : IEncodable
{
    /// <summary>Mapped to the return codes of §3.2.2.3 for a 3.1.1 client (§3.2.2.2).</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>The server still knows the session (§3.2.2.1.1).</summary>
    public bool SessionPresent { get; init; }

    /// <summary>Null when it is as the client asked (§3.2.2.3.2).</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>(§3.2.2.3.3)</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>(§3.2.2.3.4)</summary>
    public QualityOfService MaximumQualityOfService { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>(§3.2.2.3.5)</summary>
    public bool RetainAvailable { get; init; } = true;

    /// <summary>Bytes; null for no limit (§3.2.2.3.6).</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>Null when the client chose its own (§3.2.2.3.7).</summary>
    public string? AssignedClientId { get; init; }

    /// <summary>(§3.2.2.3.8)</summary>
    public ushort TopicAliasMaximum { get; init; }

    /// <summary>(§3.2.2.3.9)</summary>
    public string? ReasonString { get; init; }

    /// <summary>(§3.2.2.3.10)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>(§3.2.2.3.11)</summary>
    public bool WildcardSubscriptionAvailable { get; init; } = true;

    /// <summary>(§3.2.2.3.12)</summary>
    public bool SubscriptionIdentifiersAvailable { get; init; } = true;

    /// <summary>(§3.2.2.3.13)</summary>
    public bool SharedSubscriptionAvailable { get; init; } = true;

    /// <summary>Seconds; null when the client's own stands (§3.2.2.3.14).</summary>
    public ushort? ServerKeepAlive { get; init; }

    /// <summary>(§3.2.2.3.15)</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>(§3.2.2.3.16)</summary>
    public string? ServerReference { get; init; }

    /// <summary>(§3.2.2.3.17)</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>(§3.2.2.3.18)</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>Reads a CONNACK. A 3.1.1 server's refusal of version 5, which has two bytes of body, is understood in version 5 too (MQTT 3.1.1 §3.1.2.2).</summary>
    public static ConnAckPacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var flags = reader.ReadByte();
        var code = reader.ReadByte();
        if (flags > 1) throw Faults.Malformed("A reserved flag of CONNACK is set.");

        var isOld = version < MqttVersion.V5 || (reader.Remaining == 0 && code == 1);
        var packet = new ConnAckPacket { SessionPresent = flags == 1, Reason = isOld ? ReasonCodes.FromReturnCode(code) : (ReasonCode)code };
        if (!ReasonCodes.BelongTo(PacketType.ConnAck, packet.Reason)) throw Faults.Unreasonable(packet.Reason, PacketType.ConnAck);
        if (packet.SessionPresent && packet.Reason != ReasonCode.Success) throw Faults.Protocol("A CONNACK refuses, and has a session present.");

        if (!isOld) packet = ReadProperties(packet, ref reader);
        reader.End();
        return packet;
    }

    /// <summary>Writes it. To a 3.1.1 client nothing at all for a reason that has no return code: the connection is closed without CONNACK (MQTT 3.1.1 §3.2.2.3).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (version < MqttVersion.V5 && ReasonCodes.ToReturnCode(Reason) is null) return;

        PacketEncoder.Write(this, PacketType.ConnAck, output, version);
    }

    /// <summary>Bytes of the whole packet.</summary>
    public int Size(MqttVersion version) => PacketEncoder.Size(this, version);

    private static ConnAckPacket ReadProperties(ConnAckPacket packet, ref PacketReader reader)
    {
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        while (properties.Next(out var property)) packet = ReadLimit(packet, property, ref properties.Value) ?? ReadText(packet, property, ref properties.Value);

        return packet with { UserProperties = properties.UserProperties };
    }

    private static ConnAckPacket? ReadLimit(ConnAckPacket packet, PropertyId property, ref PacketReader value) => property switch
    {
        PropertyId.SessionExpiryInterval => packet with { SessionExpiryInterval = value.ReadUInt32() },
        PropertyId.ReceiveMaximum => packet with { ReceiveMaximum = Limits.NotZero(value.ReadUInt16()) },
        PropertyId.MaximumQoS => packet with { MaximumQualityOfService = value.ReadBoolean() ? QualityOfService.AtLeastOnce : QualityOfService.AtMostOnce },
        PropertyId.RetainAvailable => packet with { RetainAvailable = value.ReadBoolean() },
        PropertyId.MaximumPacketSize => packet with { MaximumPacketSize = Limits.NotZero(value.ReadUInt32()) },
        PropertyId.TopicAliasMaximum => packet with { TopicAliasMaximum = value.ReadUInt16() },
        PropertyId.WildcardSubscriptionAvailable => packet with { WildcardSubscriptionAvailable = value.ReadBoolean() },
        PropertyId.SubscriptionIdentifierAvailable => packet with { SubscriptionIdentifiersAvailable = value.ReadBoolean() },
        PropertyId.SharedSubscriptionAvailable => packet with { SharedSubscriptionAvailable = value.ReadBoolean() },
        PropertyId.ServerKeepAlive => packet with { ServerKeepAlive = value.ReadUInt16() },
        _ => null,
    };

    private static ConnAckPacket ReadText(ConnAckPacket packet, PropertyId property, ref PacketReader value) => property switch
    {
        PropertyId.AssignedClientIdentifier => packet with { AssignedClientId = value.ReadString() },
        PropertyId.ReasonString => packet with { ReasonString = value.ReadString() },
        PropertyId.ResponseInformation => packet with { ResponseInformation = value.ReadString() },
        PropertyId.ServerReference => packet with { ServerReference = value.ReadString() },
        PropertyId.AuthenticationMethod => packet with { AuthenticationMethod = value.ReadString() },
        PropertyId.AuthenticationData => packet with { AuthenticationData = value.ReadBinaryCopy() },
        _ => throw Faults.Misplaced(property, PacketType.ConnAck),
    };

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteBoolean(SessionPresent && Reason == ReasonCode.Success);
        writer.WriteByte(version < MqttVersion.V5 ? ReasonCodes.ToReturnCode(Reason) ?? 0 : (byte)Reason);
        writer.WritePropertyBlock(this, version);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        writer.WriteProperty(PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        writer.WriteProperty(PropertyId.ReceiveMaximum, ReceiveMaximum, unsaid: ushort.MaxValue);
        writer.WriteByteProperty(PropertyId.MaximumQoS, MaximumQualityOfService < QualityOfService.ExactlyOnce ? (byte)MaximumQualityOfService : null);
        writer.WriteProperty(PropertyId.RetainAvailable, RetainAvailable, unsaid: true);
        writer.WriteProperty(PropertyId.MaximumPacketSize, MaximumPacketSize);
        writer.WriteProperty(PropertyId.AssignedClientIdentifier, AssignedClientId);
        writer.WriteProperty(PropertyId.TopicAliasMaximum, TopicAliasMaximum, unsaid: 0);
        writer.WriteProperty(PropertyId.ReasonString, ReasonString);
        writer.WriteUserProperties(UserProperties);
        writer.WriteProperty(PropertyId.WildcardSubscriptionAvailable, WildcardSubscriptionAvailable, unsaid: true);
        writer.WriteProperty(PropertyId.SubscriptionIdentifierAvailable, SubscriptionIdentifiersAvailable, unsaid: true);
        writer.WriteProperty(PropertyId.SharedSubscriptionAvailable, SharedSubscriptionAvailable, unsaid: true);
        writer.WriteProperty(PropertyId.ServerKeepAlive, ServerKeepAlive);
        writer.WriteProperty(PropertyId.ResponseInformation, ResponseInformation);
        writer.WriteProperty(PropertyId.ServerReference, ServerReference);
        writer.WriteProperty(PropertyId.AuthenticationMethod, AuthenticationMethod);
        writer.WriteProperty(PropertyId.AuthenticationData, AuthenticationData);
    }
}
