using System.Runtime.InteropServices;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>One message comes in and goes to everyone whom it concerns (MQTT 5.0 §3.3.4, §4.3).</summary>
internal sealed partial class Router
{
    /// <summary>The deliveries of the message that is being routed.</summary>
    private readonly List<Delivery> _made = [];

    private readonly List<DeliveryFact> _facts = [];

    /// <summary>Routes one message and, when it is durable, acknowledges it to <paramref name="from"/>'s outlet (QoS 1: PUBACK, QoS 2: PUBREC), in the order of the publishes.
    /// The caller sees to it, under the gate, that <see cref="Session.Outlet"/> is still its own.</summary>
    public PublishOutcome Publish(Session from, Message message, ushort packetId, long now)
    {
        _now = now;
        if (message.QualityOfService == QualityOfService.AtMostOnce)
        {
            Route(from, message, 0, isWill: false);
            return PublishOutcome.Routed;
        }

        var type = message.QualityOfService == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec;
        if (type == PacketType.PubRec && from.Incoming.TryGetValue(packetId, out var position))
        {
            Hold(from, new HeldAck(position, from.Epoch, type, packetId, ReasonCode.Success));
            return PublishOutcome.Repeated;
        }

        var routed = Route(from, message, type == PacketType.PubRec ? packetId : (ushort)0, isWill: false);
        var refused = routed.Reason >= ReasonCode.UnspecifiedError;
        // A 3.1.1 client has no word for a refusal; its connection is closed by the caller.
        if (!refused || from.Version == MqttVersion.V5)
            Hold(from, new HeldAck(routed.Position, from.Epoch, type, packetId, routed.Reason));
        return refused ? PublishOutcome.Refused : PublishOutcome.Routed;
    }

    /// <summary>The same for the host's own messages; <paramref name="receipt"/> ends when it is durable, or refused. It must run its continuations asynchronously: it ends under the gate.</summary>
    public void Publish(Message message, TaskCompletionSource<ReasonCode> receipt, long now)
    {
        _now = now;
        var routed = Route(_host, message, 0, isWill: false);
        var type = message.QualityOfService == QualityOfService.ExactlyOnce ? PacketType.PubRec : PacketType.PubAck;
        Hold(_host, new HeldAck(routed.Position, _host.Epoch, type, 0, routed.Reason, receipt));
    }

    /// <param name="from">The publisher.</param>
    /// <param name="message">What.</param>
    /// <param name="incoming">The packet identifier to remember against repetition (QoS 2); else zero.</param>
    /// <param name="isWill">Nobody is there to be refused: what can be done is done.</param>
    private Routed Route(Session from, Message message, ushort incoming, bool isWill)
    {
        var audience = _subscriptions.Match(message.Topic);
        var retain = message.Retain && (isWill || store.IsWritable) && HasRoomToRetain(message);
        if (!isWill && message.QualityOfService != QualityOfService.AtMostOnce && IsRefused(audience, from, message, retain))
            return new Routed(ReasonCode.QuotaExceeded, 0);
        // At QoS 0 and for a will there is nobody to be told: the live message goes on, the loss is counted.
        if (message.Retain && !retain)
            notes.Dropped(from.ClientId, ReasonCode.QuotaExceeded);

        var changed = retain && Retain(message);
        _made.Clear();
        var matched = Spread(audience, from, message);
        var position = Tell(from, message, changed, incoming, isWill);
        if (message.QualityOfService == QualityOfService.ExactlyOnce)
            HoldBack(position);
        if (incoming != 0)
            from.Incoming[incoming] = position;
        foreach (var delivery in _made)
            Pump(delivery.Session);
        return new Routed(matched ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers, position);
    }

    /// <summary>True when somebody subscribes.</summary>
    private bool Spread(Audience audience, Session from, Message message)
    {
        var mayOvertake = message.QualityOfService != QualityOfService.ExactlyOnce;
        var matched = false;
        foreach (var target in audience.Targets)
        {
            if ((target.Session == from ? target.Own : target.Terms) is not { } terms)
                continue;
            matched = true;
            Deliver(target.Session, message, terms, mayOvertake: mayOvertake);
        }

        foreach (var group in audience.Groups)
        {
            if (group.Choose() is not { } member || Terms.Join(null, member) is not { } terms)
                continue;
            matched = true;
            Deliver(member.Session, message, terms, group, mayOvertake);
        }

        return matched;
    }

    /// <summary>Tells the store what must outlive the process: one fact, or none. Returns how far it must come before the publisher may be told, zero for no wait.</summary>
    private long Tell(Session from, Message message, bool retained, ushort incoming, bool isWill)
    {
        _facts.Clear();
        foreach (var delivery in _made)
        {
            if (IsToBeTold(delivery))
                _facts.Add(Introduce(delivery));
        }

        var remembered = incoming != 0 && from.IsKept;
        var willDone = isWill && from.IsTold;
        if (!retained && !remembered && !willDone && _facts.Count == 0)
            return 0;

        store.Published(message, retained, remembered || willDone ? from.Number : 0, remembered ? incoming : (ushort)0, CollectionsMarshal.AsSpan(_facts));
        return store.Position;
    }

    /// <summary>One of the same publish may have been given up already, for lack of room for another.</summary>
    private static bool IsToBeTold(Delivery delivery) =>
        delivery.Session.IsKept && delivery.QualityOfService != QualityOfService.AtMostOnce && delivery.State != DeliveryState.Gone;

    /// <summary>What goes out at once has its packet identifier in the same fact, and needs no other.</summary>
    private static DeliveryFact Introduce(Delivery delivery)
    {
        var session = delivery.Session;
        if (session.NextToAllot == delivery && session is { HasIdleWindow: true, Outlet.IsWritable: true })
            delivery.IsPacketIdTold = session.Allot(delivery);
        delivery.IsTold = true;
        return delivery.ToFact();
    }

    /// <summary>Nobody sees a QoS 2 message before it is on disk, neither at a lower QoS: after a crash its publisher, unacknowledged, would send it again, and it would have come twice.</summary>
    private void HoldBack(long position)
    {
        foreach (var delivery in _made)
            delivery.ReadyAt = position;
    }

    private bool IsRefused(Audience audience, Session from, Message message, bool retain)
    {
        if (message.Retain && !retain)
            return true;
        if (!store.IsWritable && (MustRemember(from, message) || HasKept(audience)))
            return true;
        return options.WhenQueueIsFull == QueueFullPolicy.RefusePublish && HasFull(audience, from, message);
    }

    private static bool MustRemember(Session from, Message message) => message.QualityOfService == QualityOfService.ExactlyOnce && from.IsKept;

    private static bool HasKept(Audience audience)
    {
        foreach (var target in audience.Targets)
        {
            if (target is { Session.IsKept: true, Terms.QualityOfService: not QualityOfService.AtMostOnce })
                return true;
        }

        foreach (var group in audience.Groups)
        {
            if (group.HasKeptMember)
                return true;
        }

        return false;
    }

    private bool HasFull(Audience audience, Session from, Message message)
    {
        foreach (var target in audience.Targets)
        {
            var terms = target.Session == from ? target.Own : target.Terms;
            if (terms is { QualityOfService: not QualityOfService.AtMostOnce } && !HasRoom(target.Session, message))
                return true;
        }

        foreach (var group in audience.Groups)
        {
            // Its turn is taken when the message is routed; here it is enough that one could take it.
            if (!group.Members.Exists(member => HasRoom(member.Session, message)))
                return true;
        }

        return false;
    }

    private readonly record struct Routed(ReasonCode Reason, long Position);
}
