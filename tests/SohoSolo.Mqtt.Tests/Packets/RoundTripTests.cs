using System.Buffers;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>What is written is read again as it was, wherever the receive buffer is cut, and nothing less than the whole is taken for it.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void A_packet_is_read_as_it_was_written() => Runs.Hold(SomePackets.Any, sent =>
    {
        var read = Wire.Read(Wire.Frame(sent.Bytes), sent.Version, sent.Sender);
        Assert.Equal(Described.Of(AsRead(sent)), Described.Of(read is PublishPacket publish ? Again(publish) : read));
    }, cases: 1000);

    [Fact]
    public void A_packet_knows_its_size() => Runs.Hold(SomePackets.Any, sent =>
    {
        var size = sent.Packet switch
        {
            OutgoingPublish publish => publish.Size(sent.Version),
            AckPacket ack => ack.Size(sent.Version),
            ConnAckPacket connAck => connAck.Size(sent.Version),
            SubAckPacket subAck => subAck.Size(sent.Version),
            UnsubAckPacket unsubAck => unsubAck.Size(sent.Version),
            DisconnectPacket disconnect => disconnect.Size(sent.Version),
            AuthPacket auth => auth.Size(sent.Version),
            _ => sent.Bytes.Length,
        };
        Assert.Equal(sent.Bytes.Length, size);
    });

    [Fact]
    public void It_makes_no_difference_where_the_buffer_is_cut() => Runs.Hold(SomePackets.Any, sent =>
    {
        var bytes = sent.Bytes;
        var whole = Described.Of(Wire.Read(Wire.Frame(bytes), sent.Version, sent.Sender));
        for (var cut = 0; cut <= bytes.Length; cut++) Assert.Equal(whole, ReadCut(bytes, sent, cut));

        Assert.Equal(whole, ReadCut(bytes, sent, [.. Enumerable.Range(0, bytes.Length).SelectMany(at => (int[])[at, at])]));
    });

    [Fact]
    public void A_beginning_is_incomplete_and_a_body_that_ends_early_is_refused() => Runs.Hold(SomePackets.Any, sent =>
    {
        var bytes = sent.Bytes;
        for (var there = 0; there < bytes.Length; there++)
        {
            var buffer = new ReadOnlySequence<byte>(bytes, 0, there);
            Assert.False(PacketFrame.TryRead(ref buffer, bytes.Length, out _));
        }

        var frame = Wire.Frame(bytes);
        for (var there = 0; there < frame.Body.Length; there++) ReadOrRefuse(frame with { Body = frame.Body.Slice(0, there) }, sent);
    });

    [Fact]
    public void A_message_arrives_as_it_was_published() => Runs.Hold(Some.Message, message =>
    {
        var packetId = message.QualityOfService == QualityOfService.AtMostOnce ? (ushort)0 : (ushort)7;
        var bytes = Wire.Written(MessageMapping.ToPublish(message, packetId), MqttVersion.V5);
        Assert.Equal(Described.Of(message), Described.Of(MessageMapping.ToMessage(PublishPacket.Read(Wire.Frame(bytes), MqttVersion.V5))));
        Assert.Equal(Described.Of(message), Described.Of(MessageMapping.ToMessage(MessageMapping.ToWill(message, 5))));
    }, cases: 500);

    [Fact]
    public void What_is_passed_on_is_what_the_publisher_said_and_nothing_of_the_server_s() => Runs.Hold(SomePackets.Publish(PacketSender.Server), publish =>
    {
        var bytes = Wire.Written(publish, MqttVersion.V5);
        foreach (var cut in (int[])[0, bytes.Length / 3, bytes.Length / 2])
        {
            var buffer = Wire.Cut(bytes, cut);
            Assert.True(PacketFrame.TryRead(ref buffer, bytes.Length, out var frame));
            Assert.Equal(publish.PassedOn.ToArray(), PropertyBlock.PassOn(PublishPacket.Read(frame, MqttVersion.V5, PacketSender.Server).Properties));
        }
    });

    private static string ReadCut(byte[] bytes, Sent sent, params ReadOnlySpan<int> cuts)
    {
        var buffer = Wire.Cut(bytes, cuts);
        Assert.True(PacketFrame.TryRead(ref buffer, bytes.Length, out var frame));
        Assert.True(buffer.IsEmpty);
        return Described.Of(Wire.Read(frame, sent.Version, sent.Sender));
    }

    /// <summary>Some packets are whole packets again when their end is missing; what matters is that nothing else is thrown.</summary>
    private static void ReadOrRefuse(in PacketFrame frame, Sent sent)
    {
        try
        {
            Wire.Read(frame, sent.Version, sent.Sender);
        }
        catch (MqttProtocolException refused)
        {
            Assert.True(refused.Reason >= ReasonCode.UnspecifiedError);
        }
    }

    private static OutgoingPublish Again(in PublishPacket read) => new()
    {
        Duplicate = read.Duplicate,
        QualityOfService = read.QualityOfService,
        Retain = read.Retain,
        Topic = read.Topic.ToArray(),
        PacketId = read.PacketId,
        TopicAlias = read.TopicAlias,
        MessageExpiryInterval = read.MessageExpiryInterval,
        SubscriptionIdentifiers = MessageMapping.ToMessage(read).SubscriptionIdentifiers.ToArray(),
        PassedOn = PropertyBlock.PassOn(read.Properties),
        Payload = read.Payload.ToArray(),
    };

    /// <summary>What is left of the packet after it was written in its version.</summary>
    private static object AsRead(Sent sent) => sent.Version == MqttVersion.V5 ? sent.Packet : sent.Packet switch
    {
        ConnectPacket connect => new ConnectPacket
        {
            Version = MqttVersion.V311,
            ClientId = connect.ClientId,
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            UserName = connect.UserName,
            Password = connect.Password,
            Will = connect.Will is { } will ? new WillPacket { Topic = will.Topic, Payload = will.Payload, QualityOfService = will.QualityOfService, Retain = will.Retain } : null,
            SessionExpiryInterval = connect.CleanStart ? 0 : uint.MaxValue,
        },
        ConnAckPacket connAck => new ConnAckPacket { SessionPresent = connAck.SessionPresent, Reason = ReasonCodes.FromReturnCode(ReasonCodes.ToReturnCode(connAck.Reason)!.Value) },
        OutgoingPublish publish => publish with { TopicAlias = 0, MessageExpiryInterval = null, SubscriptionIdentifiers = default, PassedOn = default },
        AckPacket ack => new AckPacket(ack.Type, ack.PacketId),
        SubscribePacket subscribe => new SubscribePacket(subscribe.PacketId, [.. subscribe.Filters.Select(filter => new TopicSubscription(filter.Filter, filter.MaximumQualityOfService))], null, []),
        SubAckPacket subAck => new SubAckPacket(subAck.PacketId, [.. subAck.Reasons.Select(reason => reason >= ReasonCode.UnspecifiedError ? ReasonCode.UnspecifiedError : reason)]),
        UnsubscribePacket unsubscribe => new UnsubscribePacket(unsubscribe.PacketId, unsubscribe.Filters, []),
        UnsubAckPacket unsubAck => new UnsubAckPacket(unsubAck.PacketId, []),
        DisconnectPacket => new DisconnectPacket(),
        var other => throw new ArgumentException($"{other} is not of MQTT 3.1.1.", nameof(sent)),
    };
}
