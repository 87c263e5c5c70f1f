using System.Text;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>Sessions begin, are taken up, left and ended (MQTT 5.0 §3.1.2.4, §3.1.2.11.2, §4.1), and their wills with them (§3.1.2.5).</summary>
internal sealed partial class Router
{
    /// <summary>A client's CONNECT was accepted: its session is found or made, another connection of the same identifier is closed (0x8E), what waits is sent. The outlet has written CONNACK when
    /// <paramref name="greet"/> returns, which is called with what CONNACK needs before anything else is written; not when the answer names a reason, then the caller refuses. A session stays with the identity that opened it:
    /// who comes as another neither gets its messages nor pushes its client out.</summary>
    public Attachment Attach(BrokerClient client, ConnectPacket connect, ClientLimits limits, IOutlet outlet, Action<Attachment> greet, long now)
    {
        _now = now;
        var clientId = client.ClientId;
        if (_sessions.TryGetValue(clientId, out var present) && present.Identity != client.Identity && !IsAbandoned(present))
            return new Attachment(null, false, 0, ReasonCode.NotAuthorized);

        var known = FindToResume(clientId, connect.CleanStart || present?.Identity != client.Identity);
        if (known is null && _sessions.Count >= options.MaximumSessions)
            return new Attachment(null, false, 0, ReasonCode.QuotaExceeded);

        var session = known ?? Open(client);
        var expiryInterval = Math.Min(connect.SessionExpiryInterval, options.MaximumSessionExpiryInterval);
        session.Connect(outlet, connect, limits, expiryInterval);
        _connected++;
        TellConnected(session);
        var attachment = new Attachment(session, known is not null, expiryInterval, ReasonCode.Success);
        Touch(session, outlet);
        greet(attachment);
        Pump(session);
        return attachment;
    }

    /// <summary>The connection is gone. Nothing happens if another has taken the session since. <paramref name="withWill"/>: there was no goodbye (MQTT 5.0 §3.14.4).
    /// <paramref name="expiryInterval"/>: as DISCONNECT changed it; null as it was.</summary>
    public void Detach(Session session, IOutlet outlet, bool withWill, uint? expiryInterval, long now)
    {
        _now = now;
        if (session.Outlet != outlet)
            return;

        if (expiryInterval is { } changed && session.IsKept)
            session.ExpiryInterval = Math.Min(changed, options.MaximumSessionExpiryInterval);
        if (!withWill)
            session.Will = null;
        Leave(session);
    }

    /// <summary>Whoever comes may end it, and reads nothing of it: it has expired, or an anonymous client left it, who would else lock the identifier for ever.</summary>
    private bool IsAbandoned(Session session) => session.Outlet is null && (session.Identity is null || session.ExpiresAt <= _now);

    /// <summary>The session that a CONNECT resumes, disconnected; null when it begins a new one. Whatever of an old one stood in the way is gone.</summary>
    private Session? FindToResume(string clientId, bool cleanStart)
    {
        if (_sessions.GetValueOrDefault(clientId)?.Outlet is { } other)
        {
            var taken = _sessions[clientId];
            Touch(taken, other);
            other.Close(ReasonCode.SessionTakenOver);
            Leave(taken);
        }

        if (_sessions.GetValueOrDefault(clientId) is not { } session)
            return null;
        // The broker's own death is not the client's: whoever is back in time has no will to regret, even if it begins anew (MQTT 5.0 §3.1.2.5 speaks of the network connection's end).
        if (session.WasCutByCrash)
            session.Will = null;
        if (!cleanStart && session.IsKept && session.ExpiresAt > _now)
            return session;

        End(session);
        return null;
    }

    private Session Open(BrokerClient client)
    {
        var session = new Session(++_lastSession, client.ClientId, client.Identity);
        _sessions.Add(client.ClientId, session);
        return session;
    }

    /// <summary>A session that ends with its connection and has no will leaves no trace on disk.</summary>
    private void TellConnected(Session session)
    {
        if (!session.IsTold && !session.IsKept && session.Will is null)
            return;
        if (!session.IsTold)
            store.SessionOpened(session.Number, session.ClientId, session.Identity);
        session.IsTold = true;
        store.SessionConnected(session.Number, session.ExpiryInterval, session.Will);
    }

    private void Leave(Session session)
    {
        _connected--;
        TellSent(session);
        // The will waits for its delay, or for the session's end if that comes first (MQTT 5.0 §3.1.3.2.2).
        var delay = Math.Min(session.Will?.DelayInterval ?? 0, session.ExpiryInterval);
        while (session.Fleeting.First is { } fleeting)
            Withdraw(fleeting);
        session.Disconnect(_now, _now + (delay * 1000L));
        if (!session.IsKept)
        {
            End(session);
            return;
        }

        if (delay == 0)
            PublishWill(session);
        session.Lie(_now, session.WillAt);
        if (session.IsTold)
            store.SessionDetached(session.Number, _now, session.ExpiryInterval, session.Will, session.Will is null ? 0 : session.WillAt);
        Schedule(session);
    }

    /// <summary>What was sent at QoS 1 without telling the store is told now: after a crash nobody could guess any more that it was (DUP).</summary>
    private void TellSent(Session session)
    {
        for (var delivery = session.Line.First; delivery is not null; delivery = delivery.Next)
        {
            if (delivery is not { IsTold: true, IsPacketIdTold: false, State: DeliveryState.Sent })
                continue;
            delivery.IsPacketIdTold = true;
            store.Sent(session.Number, delivery.Number, delivery.PacketId);
        }
    }

    private void End(Session session)
    {
        _sessions.Remove(session.ClientId);
        foreach (var subscription in session.Subscriptions.Values)
            _subscriptions.Remove(subscription);
        session.Subscriptions.Clear();
        PassOn(session, null);
        PublishWill(session);
        while (session.Line.First is { } delivery)
            Withdraw(delivery);
        if (session.IsTold)
            store.SessionEnded(session.Number);
        session.IsTold = false;
        if (_heaviest == session)
            _heaviest = null;
    }

    private void PublishWill(Session session)
    {
        if (session.Will is not { } will)
            return;

        session.Will = null;
        var message = new Message
        {
            Topic = will.Topic,
            TopicUtf8 = Encoding.UTF8.GetBytes(will.Topic),
            Payload = will.Payload,
            PassedOn = will.PassedOn,
            QualityOfService = will.QualityOfService,
            Retain = will.Retain,
            ExpiresAt = will.MessageExpiryInterval is { } seconds ? _now + (seconds * 1000L) : long.MaxValue,
        };
        Route(session, message, 0, isWill: true);
    }
}
