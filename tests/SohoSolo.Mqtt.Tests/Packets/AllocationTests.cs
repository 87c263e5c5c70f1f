using System.Buffers;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>The packets that come by the thousand are read and written without leaving anything to collect.</summary>
public sealed class AllocationTests
{
    private const int Packets = 10_000;
    private const int Rounds = 3;

    private static readonly OutgoingPublish Publish = new()
    {
        QualityOfService = QualityOfService.ExactlyOnce,
        Topic = "sohosolo/1/nogaro/dev/nogaro-reader-main/evt"u8.ToArray(),
        PacketId = 300,
        TopicAlias = 7,
        MessageExpiryInterval = 60,
        SubscriptionIdentifiers = new uint[] { 1, 300 },
        PassedOn = Wire.Bytes("01 01  03 00 04 'text'  08 00 06 'a/back'  09 00 04 00 01 02 03  26 00 01 'k' 00 05 'été'"),
        Payload = new byte[200],
    };

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Reading_and_writing_a_publish_allocates_nothing(MqttVersion version)
    {
        var bytes = Wire.Written(Publish, version);
        var output = new ArrayBufferWriter<byte>(1024);

        foreach (var input in (ReadOnlySequence<byte>[])[new(bytes), Wire.Cut(bytes, 1, 20, 80)])
        {
            Assert.Equal(0, AllocatedBy(() =>
            {
                var buffer = input;
                PacketFrame.TryRead(ref buffer, 1024, out var frame);
                PublishPacket.Read(frame, version, PacketSender.Server);
                Publish.Size(version);
                output.ResetWrittenCount();
                Publish.Write(output, version);
            }));
        }
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Reading_and_writing_an_acknowledgement_allocates_nothing(MqttVersion version)
    {
        var ack = new AckPacket(PacketType.PubRec, 300, ReasonCode.NoMatchingSubscribers);
        var input = new ReadOnlySequence<byte>(Wire.Written(ack, version));
        var output = new ArrayBufferWriter<byte>(64);

        Assert.Equal(0, AllocatedBy(() =>
        {
            var buffer = input;
            PacketFrame.TryRead(ref buffer, 1024, out var frame);
            AckPacket.Read(frame, version);
            output.ResetWrittenCount();
            ack.Write(output, version);
            PingPacket.WriteResponse(output);
        }));
    }

    [Fact]
    public void A_publish_without_properties_has_nothing_to_pass_on() =>
        Assert.Equal(0, AllocatedBy(() => PropertyBlock.PassOn(default)));

    /// <summary>The least of some rounds: what the runtime itself allocates once, while it compiles, is no packet's.</summary>
    private static long AllocatedBy(Action once) => Enumerable.Range(0, Rounds).Min(_ => Round(once));

    private static long Round(Action once)
    {
        once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Packets; i++) once();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
