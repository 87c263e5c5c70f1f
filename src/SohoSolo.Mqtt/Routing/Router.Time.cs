namespace SohoSolo.Mqtt.Routing;

/// <summary>What becomes due: wills, the end of sessions, the end of messages. The time is told, never asked for.</summary>
internal sealed partial class Router
{
    private const long SweepInterval = 60_000;

    /// <summary>May name a session that is not due any more; it is looked at and passed over.</summary>
    private readonly PriorityQueue<Session, long> _due = new();

    private long _nextSweep;

    /// <summary>Publishes wills that are due, forgets sessions and messages that expired. Returns when something is due next; <see cref="long.MaxValue"/> for nothing.</summary>
    public long Tick(long now)
    {
        _now = now;
        while (_due.TryPeek(out var session, out var at) && at <= now)
        {
            _due.Dequeue();
            if (IsStanding(session) && session.DueAt <= now)
                TakeDue(session);
        }

        ForgetExpiredRetained();
        if (now >= _nextSweep)
            Sweep();
        return NextDue();
    }

    private bool IsStanding(Session session) => _sessions.GetValueOrDefault(session.ClientId) == session;

    private void TakeDue(Session session)
    {
        if (session.WillAt <= _now)
            PublishWill(session);
        session.Lie(session.DetachedAt, session.WillAt);
        if (session.ExpiresAt <= _now)
            End(session);
        else
            Schedule(session);
    }

    private void Schedule(Session session)
    {
        if (session.DueAt == long.MaxValue)
            return;

        _due.Enqueue(session, session.DueAt);
        if (_due.Count <= (2 * _sessions.Count) + 64)
            return;
        // A client that comes and goes leaves an entry each time.
        _due.Clear();
        foreach (var standing in _sessions.Values)
        {
            if (standing.DueAt != long.MaxValue)
                _due.Enqueue(standing, standing.DueAt);
        }
    }

    /// <summary>Messages that nobody fetches expire too. They are looked for now and then only: whoever fetches his does not get them in any case.</summary>
    private void Sweep()
    {
        _nextSweep = _now + SweepInterval;
        foreach (var session in _sessions.Values)
        {
            if (session.Expiring == 0)
                continue;
            Sweep(session.Line);
            Sweep(session.Fleeting);
        }
    }

    private void Sweep(DeliveryLine line)
    {
        for (Delivery? next, delivery = line.First; delivery is not null; delivery = next)
        {
            next = delivery.Next;
            if (!delivery.IsOnWire && HasExpired(delivery))
                GiveUp(delivery, ReasonCode.Success);
        }
    }

    private long NextDue()
    {
        var next = _due.TryPeek(out _, out var at) ? at : long.MaxValue;
        if (_retainedExpiries.TryPeek(out _, out var expiry))
            next = Math.Min(next, expiry + 1);
        return _queuedMessages > 0 ? Math.Min(next, _nextSweep) : next;
    }
}
