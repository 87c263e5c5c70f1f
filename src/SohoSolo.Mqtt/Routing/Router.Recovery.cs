using System.Runtime.InteropServices;

namespace SohoSolo.Mqtt.Routing;

/// <summary>The state out of facts, and facts out of the state.</summary>
internal sealed partial class Router
{
    /// <summary>The clients of a broker that died have this long to come back before their wills are published, if they asked for no longer: it was not they who failed.</summary>
    private const long CrashGrace = 60_000;

    private Recovery? _recovery;

    /// <summary>Where a recovering store tells its facts, before anybody is connected; <see cref="Recovered"/> ends it.</summary>
    public IDurableFacts Recovering => _recovery ??= new Recovery();

    /// <summary>Sessions that were connected when the process died are detached now: their wills are due after the will delay or one minute, whichever is longer, unless the client is back by then;
    /// what may have been sent without a trace is marked as such (DUP).</summary>
    public void Recovered(long now)
    {
        _now = now;
        if (_recovery is not { } recovery)
            return;

        _recovery = null;
        _lastSession = Math.Max(_lastSession, recovery.LastSession);
        foreach (var message in recovery.Retained.Values)
        {
            if (message.ExpiresAt >= now)
                KeepRetained(message);
        }

        foreach (var recovered in recovery.Sessions)
            Raise(recovered);
    }

    /// <summary>Tells all that still stands, for a compaction. Messages, wills and identifiers are told by reference.</summary>
    public void Retell(IDurableFacts facts)
    {
        var waiting = new Dictionary<Message, List<DeliveryFact>>();
        foreach (var session in _sessions.Values.Where(session => session.IsTold).OrderBy(session => session.Number))
            RetellSession(session, facts, waiting);

        _retainedMatches.Clear();
        _retained.CopyAll(_retainedMatches);
        foreach (var message in _retainedMatches)
            CollectionsMarshal.GetValueRefOrAddDefault(waiting, message, out _) ??= [];
        foreach (var (message, deliveries) in waiting)
            facts.Published(message, _retained.Find(message.Topic) == message, 0, 0, CollectionsMarshal.AsSpan(deliveries));

        foreach (var session in _sessions.Values)
            RetellReceived(session, facts);
    }

    private void Raise(RecoveredSession recovered)
    {
        var session = recovered.Session;
        session.Limits = options.Limits;
        _sessions[session.ClientId] = session;
        foreach (var (filter, subscription) in recovered.Subscriptions)
        {
            session.Subscriptions.Add(filter, subscription);
            session.FilterCharacters += filter.Length;
            _subscriptions.Add(subscription);
        }

        foreach (var delivery in recovered.Deliveries.Values.OrderBy(delivery => delivery.Number))
            Raise(delivery);
        if (recovered.WasConnected)
            CutOff(session);
        else
            session.Lie(recovered.DetachedAt, recovered.WillAt);

        // What is over already ends with the first tick, when every session stands that its will may concern.
        Schedule(session);
    }

    private void Raise(Delivery delivery)
    {
        // Its message was left out when the client had it, and the fact that it had has not been told: nothing remains to be sent.
        if (delivery.Message.Topic.Length == 0 && delivery.State != DeliveryState.Received)
            return;
        if (delivery.Session.InFlight(delivery.PacketId) is null)
            Enqueue(delivery);
    }

    /// <summary>
    /// The connection died with the process. A QoS 1 message is sent without telling the store which packet identifier it had, so any that waits may have been sent: it gets one now and goes out as a
    /// repetition. A QoS 2 message is never sent without.
    /// </summary>
    private void CutOff(Session session)
    {
        for (var delivery = session.Line.First; delivery is not null; delivery = delivery.Next)
        {
            if (delivery is not { PacketId: 0, QualityOfService: QualityOfService.AtLeastOnce } || !session.HasIdentifiersToSpare || !session.Allot(delivery))
                continue;
            (delivery.Duplicate, delivery.IsPacketIdTold) = (true, true);
            store.Sent(session.Number, delivery.Number, delivery.PacketId);
        }

        var delay = Math.Max(CrashGrace, (session.Will?.DelayInterval ?? 0) * 1000L);
        session.Lie(_now, _now + delay);
        store.SessionDetached(session.Number, _now, session.ExpiryInterval, session.Will, session.Will is null ? 0 : session.WillAt);
    }

    private static void RetellSession(Session session, IDurableFacts facts, Dictionary<Message, List<DeliveryFact>> waiting)
    {
        facts.SessionOpened(session.Number, session.ClientId, session.Identity);
        if (session.Outlet is not null)
            facts.SessionConnected(session.Number, session.ExpiryInterval, session.Will);
        else
            facts.SessionDetached(session.Number, session.DetachedAt, session.ExpiryInterval, session.Will, session.Will is null ? 0 : session.WillAt);
        if (!session.IsKept)
            return;

        foreach (var subscription in session.Subscriptions.Values)
            facts.Subscribed(session.Number, subscription.Options, subscription.Identifier);
        // The message has been told of, or is done with; only the identifier must not be taken for new.
        foreach (var packetId in session.Incoming.Keys)
            facts.Published(Message.Nothing, false, session.Number, packetId, []);
        for (var delivery = session.Line.First; delivery is not null; delivery = delivery.Next)
        {
            if (delivery.IsTold)
                (CollectionsMarshal.GetValueRefOrAddDefault(waiting, delivery.Message, out _) ??= []).Add(delivery.ToFact());
        }
    }

    private static void RetellReceived(Session session, IDurableFacts facts)
    {
        for (var delivery = session.Line.First; delivery is not null; delivery = delivery.Next)
        {
            if (delivery is { IsTold: true, State: DeliveryState.Received })
                facts.Received(session.Number, delivery.Number);
        }
    }
}
