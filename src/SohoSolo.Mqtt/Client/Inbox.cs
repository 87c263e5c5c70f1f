using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>
/// What was received at QoS 1 and 2 and is not done with: acknowledged in the order of arrival, each when its handlers are through (MQTT 5.0 §4.3, §4.6).
/// QoS 2 identifiers are remembered until PUBREL, over connections of one session. Guarded by the session's gate.
/// </summary>
internal sealed class Inbox
{
    private readonly Dictionary<ushort, Delivery> open = [];
    private readonly Queue<Delivery> order = new();

    /// <summary>A connection begins. What was unacknowledged on the last one will come again, if the session is the same.</summary>
    public void Attach(bool isSessionPresent)
    {
        order.Clear();
        foreach (var delivery in open.Values)
            delivery.Connection = null;
        if (!isSessionPresent)
            open.Clear();
    }

    /// <summary>Whether the message came before and needs no handler any more: it is acknowledged again, as soon as it may be.</summary>
    public bool IsRepeated(in PublishPacket publish, ClientConnection connection)
    {
        if (!open.TryGetValue(publish.PacketId, out var delivery))
            return false;

        var isHere = delivery.Connection == connection;
        var isSame = delivery.Message.QualityOfService == publish.QualityOfService;

        // On another connection a first sending (no DUP) is another message: the server has lost what it knew of the old one.
        if (!isHere && !(publish.Duplicate && isSame))
            return false;
        if (!isSame || (!publish.Duplicate && publish.QualityOfService == QualityOfService.AtLeastOnce))
            throw new MqttProtocolException(ReasonCode.PacketIdentifierInUse, "A packet identifier that is in use came with another message.");

        if (!isHere)
            Expect(delivery, connection);
        else if (delivery.IsRecorded && !delivery.IsInLine)
            Line(delivery);

        return true;
    }

    public void Add(Delivery delivery, ClientConnection connection)
    {
        open[delivery.PacketId] = delivery;
        Expect(delivery, connection);
    }

    /// <summary>Writes all acknowledgements that are due: those at the head whose handlers are through.</summary>
    public void Acknowledge(ClientConnection connection)
    {
        while (order.TryPeek(out var delivery) && delivery.IsDone)
        {
            order.Dequeue();
            delivery.IsInLine = false;
            var isExactlyOnce = delivery.Message.QualityOfService == QualityOfService.ExactlyOnce;
            var reason = connection.Version == MqttVersion.V5 ? delivery.Reason : ReasonCode.Success;
            connection.Write(new AckPacket(isExactlyOnce ? PacketType.PubRec : PacketType.PubAck, delivery.PacketId, reason));
            if (isExactlyOnce && reason < ReasonCode.UnspecifiedError)
                delivery.IsRecorded = true;
            else
                Forget(delivery);
        }
    }

    /// <summary>PUBREL: the identifier is free again. The answer to send.</summary>
    public AckPacket Released(ushort packetId)
    {
        if (!open.TryGetValue(packetId, out var delivery) || delivery.Message.QualityOfService != QualityOfService.ExactlyOnce)
            return new AckPacket(PacketType.PubComp, packetId, ReasonCode.PacketIdentifierNotFound);
        if (!delivery.IsRecorded)
            throw new MqttProtocolException(ReasonCode.ProtocolError, "PUBREL came before PUBREC was sent.");

        Forget(delivery);
        return new AckPacket(PacketType.PubComp, packetId);
    }

    private void Expect(Delivery delivery, ClientConnection connection)
    {
        delivery.Connection = connection;
        Line(delivery);
    }

    private void Line(Delivery delivery)
    {
        delivery.IsInLine = true;
        order.Enqueue(delivery);
    }

    private void Forget(Delivery delivery)
    {
        open.Remove(delivery.PacketId);
        delivery.Connection = null;
    }
}
