namespace SohoSolo.Mqtt.Routing;

/// <summary>What waits for the disk: goes out when it is there, is refused or undone when the disk takes nothing.</summary>
internal sealed partial class Router
{
    private List<Session> _awaiting = [];
    private List<Session> _advancing = [];

    /// <summary>The store reached the disk, or failed to: held acknowledgements and deliveries go out, or are refused (0x97).</summary>
    public void Advance(long now)
    {
        _now = now;
        if (!store.IsWritable)
            RefuseHeld();

        (_awaiting, _advancing) = (_advancing, _awaiting);
        foreach (var session in _advancing)
        {
            session.AwaitsDisk = false;
            WriteHeld(session);
            Pump(session);
        }

        _advancing.Clear();
    }

    private void AwaitDisk(Session session)
    {
        if (session.AwaitsDisk)
            return;
        session.AwaitsDisk = true;
        _awaiting.Add(session);
    }

    /// <summary>Answers first: a SUBACK and its retained messages wait for the same position, and go out in this order.</summary>
    private void WriteHeld(Session session)
    {
        var durable = store.DurablePosition;
        while (session.HeldAnswers.TryPeek(out var answer) && answer.Position <= durable)
            Write(session, session.HeldAnswers.Dequeue());
        while (session.HeldAcks.TryPeek(out var ack) && ack.Position <= durable)
            Write(session, session.HeldAcks.Dequeue());
        if (session.HeldAnswers.Count + session.HeldAcks.Count > 0)
            AwaitDisk(session);
    }

    /// <summary>
    /// The disk does not take what was published: the publishers are told so instead of being left waiting. At QoS 1 the message may have reached somebody, and may again when it is repeated. At QoS 2
    /// nobody has seen it: it is undone. SUBACKs, releases and deliveries promise nothing new; they wait until the disk takes them.
    /// </summary>
    private void RefuseHeld()
    {
        var undone = new List<(Publication Publication, Session From, ushort PacketId)>();
        foreach (var session in _awaiting)
        {
            for (var left = session.HeldAcks.Count; left > 0; left--)
            {
                var ack = session.HeldAcks.Dequeue();
                var isRefused = ack.Position > store.DurablePosition;
                if (isRefused && ack.Publication is { } publication)
                    undone.Add((publication, session, ack.PacketId));
                session.HeldAcks.Enqueue(isRefused ? ack with { Position = 0, Reason = ReasonCode.QuotaExceeded, Publication = null } : ack);
            }
        }

        // The last first, so that each finds what it had put in its topic's place.
        undone.Sort((one, other) => other.Publication.Position.CompareTo(one.Publication.Position));
        foreach (var (publication, from, packetId) in undone)
            Undo(publication, from, packetId);
    }

    /// <summary>The store still has the publish in its buffer, and may write it yet: facts that take it back follow it.</summary>
    private void Undo(Publication publication, Session from, ushort packetId)
    {
        foreach (var delivery in publication.Deliveries)
        {
            if (delivery.State != DeliveryState.Gone)
                Finish(delivery);
        }

        publication.Deliveries.Clear();
        if (packetId != 0 && from.Incoming.Remove(packetId) && from.IsTold)
            store.IncomingReleased(from.Number, packetId);
        var message = publication.Message;
        if (message.Retain && _retained.Find(message.Topic) == (message.Payload.IsEmpty ? null : message))
            RestoreRetained(message, publication.RetainedBefore);
    }

    private void RestoreRetained(Message message, Message? before)
    {
        if (before is not null)
            KeepRetained(before);
        else
            _retained.Clear(message.Topic);
        store.Published(before ?? new Message { Topic = message.Topic, TopicUtf8 = message.TopicUtf8, Retain = true }, true, 0, 0, []);
    }

    private int CountHeld()
    {
        var held = 0;
        foreach (var session in _awaiting)
            held += session.HeldAcks.Count + session.HeldAnswers.Count;
        return held;
    }
}
