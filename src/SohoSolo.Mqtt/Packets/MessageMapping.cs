using System.Buffers;
using System.Text;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Between a message, as an application has it, and the packets that carry it.</summary>
internal static class MessageMapping
{
    /// <summary>A copy that outlives the receive buffer. <paramref name="topic"/>: what a topic alias stood for, or the packet's own when it has been decoded already.</summary>
    public static MqttMessage ToMessage(in PublishPacket packet, string? topic = null)
    {
        var message = new MqttMessage
        {
            Topic = topic ?? Encoding.UTF8.GetString(packet.Topic),
            Payload = packet.Payload.ToArray(),
            QualityOfService = packet.QualityOfService,
            Retain = packet.Retain,
            Duplicate = packet.Duplicate,
        };
        return PropertyBlock.Fill(message, packet.Properties);
    }

    /// <summary>What is published when the client is gone (MQTT 5.0 §3.1.2.5).</summary>
    public static MqttMessage ToMessage(WillPacket will)
    {
        var message = new MqttMessage
        {
            Topic = will.Topic,
            Payload = will.Payload,
            QualityOfService = will.QualityOfService,
            Retain = will.Retain,
            MessageExpiryInterval = will.MessageExpiryInterval,
        };
        return PropertyBlock.Fill(message, new ReadOnlySequence<byte>(will.PassedOn));
    }

    /// <summary>Ready to be written; <see cref="ArgumentException"/> for a topic that is no topic name. <paramref name="packetId"/>: zero at QoS 0.</summary>
    public static OutgoingPublish ToPublish(MqttMessage message, ushort packetId) => new()
    {
        QualityOfService = message.QualityOfService,
        Retain = message.Retain,
        Topic = Encoding.UTF8.GetBytes(CheckedTopic(message)),
        PacketId = packetId,
        MessageExpiryInterval = message.MessageExpiryInterval,
        PassedOn = PropertyBlock.EncodePassedOn(message),
        Payload = message.Payload,
    };

    /// <summary>The message as a will; <see cref="ArgumentException"/> for a topic that is no topic name, or more than 65,535 bytes of payload (MQTT 5.0 §3.1.3.4).</summary>
    public static WillPacket ToWill(MqttMessage message, uint delayInterval) => new()
    {
        Topic = CheckedTopic(message),
        Payload = message.Payload.Length <= ushort.MaxValue ? message.Payload : throw new ArgumentException("A will has more than 65,535 bytes of payload.", nameof(message)),
        QualityOfService = message.QualityOfService,
        Retain = message.Retain,
        DelayInterval = delayInterval,
        MessageExpiryInterval = message.MessageExpiryInterval,
        PassedOn = PropertyBlock.EncodePassedOn(message),
    };

    private static string CheckedTopic(MqttMessage message) => TopicRules.IsName(message.Topic)
        ? message.Topic
        : throw new ArgumentException("The topic is no topic name.", nameof(message));
}
