using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Packets;
using static SohoSolo.Mqtt.MqttVersion;
using static SohoSolo.Mqtt.Tests.Packets.Some;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>A packet that may be sent: by this end, in this version.</summary>
internal sealed record Sent(object Packet, MqttVersion Version, PacketSender Sender)
{
    public byte[] Bytes => Wire.Written(Packet, Version);
}

/// <summary>Any packets that may be sent, and what each says when it is read again.</summary>
internal static class SomePackets
{
    private static readonly Gen<WillPacket> Will =
        from message in Message
        from delay in Number
        select MessageMapping.ToWill(message, delay);

    private static readonly Gen<object> Connect5 =
        from clientId in Text
        from userName in Maybe(Text)
        from password in Maybe(Data)
        from will in Maybe(Will)
        from flags in Few(Bool, 3, 3)
        from numbers in Few(Small, 3, 3)
        from expiry in Number
        from maximum in Perhaps(Variable)
        from method in Maybe(Text)
        from data in Maybe(Data)
        from userProperties in UserProperties
        select (object)new ConnectPacket
        {
            Version = V5,
            ClientId = clientId,
            UserName = userName,
            Password = Memory(password),
            Will = will,
            CleanStart = flags[0],
            RequestProblemInformation = flags[1],
            RequestResponseInformation = flags[2],
            KeepAlive = numbers[0],
            TopicAliasMaximum = numbers[1],
            ReceiveMaximum = Math.Max(numbers[2], (ushort)1),
            SessionExpiryInterval = expiry,
            MaximumPacketSize = maximum,
            AuthenticationMethod = method,
            AuthenticationData = method is null ? null : Memory(data),
            UserProperties = userProperties,
        };

    private static readonly Gen<object> ConnAck5 =
        from reason in Reason(PacketType.ConnAck)
        from flags in Few(Bool, 5, 5)
        from expiry in Perhaps(Number)
        from maximum in Perhaps(Variable)
        from numbers in Few(Small, 2, 2)
        from keepAlive in Perhaps(Small)
        from qualityOfService in Service
        from texts in Few(Maybe(Text), 5, 5)
        from data in Maybe(Data)
        from userProperties in UserProperties
        select (object)new ConnAckPacket
        {
            Reason = reason,
            SessionPresent = flags[0] && reason == ReasonCode.Success,
            RetainAvailable = flags[1],
            WildcardSubscriptionAvailable = flags[2],
            SubscriptionIdentifiersAvailable = flags[3],
            SharedSubscriptionAvailable = flags[4],
            SessionExpiryInterval = expiry,
            MaximumPacketSize = maximum,
            ReceiveMaximum = Math.Max(numbers[0], (ushort)1),
            TopicAliasMaximum = numbers[1],
            ServerKeepAlive = keepAlive,
            MaximumQualityOfService = qualityOfService,
            AssignedClientId = texts[0],
            ReasonString = texts[1],
            ResponseInformation = texts[2],
            ServerReference = texts[3],
            AuthenticationMethod = texts[4],
            AuthenticationData = Memory(data),
            UserProperties = userProperties,
        };

    private static readonly Gen<object> Ack =
        from type in Gen.Elements(PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp)
        from id in PacketId
        from reason in Reason(type)
        from text in Maybe(Text)
        select (object)new AckPacket(type, id, reason, text);

    private static readonly Gen<TopicSubscription> Subscription =
        from filter in Filter
        from qualityOfService in Service
        from noLocal in Bool
        from asPublished in Bool
        from handling in Gen.Elements(Enum.GetValues<RetainHandling>())
        select new TopicSubscription(filter, qualityOfService, noLocal && !Mqtt.Topics.TopicRules.IsShared(filter), asPublished, handling);

    private static readonly Gen<object> Subscribe =
        from id in PacketId
        from filters in Few(Subscription, 1, 4)
        from identifier in Perhaps(Variable)
        from userProperties in UserProperties
        select (object)new SubscribePacket(id, filters, identifier, userProperties);

    private static readonly Gen<object> SubAck =
        from id in PacketId
        from reasons in Few(Reason(PacketType.SubAck), 1, 4)
        from text in Maybe(Text)
        select (object)new SubAckPacket(id, reasons, text);

    private static readonly Gen<object> Unsubscribe =
        from id in PacketId
        from filters in Few(Filter, 1, 4)
        from userProperties in UserProperties
        select (object)new UnsubscribePacket(id, filters, userProperties);

    private static readonly Gen<object> UnsubAck =
        from id in PacketId
        from reasons in Few(Reason(PacketType.UnsubAck), 1, 4)
        from text in Maybe(Text)
        select (object)new UnsubAckPacket(id, reasons, text);

    public static Gen<OutgoingPublish> Publish(PacketSender sender) =>
        from message in Message
        from id in PacketId
        from duplicate in Bool
        from alias in Small
        from identifiers in Few(Variable, 0, 3)
        from isKnownByAlias in Bool
        select MessageMapping.ToPublish(message, message.QualityOfService == 0 ? (ushort)0 : id) with
        {
            Duplicate = duplicate && message.QualityOfService != 0,
            TopicAlias = alias,
            Topic = isKnownByAlias && alias != 0 ? default(ReadOnlyMemory<byte>) : Encoding.UTF8.GetBytes(message.Topic),
            SubscriptionIdentifiers = sender == PacketSender.Server ? identifiers.ToArray() : default(ReadOnlyMemory<uint>),
        };

    private static Gen<object> Disconnect(PacketSender sender) =>
        from reason in Reason(PacketType.Disconnect, sender)
        from expiry in Perhaps(Number)
        from text in Maybe(Text)
        from reference in Maybe(Text)
        from userProperties in UserProperties
        select (object)new DisconnectPacket
        {
            Reason = reason,
            SessionExpiryInterval = sender == PacketSender.Client ? expiry : null,
            ReasonString = text,
            ServerReference = sender == PacketSender.Server ? reference : null,
            UserProperties = userProperties,
        };

    private static Gen<object> Auth(PacketSender sender) =>
        from reason in Reason(PacketType.Auth, sender)
        from method in Text
        from data in Maybe(Data)
        from text in Maybe(Text)
        from userProperties in UserProperties
        select (object)new AuthPacket { Reason = reason, Method = method, Data = Memory(data), ReasonString = text, UserProperties = userProperties };

    /// <summary>Everything but what 3.1.1 cannot say: there the same packets are written, and lose it.</summary>
    public static Gen<Sent> Any { get; } =
        from version in Gen.Elements(V5, V5, V311)
        from sender in Gen.Elements(PacketSender.Client, PacketSender.Server)
        from packet in OfVersion(version, sender)
        select new Sent(packet, version, sender);

    private static Gen<object> OfVersion(MqttVersion version, PacketSender sender) => (version, sender) switch
    {
        (V5, PacketSender.Client) => Gen.OneOf(Connect5, Publish(sender).Select(it => (object)it), Ack, Subscribe, Unsubscribe, Disconnect(sender), Auth(sender)),
        (V5, _) => Gen.OneOf(ConnAck5, Publish(sender).Select(it => (object)it), Ack, SubAck, UnsubAck, Disconnect(sender), Auth(sender)),
        (_, PacketSender.Client) => Gen.OneOf(Connect5.Where(HasUserName), Named(sender), Ack, Subscribe, Unsubscribe, Disconnect(sender)),
        _ => Gen.OneOf(ConnAck5.Where(HasReturnCode), Named(sender), Ack, SubAck, UnsubAck),
    };

    private static Gen<object> Named(PacketSender sender) => Publish(sender).Where(publish => !publish.Topic.IsEmpty).Select(it => (object)it);

    private static bool HasUserName(object packet) => packet is ConnectPacket { UserName: not null } or ConnectPacket { Password: null };

    private static bool HasReturnCode(object packet) => ReasonCodes.ToReturnCode(((ConnAckPacket)packet).Reason) is not null;
}
