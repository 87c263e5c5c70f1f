using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>Any values that packets are made of.</summary>
internal static class Some
{
    private static readonly string[] Pieces = ["a", "Z9", " ", "é", "€", "😀", "\u0001", "\uFFFF", "sohosolo", "-_.", "$"];

    public static Gen<string> Text { get; } = Joined(Gen.Elements(Pieces), "", 0, 6);

    public static Gen<string> Topic { get; } = Joined(Text, "/", 1, 4).Where(topic => topic.Length > 0);

    public static Gen<string> Filter { get; } =
        from levels in Joined(Gen.Frequency((3, Text), (1, Gen.Constant("+"))), "/", 1, 4)
        from end in Gen.Elements("", "/#", "/")
        from share in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Constant("$share/group/")))
        where levels.Length + end.Length > 0 && !levels.StartsWith("$share", StringComparison.Ordinal)
        select share + levels + end;

    public static Gen<byte[]> Data { get; } = Gen.Choose(0, 40).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length));

    public static Gen<ushort> PacketId { get; } = Gen.Choose(1, 65_535).Select(id => (ushort)id);

    public static Gen<ushort> Small { get; } = Gen.Choose(0, 65_535).Select(number => (ushort)number);

    public static Gen<uint> Number { get; } = Gen.OneOf(Gen.Elements(0u, 1u, 127u, 128u, uint.MaxValue), Gen.Choose(0, int.MaxValue).Select(number => (uint)number));

    public static Gen<uint> Variable { get; } = Gen.OneOf(Gen.Elements(1u, 127u, 128u, 16_383u, 16_384u, 2_097_151u, 2_097_152u, 268_435_455u), Gen.Choose(1, 1000).Select(number => (uint)number));

    public static Gen<bool> Bool { get; } = Gen.Elements(true, false);

    public static Gen<QualityOfService> Service { get; } = Gen.Elements(Enum.GetValues<QualityOfService>());

    public static Gen<IReadOnlyList<UserProperty>> UserProperties { get; } = Few(from name in Text from value in Text select new UserProperty(name, value), 0, 3);

    public static Gen<MqttMessage> Message { get; } =
        from topic in Topic
        from payload in Data
        from qualityOfService in Service
        from retain in Bool
        from expiry in Perhaps(Number)
        from isText in Bool
        from contentType in Maybe(Text)
        from responseTopic in Maybe(Topic)
        from correlation in Maybe(Data)
        from userProperties in UserProperties
        select new MqttMessage
        {
            Topic = topic,
            Payload = payload,
            QualityOfService = qualityOfService,
            Retain = retain,
            MessageExpiryInterval = expiry,
            IsText = isText,
            ContentType = contentType,
            ResponseTopic = responseTopic,
            CorrelationData = Memory(correlation),
            UserProperties = userProperties,
        };

    public static Gen<ReasonCode> Reason(PacketType type, PacketSender sender = PacketSender.Client) =>
        Gen.Elements([.. Enum.GetValues<ReasonCode>().Where(reason => ReasonCodes.BelongTo(type, reason, sender))]);

    public static Gen<IReadOnlyList<T>> Few<T>(Gen<T> one, int least, int most) => Gen.Choose(least, most).SelectMany(count => Gen.ArrayOf(one, count)).Select(all => (IReadOnlyList<T>)all);

    public static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), value.Select(it => (T?)it));

    public static Gen<T?> Perhaps<T>(Gen<T> value)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), value.Select(it => (T?)it));

    public static ReadOnlyMemory<byte>? Memory(byte[]? bytes) => bytes is null ? null : bytes;

    private static Gen<string> Joined(Gen<string> piece, string between, int least, int most) => Few(piece, least, most).Select(pieces => string.Join(between, pieces));
}
