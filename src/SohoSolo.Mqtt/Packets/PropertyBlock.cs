using System.Buffers;
using System.Text;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>
/// The properties of a message that concern its publisher and its subscribers only: payload format, content type, response topic, correlation data, user properties. A server passes them on as
/// they came, in order (MQTT 5.0 §3.3.2.3), so it keeps them encoded.
/// </summary>
internal static class PropertyBlock
{
    /// <summary>What of a checked block passes through a server unchanged; the empty array, without an allocation, when nothing does.</summary>
    public static byte[] PassOn(in ReadOnlySequence<byte> block)
    {
        if (block.IsEmpty) return [];

        var length = 0L;
        for (var pieces = new PassedOnPieces(block); pieces.MoveNext();) length += pieces.Current.Length;
        if (length == 0) return [];

        var passedOn = new byte[length];
        var rest = passedOn.AsSpan();
        for (var pieces = new PassedOnPieces(block); pieces.MoveNext(); rest = rest[(int)pieces.Current.Length..]) pieces.Current.CopyTo(rest);

        return passedOn;
    }

    /// <summary>Reads the value of a property that is passed on, and checks it; any other property does not belong into the packet.</summary>
    public static void CheckPassedOn(PropertyId property, ref PacketReader value, PacketType packet)
    {
        switch (property)
        {
            case PropertyId.PayloadFormatIndicator: value.ReadBoolean(); break;
            case PropertyId.ContentType: value.ReadUtf8(); break;
            case PropertyId.ResponseTopic: CheckResponseTopic(value.ReadUtf8()); break;
            case PropertyId.CorrelationData: value.ReadBinary(); break;
            default: throw Faults.Misplaced(property, packet);
        }
    }

    /// <summary>The message with what a checked block says of it; expiry and subscription identifiers too, if they are there.</summary>
    public static MqttMessage Fill(MqttMessage message, in ReadOnlySequence<byte> block)
    {
        if (block.IsEmpty) return message;

        List<uint>? identifiers = null;
        var properties = new PropertyReader(block, keepsUserProperties: true) { AllowsManySubscriptionIdentifiers = true };
        while (properties.Next(out var property))
        {
            if (property == PropertyId.SubscriptionIdentifier) (identifiers ??= []).Add(properties.Value.ReadVariable());
            else message = Fill(message, property, ref properties.Value);
        }

        return message with { UserProperties = properties.UserProperties, SubscriptionIdentifiers = identifiers is null ? [] : identifiers };
    }

    /// <summary>The properties of <see cref="OutgoingPublish.PassedOn"/>; <see cref="ArgumentException"/> for what cannot be sent.</summary>
    public static byte[] EncodePassedOn(MqttMessage message)
    {
        if (message.ResponseTopic is { } topic && !TopicRules.IsName(topic)) throw new ArgumentException("The response topic is no topic name.", nameof(message));

        var count = new PacketWriter(null);
        WritePassedOn(ref count, message);
        if (count.Length == 0) return [];

        var encoded = new ArrayBufferWriter<byte>((int)PacketEncoder.Checked(count.Length));
        var writer = new PacketWriter(encoded);
        WritePassedOn(ref writer, message);
        writer.Complete();
        return encoded.WrittenSpan.ToArray();
    }

    private static MqttMessage Fill(MqttMessage message, PropertyId property, ref PacketReader value)
    {
        switch (property)
        {
            case PropertyId.PayloadFormatIndicator: return message with { IsText = value.ReadBoolean() };
            case PropertyId.ContentType: return message with { ContentType = value.ReadString() };
            case PropertyId.ResponseTopic: return message with { ResponseTopic = value.ReadString() };
            case PropertyId.CorrelationData: return message with { CorrelationData = value.ReadBinaryCopy() };
            case PropertyId.MessageExpiryInterval: return message with { MessageExpiryInterval = value.ReadUInt32() };
            case PropertyId.TopicAlias: value.ReadUInt16(); return message;
            default: throw Faults.Misplaced(property, PacketType.Publish);
        }
    }

    private static void WritePassedOn(ref PacketWriter writer, MqttMessage message)
    {
        writer.WriteProperty(PropertyId.PayloadFormatIndicator, message.IsText, unsaid: false);
        writer.WriteProperty(PropertyId.ContentType, message.ContentType);
        writer.WriteProperty(PropertyId.ResponseTopic, message.ResponseTopic);
        writer.WriteProperty(PropertyId.CorrelationData, message.CorrelationData);
        writer.WriteUserProperties(message.UserProperties);
    }

    private static void CheckResponseTopic(in ReadOnlySequence<byte> topic)
    {
        if (topic.IsEmpty || TopicRules.HoldsWildcard(topic)) throw Faults.Protocol("The response topic is empty or holds a wildcard.");
    }
}
