namespace SohoSolo.Mqtt.Packets;

/// <summary>A client's wish for topics (MQTT 5.0 §3.8).</summary>
/// <param name="PacketId">Never zero.</param>
/// <param name="Filters">At least one, in order.</param>
/// <param name="SubscriptionIdentifier">1 to 268,435,455; null for none (§3.8.2.1.2).</param>
/// <param name="UserProperties">(§3.8.2.1.3)</param>
public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<TopicSubscription> Filters, uint? SubscriptionIdentifier, IReadOnlyList<UserProperty> UserProperties);

/// <summary>One topic filter with its options (MQTT 5.0 §3.8.3.1).</summary>
/// <param name="Filter">Well-formed, with wildcards or <c>$share/…</c>.</param>
/// <param name="MaximumQualityOfService">Messages come at this QoS at most.</param>
/// <param name="NoLocal">Not what the client itself publishes.</param>
/// <param name="RetainAsPublished">Keep the retain flag as the publisher set it.</param>
/// <param name="RetainHandling">Whether retained messages are sent at once.</param>
public readonly record struct TopicSubscription(string Filter, QualityOfService MaximumQualityOfService, bool NoLocal = false, bool RetainAsPublished = false, RetainHandling RetainHandling = RetainHandling.Send);

/// <summary>What of the retained messages a SUBSCRIBE brings (MQTT 5.0 §3.8.3.1).</summary>
public enum RetainHandling : byte
{
    /// <summary>All that match.</summary>
    Send = 0,

    /// <summary>Only if the subscription did not exist yet.</summary>
    SendIfNew = 1,

    /// <summary>None.</summary>
    DoNotSend = 2,
}

/// <summary>The answer to SUBSCRIBE (MQTT 5.0 §3.9).</summary>
/// <param name="PacketId">Of the SUBSCRIBE.</param>
/// <param name="Reasons">One for each filter, in order; a 3.1.1 client gets 0x80 for every failure.</param>
/// <param name="ReasonString">For people; null for none.</param>
public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, string? ReasonString = null);

/// <summary>A client gives topics up (MQTT 5.0 §3.10).</summary>
/// <param name="PacketId">Never zero.</param>
/// <param name="Filters">At least one, in order.</param>
/// <param name="UserProperties">(§3.10.2.1.2)</param>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, IReadOnlyList<UserProperty> UserProperties);

/// <summary>The answer to UNSUBSCRIBE (MQTT 5.0 §3.11).</summary>
/// <param name="PacketId">Of the UNSUBSCRIBE.</param>
/// <param name="Reasons">One for each filter, in order; none are sent to a 3.1.1 client.</param>
/// <param name="ReasonString">For people; null for none.</param>
public sealed record UnsubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, string? ReasonString = null);
