using System.Buffers;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>A client's wish for topics (MQTT 5.0 §3.8).</summary>
/// <param name="PacketId">Never zero.</param>
/// <param name="Filters">At least one, in order.</param>
/// <param name="SubscriptionIdentifier">1 to 268,435,455; null for none (§3.8.2.1.2).</param>
/// <param name="UserProperties">(§3.8.2.1.3)</param>
public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<TopicSubscription> Filters, uint? SubscriptionIdentifier, IReadOnlyList<UserProperty> UserProperties) : IEncodable
{
    private const byte NoLocalFlag = 0b0100;
    private const byte RetainAsPublishedFlag = 0b1000;

    /// <summary>Reads a SUBSCRIBE (§3.8).</summary>
    public static SubscribePacket Read(in PacketFrame frame, MqttVersion version)
    {
        var reader = new PacketReader(frame.Body);
        var packet = new SubscribePacket(reader.ReadPacketId(), [], null, []);
        if (version >= MqttVersion.V5) packet = ReadProperties(packet, ref reader);
        if (reader.Remaining == 0) throw Faults.Protocol("A SUBSCRIBE names no topic filter.");

        var filters = new List<TopicSubscription>(1);
        while (reader.Remaining > 0) filters.Add(ReadSubscription(ref reader, version));

        return packet with { Filters = filters };
    }

    /// <summary>Writes it; to a 3.1.1 server without identifier and options (§3.8).</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        if (PacketId == 0 || Filters.Count == 0) throw new InvalidOperationException("A SUBSCRIBE needs a packet identifier and a topic filter.");

        PacketEncoder.Write(this, PacketType.Subscribe, output, version);
    }

    private static SubscribePacket ReadProperties(SubscribePacket packet, ref PacketReader reader)
    {
        uint? identifier = null;
        var properties = new PropertyReader(reader.ReadPropertyBlock(), keepsUserProperties: true);
        while (properties.Next(out var property))
        {
            if (property != PropertyId.SubscriptionIdentifier) throw Faults.Misplaced(property, PacketType.Subscribe);

            identifier = properties.Value.ReadVariable();
            if (identifier == 0) throw Faults.Protocol("The subscription identifier is zero.");
        }

        return packet with { SubscriptionIdentifier = identifier, UserProperties = properties.UserProperties };
    }

    private static TopicSubscription ReadSubscription(ref PacketReader reader, MqttVersion version)
    {
        var filter = reader.ReadFilter();
        var options = reader.ReadByte();
        if ((options & (version < MqttVersion.V5 ? 0xFC : 0xC0)) != 0) throw Faults.Malformed("A reserved bit of the subscription options is set.");

        var qualityOfService = (QualityOfService)(options & 3);
        if (qualityOfService > QualityOfService.ExactlyOnce)
            throw new MqttProtocolException(version < MqttVersion.V5 ? ReasonCode.MalformedPacket : ReasonCode.ProtocolError, "A subscription asks for QoS 3.");

        var subscription = new TopicSubscription(filter, qualityOfService, (options & NoLocalFlag) != 0, (options & RetainAsPublishedFlag) != 0, (RetainHandling)(options >> 4));
        if (subscription.RetainHandling > RetainHandling.DoNotSend) throw Faults.Protocol("The retain handling of a subscription is 3.");
        if (subscription.NoLocal && TopicRules.IsShared(filter)) throw Faults.Protocol("A shared subscription asks for no local messages.");

        return subscription;
    }

    void IEncodable.WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.WriteUInt16(PacketId);
        writer.WritePropertyBlock(this, version);
        for (var i = 0; i < Filters.Count; i++)
        {
            writer.WriteString(Filters[i].Filter);
            writer.WriteByte(OptionsOf(Filters[i], version));
        }
    }

    void IEncodable.WriteProperties(ref PacketWriter writer)
    {
        if (SubscriptionIdentifier is { } identifier) writer.WriteSubscriptionIdentifier(identifier);
        writer.WriteUserProperties(UserProperties);
    }

    private static byte OptionsOf(in TopicSubscription subscription, MqttVersion version)
    {
        var options = (int)subscription.MaximumQualityOfService;
        if (version < MqttVersion.V5) return (byte)options;

        if (subscription.NoLocal) options |= NoLocalFlag;
        if (subscription.RetainAsPublished) options |= RetainAsPublishedFlag;
        return (byte)(options | (int)subscription.RetainHandling << 4);
    }
}
