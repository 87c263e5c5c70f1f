using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>Messages go out to one session: in their order, within its window, not before the disk allows it (MQTT 5.0 §4.3, §4.6, §4.9).</summary>
internal sealed partial class Router
{
    /// <summary>The outlet takes more: what waits is sent.</summary>
    public void Resume(Session session, long now)
    {
        _now = now;
        Pump(session);
    }

    /// <param name="session">Whose.</param>
    /// <param name="message">What.</param>
    /// <param name="terms">How.</param>
    /// <param name="group">That chose the session; null when it subscribed for itself.</param>
    /// <param name="mayOvertake">At QoS 0 it may go out at once.</param>
    private void Deliver(Session session, Message message, in Terms terms, SharedGroup? group = null, bool mayOvertake = false)
    {
        var quality = terms.QualityOfService < message.QualityOfService ? terms.QualityOfService : message.QualityOfService;
        var retain = terms.RetainAsPublished && message.Retain;
        if (quality == QualityOfService.AtMostOnce)
        {
            if (session.Outlet is not { } outlet)
                return;
            if (mayOvertake && session.Fleeting.First is null && outlet.IsWritable)
            {
                Send(session, outlet, new Delivery(session, message, 0, quality, retain, terms.Identifiers));
                return;
            }
        }

        if (!MakeRoom(session, message))
            return;
        var delivery = new Delivery(session, message, session.NextNumber(), quality, retain, terms.Identifiers) { Group = group };
        Enqueue(delivery);
        _made.Add(delivery);
    }

    /// <summary>Sends what may be sent.</summary>
    private void Pump(Session session)
    {
        if (session.Outlet is not { } outlet)
            return;

        while (session.Fleeting.First is { } fleeting && outlet.IsWritable && IsReady(session, fleeting))
        {
            // It must have left before it is sent: what does not fit is given up there and then.
            Withdraw(fleeting);
            Send(session, outlet, fleeting);
        }

        while (session.NextToSend is { } delivery && outlet.IsWritable && Step(session, outlet, delivery))
        {
        }
    }

    /// <summary>False when this one must wait, and all behind it.</summary>
    private bool Step(Session session, IOutlet outlet, Delivery delivery)
    {
        if (delivery.State == DeliveryState.Received)
        {
            if (!IsReady(session, delivery))
                return false;
            session.NextToSend = delivery.Next;
            Answer(session, new HeldAnswer(0, new AckPacket(PacketType.PubRel, delivery.PacketId)));
            return true;
        }

        if (HasExpired(delivery))
        {
            GiveUp(delivery, ReasonCode.Success);
            return true;
        }

        // The first in line needs an identifier whatever stands behind it: after a crash some that wait behind it may have theirs already.
        if (session.Outstanding >= session.ReceiveMaximum || (delivery.PacketId == 0 && !Allot(session, delivery)))
            return false;
        if (!IsReady(session, delivery))
        {
            // Those behind it get their identifiers now, so that one write to disk serves them all.
            while (session is { NextToAllot: { } next, HasIdleWindow: true } && Allot(session, next))
            {
            }

            return false;
        }

        session.NextToSend = delivery.Next;
        if (Send(session, outlet, delivery))
            session.MarkSent(delivery);
        return true;
    }

    /// <summary>
    /// Gives the next that waits its packet identifier. At QoS 2 to a session that outlives the process it is told to the store, and the message does not go out before that is on disk: otherwise the
    /// identifier could be given to another message after a crash, which the client would take for a repetition of this one and throw away. At QoS 1 the worst is that it comes twice.
    /// </summary>
    private bool Allot(Session session, Delivery delivery)
    {
        if (!session.Allot(delivery))
            return false;
        if (delivery is { IsTold: true, QualityOfService: QualityOfService.ExactlyOnce })
        {
            store.Sent(session.Number, delivery.Number, delivery.PacketId);
            delivery.IsPacketIdTold = true;
            delivery.ReadyAt = store.Position;
        }

        return true;
    }

    private bool IsReady(Session session, Delivery delivery)
    {
        if (delivery.ReadyAt <= store.DurablePosition)
            return true;
        AwaitDisk(session);
        return false;
    }

    /// <summary>What the client may have begun to take at QoS 2 is finished whatever its age; else both sides would keep its identifier for ever.</summary>
    private bool HasExpired(Delivery delivery) =>
        delivery.Message.ExpiresAt < _now && (delivery.QualityOfService != QualityOfService.ExactlyOnce || !delivery.HasBegun);

    /// <summary>False when the client does not take so large a packet: it is given up as if it had been sent (MQTT 5.0 §3.1.2.11.4).</summary>
    private bool Send(Session session, IOutlet outlet, Delivery delivery)
    {
        var message = delivery.Message;
        if (HasExpired(delivery))
        {
            notes.Dropped(session.ClientId, ReasonCode.Success);
            return false;
        }

        var publish = new OutgoingPublish
        {
            Duplicate = delivery.Duplicate,
            QualityOfService = delivery.QualityOfService,
            Retain = delivery.Retain,
            Topic = message.TopicUtf8,
            PacketId = delivery.PacketId,
            MessageExpiryInterval = message.ExpiresAt == long.MaxValue ? null : SecondsLeft(message),
            SubscriptionIdentifiers = delivery.Identifiers,
            PassedOn = message.PassedOn,
            Payload = message.Payload,
        };
        Touch(session, outlet);
        if (outlet.Publish(publish))
        {
            notes.Sent(delivery.QualityOfService);
            return true;
        }

        if (delivery.QualityOfService == QualityOfService.AtMostOnce)
            notes.Dropped(session.ClientId, ReasonCode.PacketTooLarge);
        else
            GiveUp(delivery, ReasonCode.PacketTooLarge);
        return false;
    }

    /// <summary>The interval that came less the whole seconds that it waited (MQTT 5.0 §3.3.2.3.3).</summary>
    private uint SecondsLeft(Message message) => (uint)Math.Max(0, (message.ExpiresAt - _now + 999) / 1000);
}
