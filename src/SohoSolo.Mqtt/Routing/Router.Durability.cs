using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>What waits for the disk: goes out when it is there, or is refused when the disk takes nothing.</summary>
internal sealed partial class Router
{
    private List<Session> _awaiting = [];
    private List<Session> _advancing = [];

    /// <summary>The store reached the disk, or failed to: held acknowledgements and deliveries go out, or QoS 1 publishes are refused (0x97).</summary>
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
    /// The disk does not take what was published at QoS 1: the publishers are told so instead of being left waiting. The message may have reached somebody, and may again when it is repeated. At QoS 2
    /// the publisher must wait: what was told stays in the store's buffer and may reach the disk yet, with the packet identifier in it. A publisher that was refused would use the identifier for
    /// another message, which would after a crash be taken for a repetition, and be lost. Nobody has seen the message so far, and nobody will before the disk has it.
    /// </summary>
    private void RefuseHeld()
    {
        var durable = store.DurablePosition;
        foreach (var session in _awaiting)
        {
            for (var left = session.HeldAcks.Count; left > 0; left--)
            {
                var ack = session.HeldAcks.Dequeue();
                if (ack.Type == PacketType.PubRec)
                    session.HeldAcks.Enqueue(ack);
                else
                    Write(session, ack.Position > durable ? ack with { Reason = ReasonCode.QuotaExceeded } : ack);
            }
        }
    }

    private int CountHeld()
    {
        var held = 0;
        foreach (var session in _awaiting)
            held += session.HeldAcks.Count + session.HeldAnswers.Count;
        return held;
    }
}
