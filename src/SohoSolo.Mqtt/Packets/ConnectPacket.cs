using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A client's first packet (MQTT 5.0 §3.1, MQTT 3.1.1 §3.1).</summary>
public sealed record ConnectPacket : IEncodable
{
    /// <summary>(§3.1.2.2)</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Empty: the server shall choose one (§3.1.3.1).</summary>
    public required string ClientId { get; init; }

    /// <summary>Forget what was kept of the session; "clean session" in 3.1.1 (§3.1.2.4).</summary>
    public bool CleanStart { get; init; }

    /// <summary>Seconds; zero switches it off (§3.1.2.10).</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Null when not sent (§3.1.3.5).</summary>
    public string? UserName { get; init; }

    /// <summary>Null when not sent (§3.1.3.6).</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Null when there is none (§3.1.2.5).</summary>
    public WillPacket? Will { get; init; }

    /// <summary>Seconds; 0xFFFFFFFF for ever. A 3.1.1 client without clean session means for ever, with it zero (§3.1.2.11.2).</summary>
    public uint SessionExpiryInterval { get; init; }

    /// <summary>How many QoS 1 and 2 messages it takes unacknowledged (§3.1.2.11.3).</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>Bytes; null for no limit of its own (§3.1.2.11.4).</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>The highest alias that the server may use (§3.1.2.11.5).</summary>
    public ushort TopicAliasMaximum { get; init; }

    /// <summary>(§3.1.2.11.6)</summary>
    public bool RequestResponseInformation { get; init; }

    /// <summary>(§3.1.2.11.7)</summary>
    public bool RequestProblemInformation { get; init; } = true;

    /// <summary>(§3.1.2.11.8)</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>Null without enhanced authentication (§3.1.2.11.9).</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>(§3.1.2.11.10)</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>Reads a CONNECT of either version; <see cref="ReasonCode.UnsupportedProtocolVersion"/> for another protocol name or level (§3.1.2.1, §3.1.2.2).
    /// Whether an empty client identifier is taken is the server's decision (§3.1.3.1).</summary>
    public static ConnectPacket Read(in PacketFrame frame) => ConnectReading.Read(frame);

    /// <summary>In which version a CONNACK would be understood, also when <see cref="Read"/> fails; null when nothing should be said to such a peer (§3.1.2.2, §3.1.4).</summary>
    public static MqttVersion? AnswerVersion(in PacketFrame frame) => ConnectReading.AnswerVersion(frame);

    /// <summary>Writes it in this version, whatever <see cref="Version"/> says: the same CONNECT may be tried again in the older one (§3.1).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (version < MqttVersion.V5 && Password is not null && UserName is null) throw new InvalidOperationException("In MQTT 3.1.1 a password needs a user name.");

        PacketEncoder.Write(this, PacketType.Connect, output, version);
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteString(ConnectFlags.ProtocolName);
        writer.WriteByte((byte)version);
        writer.WriteByte(ConnectFlags.Of(this));
        writer.WriteUInt16(KeepAlive);
        writer.WritePropertyBlock(this, version);
        writer.WriteString(ClientId);
        if (Will is not null) WriteWill(ref writer, Will, version);
        if (UserName is not null) writer.WriteString(UserName);
        if (Password is { } password) writer.WriteBinary(password.Span);
    }

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        if (SessionExpiryInterval != 0) writer.WriteProperty(PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        writer.WriteProperty(PropertyId.ReceiveMaximum, ReceiveMaximum, unsaid: ushort.MaxValue);
        writer.WriteProperty(PropertyId.MaximumPacketSize, MaximumPacketSize);
        writer.WriteProperty(PropertyId.TopicAliasMaximum, TopicAliasMaximum, unsaid: 0);
        writer.WriteProperty(PropertyId.RequestResponseInformation, RequestResponseInformation, unsaid: false);
        writer.WriteProperty(PropertyId.RequestProblemInformation, RequestProblemInformation, unsaid: true);
        writer.WriteUserProperties(UserProperties);
        writer.WriteProperty(PropertyId.AuthenticationMethod, AuthenticationMethod);
        writer.WriteProperty(PropertyId.AuthenticationData, AuthenticationData);
    }

    private static void WriteWill(ref PacketWriter writer, WillPacket will, MqttVersion version)
    {
        writer.WritePropertyBlock(will, version);
        writer.WriteString(will.Topic);
        writer.WriteBinary(will.Payload.Span);
    }
}
