using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>A session as the facts tell it, before it stands.</summary>
internal sealed class RecoveredSession(Session session)
{
    public Session Session { get; } = session;

    /// <summary>When the process died.</summary>
    public bool WasConnected { get; set; }

    public long DetachedAt { get; set; }

    public long WillAt { get; set; }

    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    public Dictionary<ulong, Delivery> Deliveries { get; } = [];
}

/// <summary>Gathers facts in the order in which they were told. Each may be told twice, and may speak of what is not known.</summary>
internal sealed class Recovery : IDurableFacts
{
    private readonly Dictionary<uint, RecoveredSession> _sessions = [];

    /// <summary>By topic.</summary>
    public Dictionary<string, Message> Retained { get; } = new(StringComparer.Ordinal);

    public uint LastSession { get; private set; }

    /// <summary>In the order of their numbers.</summary>
    public IEnumerable<RecoveredSession> Sessions => _sessions.Values.OrderBy(recovered => recovered.Session.Number);

    public void SessionOpened(uint session, string clientId, string? identity = null)
    {
        LastSession = Math.Max(LastSession, session);
        _sessions.TryAdd(session, new RecoveredSession(new Session(session, clientId, identity) { IsTold = true }));
    }

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will)
    {
        if (!_sessions.TryGetValue(session, out var known))
            return;
        known.WasConnected = true;
        known.Session.ExpiryInterval = expiryInterval;
        known.Session.Will = will;
    }

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt)
    {
        if (!_sessions.TryGetValue(session, out var known))
            return;
        known.WasConnected = false;
        known.DetachedAt = at;
        known.WillAt = willAt;
        known.Session.ExpiryInterval = expiryInterval;
        known.Session.Will = will;
    }

    public void SessionEnded(uint session) => _sessions.Remove(session);

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier)
    {
        if (_sessions.TryGetValue(session, out var known))
            known.Subscriptions[subscription.Filter] = new Subscription(known.Session, subscription, identifier);
    }

    public void Unsubscribed(uint session, string filter)
    {
        if (_sessions.TryGetValue(session, out var known))
            known.Subscriptions.Remove(filter);
    }

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
        if (retain && message.Payload.IsEmpty)
            Retained.Remove(message.Topic);
        else if (retain)
            Retained[message.Topic] = message;

        if (_sessions.TryGetValue(publisher, out var from) && incomingPacketId != 0)
            from.Session.Incoming[incomingPacketId] = 0;
        else if (from is not null)
            from.Session.Will = null;

        foreach (var fact in deliveries)
        {
            if (_sessions.TryGetValue(fact.Session, out var known))
                known.Deliveries.TryAdd(fact.Number, Deliver(known.Session, message, fact));
        }
    }

    public void Sent(uint session, ulong delivery, ushort packetId)
    {
        if (Find(session, delivery) is not { } known)
            return;
        known.PacketId = packetId;
        (known.Duplicate, known.IsPacketIdTold) = (true, true);
    }

    public void Received(uint session, ulong delivery)
    {
        if (Find(session, delivery) is not { } known)
            return;
        known.State = DeliveryState.Received;
        known.Message = Message.Nothing;
    }

    public void Done(uint session, ulong delivery)
    {
        if (_sessions.TryGetValue(session, out var known))
            known.Deliveries.Remove(delivery);
    }

    public void IncomingReleased(uint session, ushort packetId)
    {
        if (_sessions.TryGetValue(session, out var known))
            known.Session.Incoming.Remove(packetId);
    }

    private Delivery? Find(uint session, ulong delivery) => _sessions.TryGetValue(session, out var known) ? known.Deliveries.GetValueOrDefault(delivery) : null;

    /// <summary>One that had a packet identifier may have been sent.</summary>
    private static Delivery Deliver(Session session, Message message, in DeliveryFact fact) =>
        new(session, message, fact.Number, fact.QualityOfService, fact.Retain, fact.SubscriptionIdentifiers)
        {
            PacketId = fact.PacketId,
            IsTold = true,
            Duplicate = fact.PacketId != 0,
            IsPacketIdTold = fact.PacketId != 0,
        };
}
