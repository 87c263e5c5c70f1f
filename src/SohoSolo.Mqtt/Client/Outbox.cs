using SohoSolo.Mqtt.Packets;
using static SohoSolo.Mqtt.Client.OutgoingMessage;

namespace SohoSolo.Mqtt.Client;

/// <summary>
/// All that is on its way out, in the order in which it came: first what was sent and not answered, then what waits, then those who stand in line for room.
/// Bounded; survives connections; knows nothing of time-outs, as the protocol does not (MQTT 5.0 §4.4). Guarded by the session's gate.
/// </summary>
internal sealed class Outbox(int maximumMessages, long maximumBytes, PacketIds ids, TimeProvider clock)
{
    private readonly LinkedList<OutgoingMessage> flying = new();
    private readonly LinkedList<OutgoingMessage> waiting = new();
    private readonly LinkedList<Standing> line = new();
    private readonly Dictionary<ushort, LinkedListNode<OutgoingMessage>> byId = [];
    private LinkedListNode<OutgoingMessage>? again;
    private long bytes;
    private int quotaInUse;
    private TaskCompletionSource? emptied;

    private sealed record Standing(OutgoingMessage Message, TaskCompletionSource Admitted);

    /// <summary>Admitted and not yet ended.</summary>
    public int Count => flying.Count + waiting.Count;

    public bool TryAdd(OutgoingMessage message)
    {
        if (line.Count > 0 || !HasRoom(message))
            return false;

        Admit(message);
        return true;
    }

    /// <summary>Adds it now, or as soon as everybody before it has found room; the task ends when it is in.</summary>
    public Task Add(OutgoingMessage message)
    {
        if (TryAdd(message))
            return Task.CompletedTask;

        var standing = new Standing(message, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        line.AddLast(standing);
        return standing.Admitted.Task;
    }

    /// <summary>Takes a message back that was not sent yet; false when it is too late.</summary>
    public bool Withdraw(OutgoingMessage message)
    {
        if (message.At != Stage.Waiting)
            return false;

        if (waiting.Remove(message))
            Leave(message);
        else if (line.FirstOrDefault(standing => standing.Message == message) is { } standing)
        {
            line.Remove(standing);
            standing.Admitted.TrySetCanceled();
        }

        message.Cancel();
        LetIn();
        return true;
    }

    /// <summary>A connection begins. A session that the server still knows goes on where it was; otherwise everything unanswered is new again (MQTT 5.0 §4.1, §4.4).</summary>
    public void Attach(bool isSessionPresent)
    {
        quotaInUse = 0;
        foreach (var message in flying)
            message.HoldsQuota = false;

        again = isSessionPresent ? flying.First : null;
        if (!isSessionPresent)
            StartAnew();
    }

    /// <summary>Writes as much as the connection and the server's receive maximum let through (MQTT 5.0 §4.9).</summary>
    public void Pump(ClientConnection connection)
    {
        while (connection.IsWritable && again is { } node)
        {
            var next = node.Next;
            if (!SendAgain(node, connection))
                return;

            again = next;
        }

        while (connection.IsWritable && waiting.First is { } first)
        {
            if (!Send(first.Value, connection))
                return;
        }
    }

    /// <summary>What PUBACK, PUBREC or PUBCOMP says; the answer to send, if one is due (MQTT 5.0 §4.3).</summary>
    public AckPacket? Acknowledged(in AckPacket ack)
    {
        if (!byId.TryGetValue(ack.PacketId, out var node))
            return ack.Type == PacketType.PubRec ? new AckPacket(PacketType.PubRel, ack.PacketId, ReasonCode.PacketIdentifierNotFound) : null;

        var message = node.Value;
        var expected = message.QualityOfService == QualityOfService.AtLeastOnce ? ack.Type == PacketType.PubAck
            : ack.Type == PacketType.PubRec || (ack.Type == PacketType.PubComp && message.At == Stage.Released);
        if (!expected)
            throw new MqttProtocolException(ReasonCode.ProtocolError, $"{ack.Type} does not answer what was sent with its packet identifier.");

        if (ack.Type == PacketType.PubRec && ack.Reason < ReasonCode.UnspecifiedError)
        {
            message.At = Stage.Released;
            return new AckPacket(PacketType.PubRel, ack.PacketId);
        }

        // PUBCOMP 0x92 only says that the server had forgotten the identifier: the message itself was taken with PUBREC.
        var result = ack.Type == PacketType.PubComp ? new PublishResult(ReasonCode.Success) : new PublishResult(ack.Reason, ack.ReasonString);
        Land(node, result);
        return null;
    }

    /// <summary>Ends when nothing is on its way any more.</summary>
    public Task Emptied() => Count == 0 && line.Count == 0
        ? Task.CompletedTask
        : (emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Gives everything up.</summary>
    public void Clear()
    {
        foreach (var message in flying.Concat(waiting))
            message.Cancel();
        foreach (var standing in line)
        {
            standing.Message.Cancel();
            standing.Admitted.TrySetCanceled();
        }

        foreach (var id in byId.Keys)
            ids.Return(id);
        byId.Clear();
        flying.Clear();
        waiting.Clear();
        line.Clear();
        again = null;
        bytes = 0;
        emptied?.TrySetResult();
    }

    private bool HasRoom(OutgoingMessage message) => Count == 0 || (Count < maximumMessages && bytes + message.Weight <= maximumBytes);

    private void Admit(OutgoingMessage message)
    {
        waiting.AddLast(message);
        bytes += message.Weight;
    }

    private void Leave(OutgoingMessage message)
    {
        bytes -= message.Weight;
        LetIn();
        if (Count == 0)
            emptied?.TrySetResult();
    }

    private void LetIn()
    {
        while (line.First is { } next && HasRoom(next.Value.Message))
        {
            line.RemoveFirst();
            Admit(next.Value.Message);
            next.Value.Admitted.TrySetResult();
        }
    }

    private bool SendAgain(LinkedListNode<OutgoingMessage> node, ClientConnection connection)
    {
        var message = node.Value;
        if (message.At == Stage.Released)
        {
            connection.Write(new AckPacket(PacketType.PubRel, message.PacketId));
            return true;
        }

        if (quotaInUse >= connection.SendQuota)
            return false;

        var publish = message.ToPublish(clock)!.Value;
        if (connection.Refuses(publish) is { } refused)
        {
            Land(node, refused);
            return true;
        }

        Occupy(message);
        connection.Write(publish);
        return true;
    }

    /// <summary>False when it has to wait.</summary>
    private bool Send(OutgoingMessage message, ClientConnection connection)
    {
        var isAcknowledged = message.QualityOfService > QualityOfService.AtMostOnce;
        if (isAcknowledged && quotaInUse >= connection.SendQuota)
            return false;

        if (isAcknowledged)
            message.PacketId = ids.Take();
        var publish = message.ToPublish(clock);
        var refused = publish is null ? new PublishResult(ReasonCode.UnspecifiedError, "The message expired before it could be sent.") : connection.Refuses(publish.Value);
        if (refused is null)
            connection.Write(publish!.Value);
        Depart(message, refused);
        return true;
    }

    private void Depart(OutgoingMessage message, PublishResult? refused)
    {
        waiting.RemoveFirst();
        if (message.QualityOfService == QualityOfService.AtMostOnce || refused is not null)
        {
            if (message.PacketId != 0)
                ids.Return(message.PacketId);
            message.Complete(refused ?? new PublishResult(ReasonCode.Success));
            Leave(message);
            return;
        }

        message.At = Stage.Sent;
        byId.Add(message.PacketId, flying.AddLast(message));
        Occupy(message);
    }

    private void Occupy(OutgoingMessage message)
    {
        message.HoldsQuota = true;
        quotaInUse++;
    }

    private void Land(LinkedListNode<OutgoingMessage> node, PublishResult result)
    {
        var message = node.Value;
        if (node == again)
            again = node.Next;
        if (message.HoldsQuota)
            quotaInUse--;

        flying.Remove(node);
        byId.Remove(message.PacketId);
        ids.Return(message.PacketId);
        message.Complete(result);
        Leave(message);
    }

    /// <summary>What was unanswered goes before all that waits, in its order, as if it had never been sent.</summary>
    private void StartAnew()
    {
        while (flying.Last is { } last)
        {
            flying.RemoveLast();
            ids.Return(last.Value.PacketId);
            (last.Value.PacketId, last.Value.At) = (0, Stage.Waiting);
            waiting.AddFirst(last);
        }

        byId.Clear();
    }
}
