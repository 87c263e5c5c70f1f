using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>Acknowledgements both ways (MQTT 5.0 §4.3, §4.6): the broker's own wait for the disk, and keep their order.</summary>
internal sealed partial class Router
{
    /// <summary>Refuses a publish in its turn among the acknowledgements: PUBACK or PUBREC with the reason. To a 3.1.1 client success may be said, which ends its repeating; any other reason closes.</summary>
    public void Refuse(Session from, QualityOfService qualityOfService, ushort packetId, ReasonCode reason)
    {
        if (qualityOfService != QualityOfService.AtMostOnce)
            Hold(from, new HeldAck(0, from.Epoch, qualityOfService == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, packetId, reason));
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP from the client.</summary>
    public void Acknowledged(Session session, in AckPacket ack, long now)
    {
        _now = now;
        switch (ack.Type)
        {
            case PacketType.PubAck:
                TakePubAck(session, ack);
                break;
            case PacketType.PubRec:
                TakePubRec(session, ack);
                break;
            case PacketType.PubRel:
                TakePubRel(session, ack);
                break;
            case PacketType.PubComp:
                TakePubComp(session, ack);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(ack), ack.Type, "Not an acknowledgement.");
        }
    }

    private void TakePubAck(Session session, in AckPacket ack)
    {
        if (session.InFlight(ack.PacketId) is not { QualityOfService: QualityOfService.AtLeastOnce, HasBegun: true } delivery)
            return;
        Finish(delivery);
        Pump(session);
    }

    private void TakePubRec(Session session, in AckPacket ack)
    {
        if (session.InFlight(ack.PacketId) is not { QualityOfService: QualityOfService.ExactlyOnce, HasBegun: true } delivery)
        {
            Answer(session, new HeldAnswer(0, Reply(session, PacketType.PubRel, ack.PacketId, ReasonCode.PacketIdentifierNotFound)));
            return;
        }

        if (ack.Reason >= ReasonCode.UnspecifiedError)
        {
            // The client does not want it; there is nothing to release (MQTT 5.0 §4.3.3).
            Finish(delivery);
            Pump(session);
            return;
        }

        if (delivery.State != DeliveryState.Received)
            NoteReceived(session, delivery);
        // Once the client was told to release the identifier it forgets the message. If the broker forgot after a crash that it had come so far, it would send it again as a message of its own.
        Answer(session, new HeldAnswer(delivery.ReadyAt, new AckPacket(PacketType.PubRel, ack.PacketId)));
    }

    private void NoteReceived(Session session, Delivery delivery)
    {
        _queuedBytes += Message.Nothing.Weight - delivery.Message.Weight;
        session.MarkReceived(delivery);
        if (!delivery.IsTold)
            return;
        store.Received(session.Number, delivery.Number);
        delivery.ReadyAt = store.Position;
    }

    private void TakePubComp(Session session, in AckPacket ack)
    {
        if (session.InFlight(ack.PacketId) is not { State: DeliveryState.Received } delivery)
            return;
        Finish(delivery);
        Pump(session);
    }

    private void TakePubRel(Session session, in AckPacket ack)
    {
        var known = session.Incoming.Remove(ack.PacketId);
        if (known && session.IsTold)
            store.IncomingReleased(session.Number, ack.PacketId);
        // After PUBCOMP the client uses the identifier for another message. If the broker remembered the old one after a crash, it would take that message for a repetition, and it would be lost.
        // The same holds for a PUBREL said again, before the first was answered.
        var position = session.IsTold ? store.Position : 0;
        Answer(session, new HeldAnswer(position, Reply(session, PacketType.PubComp, ack.PacketId, known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound)));
    }

    private static AckPacket Reply(Session session, PacketType type, ushort packetId, ReasonCode reason) =>
        new(type, packetId, session.Version == MqttVersion.V5 ? reason : ReasonCode.Success);

    /// <summary>Tells the publisher when the disk is so far; one that needs no disk still waits for those before it (MQTT 5.0 §4.6).</summary>
    private void Hold(Session from, in HeldAck ack)
    {
        if (ack.Position <= store.DurablePosition && IsNext(from, ack.Type))
        {
            Write(from, ack);
            return;
        }

        from.HeldAcks.Enqueue(ack);
        AwaitDisk(from);
    }

    /// <summary>A PUBACK does not wait for PUBRECs that a full disk holds up; among themselves each kind keeps its order.</summary>
    private bool IsNext(Session from, PacketType type)
    {
        if (from.HeldAcks.Count == 0)
            return true;
        if (store.IsWritable)
            return false;
        foreach (var held in from.HeldAcks)
        {
            if (held.Type == type)
                return false;
        }

        return true;
    }

    private void Answer(Session session, in HeldAnswer answer)
    {
        if (session.HeldAnswers.Count == 0 && answer.Position <= store.DurablePosition)
        {
            Write(session, answer);
            return;
        }

        session.HeldAnswers.Enqueue(answer);
        AwaitDisk(session);
    }

    private void Write(Session session, in HeldAck ack)
    {
        ack.Receipt?.TrySetResult(ack.Reason);
        if (ack.Epoch != session.Epoch || session.Outlet is not { } outlet)
            return;

        Touch(session, outlet);
        if (session.Version == MqttVersion.V5 || ack.Reason < ReasonCode.UnspecifiedError)
            outlet.Acknowledge(Reply(session, ack.Type, ack.PacketId, ack.Reason));
        else
            outlet.Close(ack.Reason);
    }

    private void Write(Session session, in HeldAnswer answer)
    {
        if (session.Outlet is not { } outlet)
            return;

        Touch(session, outlet);
        if (answer.Ack is { } ack)
            outlet.Acknowledge(ack);
        if (answer.SubAck is { } subAck)
            outlet.Acknowledge(subAck);
        if (answer.UnsubAck is { } unsubAck)
            outlet.Acknowledge(unsubAck);
    }
}
