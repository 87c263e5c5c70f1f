using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>What a publisher will be told of its publish, once the store is so far and everything before it was said.</summary>
/// <param name="Position">Zero when there is nothing to wait for.</param>
/// <param name="Epoch">Of the connection that published; another connection of the session is not told, because its client will ask again under the same identifier.</param>
/// <param name="Type">PUBACK or PUBREC.</param>
/// <param name="PacketId">Of the PUBLISH; zero when nobody is to be told.</param>
/// <param name="Reason">Success, or nearly so, or why not.</param>
/// <param name="Receipt">The host's own; null for a client's.</param>
internal readonly record struct HeldAck(long Position, int Epoch, PacketType Type, ushort PacketId, ReasonCode Reason, TaskCompletionSource<ReasonCode>? Receipt = null);

/// <summary>Any other answer that waits for the disk; exactly one of the three is set.</summary>
internal readonly record struct HeldAnswer(long Position, AckPacket? Ack, SubAckPacket? SubAck = null, UnsubAckPacket? UnsubAck = null);
