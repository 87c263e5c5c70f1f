using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <content>What the server sends, packet by packet.</content>
internal sealed partial class ClientSession
{
    /// <summary>What the server sends; the caller flushes the answers. <see cref="MqttProtocolException"/> ends the connection.</summary>
    public void Receive(ClientConnection connection, in PacketFrame frame)
    {
        lock (gate)
        {
            if (current == connection)
                Take(connection, frame);
        }
    }

    private void Take(ClientConnection connection, in PacketFrame frame)
    {
        switch (frame.Type)
        {
            case PacketType.Publish:
                TakePublish(connection, PublishPacket.Read(frame, connection.Version, PacketSender.Server));
                break;
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubComp:
                if (outbox.Acknowledged(AckPacket.Read(frame, connection.Version)) is { } answer)
                    connection.Write(answer);
                outbox.Pump(connection);
                break;
            case PacketType.PubRel:
                connection.Write(inbox.Released(AckPacket.Read(frame, connection.Version).PacketId));
                break;
            case PacketType.SubAck:
                subscriptions.Acknowledged(SubAckPacket.Read(frame, connection.Version));
                break;
            case PacketType.UnsubAck:
                subscriptions.Acknowledged(UnsubAckPacket.Read(frame, connection.Version));
                break;
            case PacketType.PingResp:
                PingPacket.Check(frame);
                break;
            case PacketType.Disconnect when connection.Version == MqttVersion.V5:
                throw Ended(DisconnectPacket.Read(frame, connection.Version, PacketSender.Server));
            default:
                throw new MqttProtocolException(ReasonCode.ProtocolError, $"A server does not send {frame.Type} here.");
        }
    }

    private void TakePublish(ClientConnection connection, in PublishPacket publish)
    {
        var topic = connection.TopicOf(publish);
        var isAcknowledged = publish.QualityOfService > QualityOfService.AtMostOnce;
        if (isStopping || (isAcknowledged && inbox.IsRepeated(publish, connection)))
        {
            inbox.Acknowledge(connection);
            return;
        }

        if (!isAcknowledged && IsFull)
        {
            Drop(topic);
            return;
        }

        isDropping = false;
        var message = MessageMapping.ToMessage(publish, topic);
        var handlers = subscriptions.For(topic, message.SubscriptionIdentifiers);
        var delivery = new Delivery(message, publish.PacketId, handlers.Count);
        if (isAcknowledged)
            inbox.Add(delivery, connection);
        if (handlers.Count == 0)
        {
            problems.Report(new MqttClientProblem(MqttClientProblemKind.Unclaimed, topic, "The message belongs to no subscription of this client."));
            inbox.Acknowledge(connection);
            return;
        }

        incomingBytes += delivery.Weight;
        foreach (var subscription in handlers)
            subscription.Enqueue(delivery);
    }

    private void Drop(string topic)
    {
        Interlocked.Increment(ref dropped);
        if (!isDropping)
            problems.Report(new MqttClientProblem(MqttClientProblemKind.Dropped, topic, "Messages of QoS 0 are dropped until the handlers have caught up."));
        isDropping = true;
    }

    private static MqttConnectException Ended(DisconnectPacket said) =>
        new($"The server ended the connection: {said.Reason}{(said.ReasonString is null ? "" : $", {said.ReasonString}")}.", said.Reason) { ServerReference = said.ServerReference };
}
