using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>
/// Everything that must outlive the process, as facts in the order in which they happened. Three things speak this language: the router tells facts to the log,
/// a recovering log tells them to the router, and a compaction has the router tell the log all that still stands. A fact about an unknown session or delivery is ignored.
/// Spans and memories are read during the call, or belong to an immutable <see cref="Message"/>.
/// </summary>
internal interface IDurableFacts
{
    /// <summary>A session begins. Its number is used once, in ascending order. It belongs to who opened it; null for an anonymous client.</summary>
    void SessionOpened(uint session, string clientId, string? identity = null);

    /// <summary>A connection took the session up. Should the process die now, the will (null for none) is due, and the session expires so many seconds later.</summary>
    void SessionConnected(uint session, uint expiryInterval, WillPacket? will);

    /// <summary>The connection is gone; what is left of the will (null for none) is published at <paramref name="willAt"/>. Unix milliseconds.</summary>
    void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt);

    /// <summary>The session and all that hung on it are forgotten.</summary>
    void SessionEnded(uint session);

    /// <summary>A new subscription, or another for the same filter in its place.</summary>
    void Subscribed(uint session, TopicSubscription subscription, uint identifier);

    void Unsubscribed(uint session, string filter);

    /// <summary>
    /// One publish, whole or not at all: it becomes its topic's retained message if <paramref name="retain"/> (an empty payload clears it), waits for each delivery's session,
    /// and is remembered against repetition under the publisher's packet identifier when that is not zero (QoS 2). A publisher (not zero) without a packet identifier: the message is the
    /// session's will, which is done with it.
    /// </summary>
    void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries);

    /// <summary>A waiting delivery was given a packet identifier and sent. Also said of one that has been sent before.</summary>
    void Sent(uint session, ulong delivery, ushort packetId);

    /// <summary>QoS 2: the subscriber has it (PUBREC); only PUBREL remains to be said.</summary>
    void Received(uint session, ulong delivery);

    /// <summary>Acknowledged, expired or dropped: nothing remains of the delivery.</summary>
    void Done(uint session, ulong delivery);

    /// <summary>QoS 2: the publisher released its packet identifier (PUBREL).</summary>
    void IncomingReleased(uint session, ushort packetId);
}

/// <summary>One message on its way to one session.</summary>
/// <param name="Session">Whose.</param>
/// <param name="Number">Ascending within the session; the order of delivery.</param>
/// <param name="PacketId">Zero until it is sent.</param>
/// <param name="QualityOfService">At which it goes out; never 0, such are not kept.</param>
/// <param name="Retain">The flag to send.</param>
/// <param name="SubscriptionIdentifiers">Of the subscriptions that it matched.</param>
internal readonly record struct DeliveryFact(uint Session, ulong Number, ushort PacketId, QualityOfService QualityOfService, bool Retain, ReadOnlyMemory<uint> SubscriptionIdentifiers);
