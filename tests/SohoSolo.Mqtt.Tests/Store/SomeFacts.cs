using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>Facts of every kind.</summary>
internal static class SomeFacts
{
    public static Gen<Action<IDurableFacts>> Any { get; } = Gen.OneOf(
        Numbers.SelectMany(_ => Words, Fact<uint, string>((to, session, word) => to.SessionOpened(session, word, session % 3 == 0 ? null : word))),
        Numbers.SelectMany(_ => Wills, Fact<uint, WillPacket?>((to, session, will) => to.SessionConnected(session, session / 3, will))),
        Numbers.SelectMany(_ => Wills, Fact<uint, WillPacket?>((to, session, will) => to.SessionDetached(session, long.MaxValue - session, uint.MaxValue, will, -session))),
        Numbers.Select(session => new Action<IDurableFacts>(to => to.SessionEnded(session))),
        Numbers.SelectMany(_ => Subscriptions, Fact<uint, TopicSubscription>((to, session, subscription) => to.Subscribed(session, subscription, session / 7))),
        Numbers.SelectMany(_ => Words, Fact<uint, string>((to, session, word) => to.Unsubscribed(session, word))),
        Messages.SelectMany(_ => Deliveries, Fact<Message, DeliveryFact[]>((to, message, deliveries) =>
            to.Published(message, message.Retain, (uint)deliveries.Length, (ushort)message.Payload.Length, deliveries))),
        Numbers.SelectMany(_ => Numbers, Fact<uint, uint>((to, session, number) => to.Sent(session, ulong.MaxValue - number, (ushort)(number % 65536)))),
        Numbers.SelectMany(_ => Numbers, Fact<uint, uint>((to, session, number) => to.Received(session, number))),
        Numbers.SelectMany(_ => Numbers, Fact<uint, uint>((to, session, number) => to.Done(session, number))),
        Numbers.SelectMany(_ => Numbers, Fact<uint, uint>((to, session, number) => to.IncomingReleased(session, (ushort)(number % 65536)))));

    private static Gen<uint> Numbers => Gen.OneOf(Gen.Choose(0, 100), Gen.Choose(0, int.MaxValue)).Select(number => (uint)number);

    private static Gen<string> Words => Gen.Elements("", "a", "a/b", "$share/g/a/+/#", "télécentre/1/é", "\U0001F6AA/door", new string('x', 65_535));

    private static Gen<byte[]> Bytes => Gen.Choose(0, 255).ArrayOf().Select(bytes => bytes.Select(value => (byte)value).ToArray());

    private static Gen<QualityOfService> Qualities => Gen.Elements(QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce);

    private static Gen<TopicSubscription> Subscriptions =>
        from filter in Words
        from quality in Qualities
        from flags in Gen.Choose(0, 3)
        from handling in Gen.Elements(RetainHandling.Send, RetainHandling.SendIfNew, RetainHandling.DoNotSend)
        select new TopicSubscription(filter, quality, (flags & 1) != 0, (flags & 2) != 0, handling);

    private static Gen<WillPacket?> Wills =>
        from isPresent in Gen.Elements(true, true, false)
        from topic in Words
        from payload in Bytes
        from passedOn in Bytes
        from quality in Qualities
        from expiry in Gen.Elements<uint?>(null, 0, uint.MaxValue)
        from delay in Numbers
        select !isPresent ? null : new WillPacket
        {
            Topic = topic,
            Payload = payload,
            PassedOn = passedOn,
            QualityOfService = quality,
            MessageExpiryInterval = expiry,
            DelayInterval = delay,
            Retain = delay % 2 == 0,
        };

    private static Gen<Message> Messages =>
        from topic in Words
        from payload in Bytes
        from passedOn in Bytes
        from quality in Qualities
        from retain in Gen.Elements(true, false)
        from expiry in Gen.Elements(long.MaxValue, 0, 1_763_799_302_123)
        select new Message
        {
            Topic = topic,
            TopicUtf8 = Encoding.UTF8.GetBytes(topic),
            Payload = payload,
            PassedOn = passedOn,
            QualityOfService = quality,
            Retain = retain,
            ExpiresAt = expiry,
        };

    private static Gen<DeliveryFact[]> Deliveries => (
        from session in Numbers
        from number in Numbers
        from quality in Qualities
        from identifiers in Numbers.ArrayOf()
        select new DeliveryFact(session, number + (1UL << 40), (ushort)(number % 65536), quality, number % 2 == 0, identifiers)).ArrayOf();

    public static Message Message(string topic, int payloadLength, byte fill = 7) =>
        new() { Topic = topic, TopicUtf8 = Encoding.UTF8.GetBytes(topic), Payload = Enumerable.Repeat(fill, payloadLength).ToArray(), QualityOfService = QualityOfService.AtLeastOnce };

    private static Func<T1, T2, Action<IDurableFacts>> Fact<T1, T2>(Action<IDurableFacts, T1, T2> tell) => (first, second) => to => tell(to, first, second);
}
