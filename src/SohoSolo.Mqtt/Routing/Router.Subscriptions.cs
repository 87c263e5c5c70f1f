using System.Runtime.InteropServices;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>Who wants what (MQTT 5.0 §3.8, §3.10, §4.8).</summary>
internal sealed partial class Router
{
    /// <summary>Subscribes what <paramref name="verdicts"/> allows (one for each filter: success, or why not), writes SUBACK when that is durable, then sends retained messages.</summary>
    public void Subscribe(Session session, SubscribePacket packet, ReadOnlySpan<ReasonCode> verdicts, long now)
    {
        _now = now;
        _made.Clear();
        var reasons = new ReasonCode[packet.Filters.Count];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = verdicts[i] >= ReasonCode.UnspecifiedError ? verdicts[i] : Subscribe(session, packet.Filters[i], packet.SubscriptionIdentifier ?? 0);

        // One position for the answer and for all that follows it, so that they go out in this order.
        var position = session.IsKept ? store.Position : 0;
        foreach (var delivery in _made)
            delivery.ReadyAt = position;
        Answer(session, new HeldAnswer(position, null, SubAck: new SubAckPacket(packet.PacketId, reasons)));
        Pump(session);
    }

    public void Unsubscribe(Session session, UnsubscribePacket packet, long now)
    {
        _now = now;
        var reasons = new ReasonCode[packet.Filters.Count];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = Unsubscribe(session, packet.Filters[i]);
        Answer(session, new HeldAnswer(session.IsKept ? store.Position : 0, null, UnsubAck: new UnsubAckPacket(packet.PacketId, reasons)));
    }

    private ReasonCode Subscribe(Session session, in TopicSubscription options, uint identifier)
    {
        var isNew = !session.Subscriptions.TryGetValue(options.Filter, out var subscription);
        if ((isNew && !HasRoom(session, options.Filter)) || (session.IsKept && !store.IsWritable))
            return ReasonCode.QuotaExceeded;

        if (subscription is null)
        {
            subscription = new Subscription(session, options, identifier);
            session.Subscriptions.Add(options.Filter, subscription);
            session.FilterCharacters += options.Filter.Length;
            _subscriptions.Add(subscription);
        }
        else
        {
            subscription.Replace(options, identifier);
            _subscriptions.Forget();
        }

        if (session.IsKept)
            store.Subscribed(session.Number, options, identifier);
        if (subscription.Group is null && (options.RetainHandling == RetainHandling.Send || (options.RetainHandling == RetainHandling.SendIfNew && isNew)))
            DeliverRetained(subscription);
        return (ReasonCode)options.MaximumQualityOfService;
    }

    private static bool HasRoom(Session session, string filter) =>
        session.Subscriptions.Count < session.Limits.MaximumSubscriptions && session.FilterCharacters + filter.Length <= session.Limits.MaximumFilterCharacters;

    /// <summary>Each is a delivery like any other: to a session that is kept, the store is told of it.</summary>
    private void DeliverRetained(Subscription subscription)
    {
        _retainedMatches.Clear();
        _retained.Match(subscription.TopicFilter, _retainedMatches);
        if (_retainedMatches.Count == 0 || Terms.Join(null, subscription) is not { } terms)
            return;

        var asRetained = terms with { RetainAsPublished = true };
        foreach (var message in _retainedMatches)
        {
            var made = _made.Count;
            if (message.ExpiresAt < _now)
                continue;
            Deliver(subscription.Session, message, asRetained);
            if (_made.Count > made)
                TellAlone(_made[^1]);
        }
    }

    /// <summary>A delivery that no publish made.</summary>
    private void TellAlone(Delivery delivery)
    {
        if (!IsToBeTold(delivery))
            return;
        var fact = Introduce(delivery);
        store.Published(delivery.Message, false, 0, 0, MemoryMarshal.CreateReadOnlySpan(ref fact, 1));
    }

    private ReasonCode Unsubscribe(Session session, string filter)
    {
        if (!session.Subscriptions.Remove(filter, out var subscription))
            return ReasonCode.NoSubscriptionExisted;

        session.FilterCharacters -= filter.Length;
        var group = subscription.Group;
        _subscriptions.Remove(subscription);
        if (session.IsKept)
            store.Unsubscribed(session.Number, filter);
        if (group is not null)
            PassOn(session, group);
        return ReasonCode.Success;
    }

    /// <summary>A member leaves its group (null: all its groups): what was chosen for it and has not been sent goes to the others, and waits where it is if there are none (MQTT 5.0 §4.8.2).</summary>
    private void PassOn(Session session, SharedGroup? only)
    {
        _made.Clear();
        var orphans = new List<Delivery>();
        for (var delivery = session.Line.First; delivery is not null; delivery = delivery.Next)
        {
            if (delivery is { HasBegun: false, Group: { } group } && (only is null || group == only))
                orphans.Add(delivery);
        }

        foreach (var orphan in orphans)
        {
            // Room for one may have been made by giving up another.
            if (orphan.State != DeliveryState.Gone && orphan.Group!.Choose() is { } member)
                PassOn(orphan, member);
        }

        foreach (var delivery in _made)
            Pump(delivery.Session);
    }

    private void PassOn(Delivery delivery, Subscription member)
    {
        var made = _made.Count;
        Deliver(member.Session, delivery.Message, Terms.Join(null, member)!.Value, delivery.Group);
        // A crash between the two facts leaves it with both rather than with none.
        if (_made.Count > made)
            Follow(delivery, _made[^1]);
        if (delivery.State != DeliveryState.Gone)
            Finish(delivery);
    }

    /// <summary>It may not be seen earlier than the one that it replaces.</summary>
    private void Follow(Delivery delivery, Delivery follower)
    {
        TellAlone(follower);
        follower.ReadyAt = Math.Max(delivery.ReadyAt, follower.IsTold && follower.QualityOfService == QualityOfService.ExactlyOnce ? store.Position : 0);
    }
}
