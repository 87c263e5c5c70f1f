using System.Buffers.Binary;
using System.Text;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>Tells a record's fact. What it tells is copied out of the record.</summary>
internal ref struct FactReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    public static void Tell(FactType type, ReadOnlySpan<byte> body, IDurableFacts facts)
    {
        var fact = new FactReader(body);
        if (type is FactType.Published)
            fact.Published(facts);
        else if (type is FactType.Subscribed or FactType.Unsubscribed)
            fact.Subscription(type, facts);
        else if (type is >= FactType.Sent and <= FactType.IncomingReleased)
            fact.Delivery(type, facts);
        else
            fact.Session(type, facts);
    }

    private void Session(FactType type, IDurableFacts facts)
    {
        if (type is FactType.Closed)
            return;

        var session = UInt32();
        switch (type)
        {
            case FactType.SessionOpened:
                var (clientId, isKnown, identity) = (Text(), Byte() == 1, Text());
                facts.SessionOpened(session, clientId, isKnown ? identity : null);
                break;
            case FactType.SessionConnected:
                facts.SessionConnected(session, UInt32(), Will());
                break;
            case FactType.SessionDetached:
                var (at, expiryInterval, willAt) = (Int64(), UInt32(), Int64());
                facts.SessionDetached(session, at, expiryInterval, Will(), willAt);
                break;
            default:
                facts.SessionEnded(session);
                break;
        }
    }

    private void Subscription(FactType type, IDurableFacts facts)
    {
        var session = UInt32();
        if (type is FactType.Unsubscribed)
        {
            facts.Unsubscribed(session, Text());
            return;
        }

        var (identifier, options) = (UInt32(), Byte());
        var subscription = new TopicSubscription(Text(), (QualityOfService)(options & 3), (options & 4) != 0, (options & 8) != 0, (RetainHandling)(options >> 4));
        facts.Subscribed(session, subscription, identifier);
    }

    private void Delivery(FactType type, IDurableFacts facts)
    {
        var session = UInt32();
        if (type is FactType.IncomingReleased)
            facts.IncomingReleased(session, UInt16());
        else if (type is FactType.Sent)
            facts.Sent(session, UInt64(), UInt16());
        else if (type is FactType.Received)
            facts.Received(session, UInt64());
        else
            facts.Done(session, UInt64());
    }

    private void Published(IDurableFacts facts)
    {
        var (publisher, incomingPacketId, retain) = (UInt32(), UInt16(), Byte() != 0);
        var deliveries = new DeliveryFact[UInt32()];
        for (var i = 0; i < deliveries.Length; i++)
            deliveries[i] = OneDelivery();

        facts.Published(Message(), retain, publisher, incomingPacketId, deliveries);
    }

    private DeliveryFact OneDelivery()
    {
        var (session, number, packetId, flags) = (UInt32(), UInt64(), UInt16(), Byte());
        var count = UInt32();
        var identifiers = count == 0 ? [] : new uint[count];
        for (var i = 0; i < identifiers.Length; i++)
            identifiers[i] = UInt32();

        return new DeliveryFact(session, number, packetId, (QualityOfService)(flags & 3), (flags & 4) != 0, identifiers);
    }

    private Message Message()
    {
        var (flags, expiresAt, topic, passedOn) = (Byte(), Int64(), (int)UInt32(), (int)UInt32());
        ReadOnlyMemory<byte> content = rest.ToArray();
        return new Message
        {
            Topic = Encoding.UTF8.GetString(content.Span[..topic]),
            TopicUtf8 = content[..topic],
            PassedOn = content.Slice(topic, passedOn),
            Payload = content[(topic + passedOn)..],
            QualityOfService = (QualityOfService)(flags & 3),
            Retain = (flags & 4) != 0,
            ExpiresAt = expiresAt,
        };
    }

    private WillPacket? Will()
    {
        var flags = Byte();
        if ((flags & FactWriter.WillIsPresent) == 0)
            return null;

        var (delay, expiry) = (UInt32(), UInt32());
        return new WillPacket
        {
            DelayInterval = delay,
            MessageExpiryInterval = (flags & FactWriter.WillExpires) == 0 ? null : expiry,
            Topic = Text(),
            Payload = Take((int)UInt32()).ToArray(),
            PassedOn = Take((int)UInt32()).ToArray(),
            QualityOfService = (QualityOfService)(flags >> FactWriter.WillQualityShift),
            Retain = (flags & FactWriter.WillIsRetained) != 0,
        };
    }

    private string Text() => Encoding.UTF8.GetString(Take((int)UInt32()));

    private byte Byte() => Take(1)[0];

    private ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    private ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
