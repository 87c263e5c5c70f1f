using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Client;

/// <summary>The filters of one client: asked for, confirmed, made again when the server lost them, given up (MQTT 5.0 §3.8 to §3.11). Guarded by the session's gate.</summary>
internal sealed class Subscriptions(PacketIds ids, Action<MqttClientProblem> problem)
{
    private const uint LargestIdentifier = 268_435_455;

    private readonly Dictionary<string, Subscription> byFilter = [];
    private readonly Dictionary<uint, Subscription> byIdentifier = [];
    private readonly Dictionary<ushort, Subscription> asked = [];
    private readonly Dictionary<ushort, Farewell> leaving = [];
    private readonly HashSet<string> owed = [];

    private sealed record Farewell(string Filter, TaskCompletionSource Done);

    public IEnumerable<Subscription> All => byFilter.Values;

    /// <summary>One handler a filter: the server knows one subscription by it (MQTT 5.0 §3.8.3).</summary>
    public void Add(Subscription subscription)
    {
        if (!byFilter.TryAdd(subscription.Filter, subscription))
            throw new InvalidOperationException($"This client subscribes to {subscription.Filter} already.");

        subscription.Identifier = IdentifierFor(subscription.Filter);
        byIdentifier.Add(subscription.Identifier, subscription);
    }

    /// <summary>A connection begins: gives up what is still owed, asks for what was not yet granted; for everything, when the session is new.</summary>
    public void Attach(ClientConnection connection, bool isSessionPresent)
    {
        if (!isSessionPresent)
            owed.Clear();

        foreach (var filter in owed)
        {
            if (!byFilter.TryGetValue(filter, out var again) || !again.IsConfirmed)
                Leave(filter, connection);
        }

        foreach (var subscription in byFilter.Values.ToList())
        {
            subscription.IsConfirmed &= isSessionPresent;
            if (!subscription.IsConfirmed)
                Ask(subscription, connection);
        }
    }

    /// <summary>The connection is gone, and with it the answers that were to come.</summary>
    public void Detach()
    {
        foreach (var id in asked.Keys.Concat(leaving.Keys))
            ids.Return(id);
        foreach (var farewell in leaving.Values)
            farewell.Done.TrySetResult();

        asked.Clear();
        leaving.Clear();
    }

    public void Ask(Subscription subscription, ClientConnection connection)
    {
        if (Unavailable(subscription.Filter, connection.Server) is { } refused)
        {
            Answered(subscription, new SubAckPacket(0, [refused]));
            return;
        }

        var id = ids.Take();
        asked.Add(id, subscription);
        connection.Write(subscription.ToPacket(id, connection.Version == MqttVersion.V5 && connection.Server.SubscriptionIdentifiersAvailable));
    }

    /// <summary>Ends a subscription here, at once, and at the server, when it hears of it. The task ends with the UNSUBACK, or with the connection.</summary>
    public Task Remove(Subscription subscription, ClientConnection? connection)
    {
        if (!byFilter.TryGetValue(subscription.Filter, out var known) || known != subscription)
            return Task.CompletedTask;

        Forget(subscription);
        owed.Add(subscription.Filter);
        return connection is null ? Task.CompletedTask : Leave(subscription.Filter, connection);
    }

    public void Acknowledged(SubAckPacket ack)
    {
        if (!asked.Remove(ack.PacketId, out var subscription))
            return;

        ids.Return(ack.PacketId);
        if (ack.Reasons.Count != 1)
            throw new MqttProtocolException(ReasonCode.ProtocolError, "SUBACK does not answer each filter once.");

        Answered(subscription, ack);
    }

    public void Acknowledged(UnsubAckPacket ack)
    {
        if (!leaving.Remove(ack.PacketId, out var farewell))
            return;

        ids.Return(ack.PacketId);
        farewell.Done.TrySetResult();
        if (!leaving.Values.Any(other => other.Filter == farewell.Filter))
            owed.Remove(farewell.Filter);
    }

    /// <summary>Whose message it is: by its marks, if they fit; else by its topic. A mark alone may stem from an earlier program, which used it for another filter.</summary>
    public List<Subscription> For(string topic, IReadOnlyList<uint> identifiers)
    {
        var found = new List<Subscription>(1);
        foreach (var identifier in identifiers)
        {
            if (byIdentifier.TryGetValue(identifier, out var marked) && marked.Matches(topic))
                found.Add(marked);
        }

        if (found.Count == 0)
            found.AddRange(byFilter.Values.Where(subscription => subscription.Matches(topic)));

        return found;
    }

    private void Answered(Subscription subscription, SubAckPacket answer)
    {
        var isGranted = answer.Reasons[0] < ReasonCode.UnspecifiedError;
        subscription.IsConfirmed = isGranted;
        if (subscription.Answer(answer) && !isGranted)
            Forget(subscription);
        else if (!isGranted)
            problem(new MqttClientProblem(MqttClientProblemKind.SubscriptionRefused, subscription.Filter, $"The server refused to make the subscription again: {answer.Reasons[0]}."));
    }

    private void Forget(Subscription subscription)
    {
        byFilter.Remove(subscription.Filter);
        byIdentifier.Remove(subscription.Identifier);
    }

    private Task Leave(string filter, ClientConnection connection)
    {
        var farewell = new Farewell(filter, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var id = ids.Take();
        leaving.Add(id, farewell);
        connection.Write(new UnsubscribePacket(id, [filter], []));
        return farewell.Done.Task;
    }

    /// <summary>A server that said so would end the connection (MQTT 5.0 §3.2.2.3.11, §3.2.2.3.13).</summary>
    private static ReasonCode? Unavailable(string filter, ConnAckPacket server)
    {
        if (!server.SharedSubscriptionAvailable && TopicRules.IsShared(filter))
            return ReasonCode.SharedSubscriptionsNotSupported;

        return !server.WildcardSubscriptionAvailable && filter.AsSpan().ContainsAny('+', '#') ? ReasonCode.WildcardSubscriptionsNotSupported : null;
    }

    /// <summary>FNV-1a of the filter; the next free one where two collide.</summary>
    private uint IdentifierFor(string filter)
    {
        var hash = 2_166_136_261;
        foreach (var character in filter)
            hash = unchecked((hash ^ character) * 16_777_619);

        var identifier = hash % LargestIdentifier + 1;
        while (byIdentifier.ContainsKey(identifier))
            identifier = identifier % LargestIdentifier + 1;

        return identifier;
    }
}
