namespace SohoSolo.Mqtt.Packets;

/// <summary>The words for what a peer did wrong (MQTT 5.0 §4.13).</summary>
internal static class Faults
{
    /// <summary>The bytes cannot be read by the rules of the specification (MQTT 5.0 §1.2, "Malformed Packet").</summary>
    public static MqttProtocolException Malformed(string message) => new(ReasonCode.MalformedPacket, message);

    /// <summary>The bytes can be read, and say what must not be said here (MQTT 5.0 §1.2, "Protocol Error").</summary>
    public static MqttProtocolException Protocol(string message) => new(ReasonCode.ProtocolError, message);

    /// <summary>The property exists and does not belong into this packet, which makes the packet malformed (MQTT 5.0 §2.2.2.2).</summary>
    public static MqttProtocolException Misplaced(PropertyId property, PacketType packet) => Malformed($"The property {property} does not belong into {packet}.");

    /// <summary>The reason code exists, or may exist one day, and is none of this packet's.</summary>
    public static MqttProtocolException Unreasonable(ReasonCode reason, PacketType packet) => Protocol($"The reason code 0x{(byte)reason:X2} does not belong into {packet}.");
}
