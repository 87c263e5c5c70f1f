using System.Buffers;
using System.IO.Pipelines;
using SohoSolo.Mqtt.Packets;
using static SohoSolo.Mqtt.MqttVersion;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>What cannot be sent is refused before a byte of it is written, and what can is written whatever room the output gives.</summary>
public sealed class WritingTests
{
    private static readonly string TooLong = new('a', 65_536);

    [Fact]
    public async Task A_large_publish_goes_through_a_pipe_in_pieces()
    {
        var payload = Enumerable.Range(0, 300_000).Select(at => (byte)(at % 251)).ToArray();
        var publish = new OutgoingPublish { Topic = System.Text.Encoding.ASCII.GetBytes(new string('t', 60_000)), Payload = payload, TopicAlias = 1 };
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 512));
        publish.Write(pipe.Writer, V5);
        await pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);

        var buffer = (await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer;
        Assert.False(buffer.IsSingleSegment);
        Assert.Equal(publish.Size(V5), buffer.Length);
        Assert.True(PacketFrame.TryRead(ref buffer, 400_000, out var frame));
        var read = PublishPacket.Read(frame, V5);
        Assert.Equal((60_000, (ushort)1), ((int)read.Topic.Length, read.TopicAlias));
        Assert.Equal(payload, read.Payload.ToArray());
    }

    [Fact]
    public void Text_that_no_packet_can_hold_is_refused()
    {
        foreach (var text in (string[])[TooLong, "a\0b", "a\uD800"])
        {
            NothingIsWritten<ArgumentException>(new ConnectPacket { Version = V5, ClientId = text });
            NothingIsWritten<ArgumentException>(new AckPacket(PacketType.PubAck, 1, ReasonCode.QuotaExceeded, text));
            NothingIsWritten<ArgumentException>(new UnsubscribePacket(1, [text], []));
            NothingIsWritten<ArgumentException>(new DisconnectPacket { UserProperties = [new("k", text)] });
        }
    }

    [Fact]
    public void Data_that_no_packet_can_hold_is_refused()
    {
        NothingIsWritten<ArgumentException>(new ConnectPacket { Version = V5, ClientId = "c", Password = new byte[65_536] });
        NothingIsWritten<InvalidOperationException>(new OutgoingPublish { Topic = new byte[65_536] });
    }

    [Fact]
    public void A_packet_without_its_identifier_or_its_filters_is_refused()
    {
        NothingIsWritten<InvalidOperationException>(new OutgoingPublish { Topic = "t"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce });
        NothingIsWritten<InvalidOperationException>(new SubscribePacket(0, [new("a", QualityOfService.AtMostOnce)], null, []));
        NothingIsWritten<InvalidOperationException>(new SubscribePacket(1, [], null, []));
        NothingIsWritten<InvalidOperationException>(new UnsubscribePacket(1, [], []));
        NothingIsWritten<InvalidOperationException>(new AckPacket(PacketType.SubAck, 1));
        NothingIsWritten<ArgumentException>(new SubscribePacket(1, [new("a", QualityOfService.AtMostOnce)], 0, []));
        NothingIsWritten<ArgumentException>(new SubscribePacket(1, [new("a", QualityOfService.AtMostOnce)], 268_435_456, []));
    }

    [Fact]
    public void A_message_to_no_topic_name_is_refused()
    {
        foreach (var topic in (string[])["", "a/#", "+", TooLong, "a\0"])
        {
            Assert.Throws<ArgumentException>(() => MessageMapping.ToPublish(new MqttMessage { Topic = topic }, 0));
            Assert.Throws<ArgumentException>(() => MessageMapping.ToWill(new MqttMessage { Topic = topic }, 0));
            Assert.Throws<ArgumentException>(() => MessageMapping.ToPublish(new MqttMessage { Topic = "t", ResponseTopic = topic }, 0));
        }

        Assert.Throws<ArgumentException>(() => MessageMapping.ToWill(new MqttMessage { Topic = "t", Payload = new byte[65_536] }, 0));
    }

    private static void NothingIsWritten<T>(object packet)
        where T : Exception
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.ThrowsAny<T>(() => Wire.Write(packet, output, V5));
        Assert.Equal(0, output.WrittenCount);
    }
}
