namespace SohoSolo.Mqtt.Packets;

/// <summary>The byte of CONNECT that says what its payload holds (MQTT 5.0 §3.1.2.3).</summary>
internal readonly record struct ConnectFlags(byte Value)
{
    public const string ProtocolName = "MQTT";

    private const byte ReservedBit = 0x01;
    private const byte CleanStartBit = 0x02;
    private const byte WillBit = 0x04;
    private const byte WillDetailBits = 0x38;
    private const byte WillRetainBit = 0x20;
    private const byte PasswordBit = 0x40;
    private const byte UserNameBit = 0x80;

    public bool CleanStart => (Value & CleanStartBit) != 0;

    public bool HasWill => (Value & WillBit) != 0;

    public QualityOfService WillQualityOfService => (QualityOfService)(Value >> 3 & 3);

    public bool WillRetain => (Value & WillRetainBit) != 0;

    public bool HasUserName => (Value & UserNameBit) != 0;

    public bool HasPassword => (Value & PasswordBit) != 0;

    /// <summary>The rules among the bits (MQTT 5.0 §3.1.2.3 to §3.1.2.9, MQTT 3.1.1 §3.1.2.9).</summary>
    public void Check(MqttVersion version)
    {
        if ((Value & ReservedBit) != 0) throw Faults.Malformed("The reserved flag of CONNECT is set.");
        if (!HasWill && (Value & WillDetailBits) != 0) throw Faults.Malformed("A CONNECT without a will has QoS or retain of a will.");
        if (WillQualityOfService > QualityOfService.ExactlyOnce) throw Faults.Malformed("A will has QoS 3.");
        if (version < MqttVersion.V5 && HasPassword && !HasUserName) throw Faults.Malformed("A 3.1.1 CONNECT has a password and no user name.");
    }

    public static byte Of(ConnectPacket packet)
    {
        var flags = packet.CleanStart ? CleanStartBit : 0;
        if (packet.UserName is not null) flags |= UserNameBit;
        if (packet.Password is not null) flags |= PasswordBit;
        if (packet.Will is { } will) flags |= WillBit | (int)will.QualityOfService << 3 | (will.Retain ? WillRetainBit : 0);
        return (byte)flags;
    }
}
