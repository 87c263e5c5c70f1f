using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Mqtt.Routing;

/// <summary>What waits is bounded: for each session, and for all of them together.</summary>
internal sealed partial class Router
{
    /// <summary>All sessions are looked through for the heaviest so often at most.</summary>
    private const long ScanInterval = 100;

    private long _queuedMessages;
    private long _queuedBytes;
    private Session? _heaviest;
    private long _nextScan;

    private void Enqueue(Delivery delivery)
    {
        var session = delivery.Session;
        session.Append(delivery);
        _queuedMessages++;
        _queuedBytes += delivery.Message.Weight;
        if (_heaviest is null || session.Bytes > _heaviest.Bytes)
            _heaviest = session;
    }

    /// <summary>It leaves its line, for whatever reason; the store is not told.</summary>
    private void Withdraw(Delivery delivery)
    {
        _queuedMessages--;
        _queuedBytes -= delivery.Message.Weight;
        delivery.Session.Remove(delivery);
    }

    /// <summary>Nothing remains of it: the store is told, if it knew.</summary>
    private void Finish(Delivery delivery)
    {
        Withdraw(delivery);
        if (delivery.IsTold)
            store.Done(delivery.Session.Number, delivery.Number);
    }

    private void GiveUp(Delivery delivery, ReasonCode reason)
    {
        Finish(delivery);
        notes.Dropped(delivery.Session.ClientId, reason);
    }

    private bool HasRoom(Session session, Message message) => FitsSession(session, message) && _queuedBytes + message.Weight <= options.MaximumQueuedBytes;

    private static bool FitsSession(Session session, Message message) =>
        session.Waiting < session.Limits.MaximumQueuedMessages && session.Bytes + message.Weight <= session.Limits.MaximumQueuedBytes;

    /// <summary>False when the message is given up for this session, which has been counted then.</summary>
    private bool MakeRoom(Session session, Message message)
    {
        if (HasRoom(session, message))
            return true;
        if (options.WhenQueueIsFull == QueueFullPolicy.DropOldest && DropOldest(session, message) && DropHeaviest(message))
            return true;

        notes.Dropped(session.ClientId, ReasonCode.QuotaExceeded);
        return false;
    }

    private bool DropOldest(Session session, Message message)
    {
        while (!FitsSession(session, message))
        {
            if (OldestWaiting(session) is not { } oldest)
                return false;
            GiveUp(oldest, ReasonCode.QuotaExceeded);
        }

        return true;
    }

    /// <summary>
    /// Too much in all sessions together: the session that holds most gives up its oldest, not the one that is just being written to, lest one client that reads nothing take their messages from all who do.
    /// </summary>
    private bool DropHeaviest(Message message)
    {
        while (_queuedBytes + message.Weight > options.MaximumQueuedBytes)
        {
            if ((_heaviest is { } known ? OldestWaiting(known) : null) is { } oldest)
                GiveUp(oldest, ReasonCode.QuotaExceeded);
            else if (!FindHeaviest())
                return false;
        }

        return true;
    }

    private bool FindHeaviest()
    {
        if (_now < _nextScan)
            return false;

        _nextScan = _now + ScanInterval;
        _heaviest = null;
        foreach (var session in _sessions.Values)
        {
            if (session.Waiting > 0 && (_heaviest is null || session.Bytes > _heaviest.Bytes))
                _heaviest = session;
        }

        return _heaviest is not null;
    }

    /// <summary>QoS 0 first, which nobody was promised; never one that is in flight.</summary>
    private static Delivery? OldestWaiting(Session session) => session.Fleeting.First ?? session.NextToAllot;
}
