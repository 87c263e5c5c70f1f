namespace SohoSolo.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5.0 §3.4 to §3.7).</summary>
/// <param name="Type">Which of the four.</param>
/// <param name="PacketId">Never zero.</param>
/// <param name="Reason">Always success to and from a 3.1.1 peer, which cannot say more.</param>
/// <param name="ReasonString">For people; null for none.</param>
public readonly record struct AckPacket(PacketType Type, ushort PacketId, ReasonCode Reason = ReasonCode.Success, string? ReasonString = null);
