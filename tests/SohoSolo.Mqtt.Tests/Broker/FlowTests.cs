using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;
using BrokerOptions = SohoSolo.Mqtt.Broker.BrokerOptions;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>How much of one client may be on its way, in both directions, and what that means for the others.</summary>
public sealed class FlowTests
{
    private static readonly byte[] Large = new byte[100_000];

    [Fact]
    public async Task More_open_messages_than_the_receive_maximum_end_a_connection_of_version_5()
    {
        await using var broker = await OwnBroker.Start(new BrokerOptions { Limits = new ClientLimits { ReceiveMaximum = 3 } });
        await using var peer = await broker.Connect("x");
        for (var i = 0; i < 3; i++)
        {
            await peer.Publish("t", $"{i}", qos: 2);
            await peer.Expect(PeerPacketType.PubRec);
        }

        await peer.Publish(new PeerMessage("t", "0") { Qos = 2, Id = 1, Dup = true });
        Assert.Equal(1, (await peer.Expect(PeerPacketType.PubRec)).Id);
        await peer.Publish("t", "one more", qos: 1);
        Assert.Equal(0x93, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task A_released_message_makes_room_for_another()
    {
        await using var broker = await OwnBroker.Start(new BrokerOptions { Limits = new ClientLimits { ReceiveMaximum = 1 } });
        await using var peer = await broker.Connect("x");
        for (var i = 0; i < 5; i++)
            await peer.PublishAndWait(new PeerMessage("t", $"{i}") { Qos = 2 - (i % 2) });

        Assert.Empty(await peer.UntilPing());
    }

    [Fact]
    public async Task A_client_of_3_1_1_is_read_no_further_while_too_many_of_its_messages_are_unanswered()
    {
        var asked = new SemaphoreSlim(0);
        var answer = new SemaphoreSlim(0);
        var notes = new Notes
        {
            OnAcknowledge = async _ =>
            {
                asked.Release();
                await answer.WaitAsync();
                return ReasonCode.Success;
            },
        };
        await using var broker = await OwnBroker.Start(new BrokerOptions { Limits = new ClientLimits { ReceiveMaximum = 1 } }, notes);
        await using var peer = await broker.Connect("x", 4);
        for (var i = 0; i < 20; i++)
            await peer.Publish("t", $"{i}", qos: 1);

        for (var i = 0; i < 20; i++)
        {
            await asked.WaitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, asked.CurrentCount);
            answer.Release();
            await peer.Expect(PeerPacketType.PubAck);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_client_that_never_reads_holds_nobody_up(byte version)
    {
        var limits = new ClientLimits { MaximumQueuedBytes = 1_000_000 };
        await using var broker = await OwnBroker.Start(new BrokerOptions { Limits = limits });
        await using var deaf = await broker.Connect("deaf", version);
        await deaf.Subscribe("#", 1);
        await using var hearing = await broker.Connect("hearing", version);
        await hearing.Subscribe("#", 1);
        await using var publisher = await broker.Connect("publisher", version);
        for (var i = 0; i < 100; i++)
        {
            await publisher.Publish(new PeerMessage("t", Large) { Qos = 1 });
            await publisher.Expect(PeerPacketType.PubAck);
            await hearing.Ack(PeerPacketType.PubAck, (await hearing.Expect(PeerPacketType.Publish)).Id);
        }

        var dropped = await broker.Notes.Next<(string ClientId, ReasonCode Reason, int Messages)>();
        Assert.Equal(("deaf", ReasonCode.QuotaExceeded), (dropped.ClientId, dropped.Reason));
        Assert.InRange(broker.Broker.Figures.QueuedBytes, 1, 1_100_000);
    }

    [Fact]
    public async Task A_client_that_reads_again_gets_what_waited()
    {
        await using var broker = await OwnBroker.Start();
        await using var slow = await broker.Connect("slow");
        await slow.Subscribe("#", 1);
        await using var publisher = await broker.Connect("publisher");
        for (var i = 0; i < 200; i++)
            await publisher.PublishAndWait(new PeerMessage("t", [.. BitConverter.GetBytes(i), .. Large]) { Qos = 1 });

        for (var i = 0; i < 200; i++)
        {
            var message = await slow.Expect(PeerPacketType.Publish);
            Assert.Equal(i, BitConverter.ToInt32(message.Payload));
            await slow.Ack(PeerPacketType.PubAck, message.Id);
        }

        Assert.Empty(await slow.UntilPing());
    }

    [Fact]
    public async Task A_client_that_did_not_read_for_a_while_is_served_again()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x");
        await peer.Subscribe("t");
        await using var publisher = await broker.Connect("publisher");
        for (var i = 0; i < 100; i++)
            await publisher.Publish(new PeerMessage("t", Large));

        Assert.Empty(await publisher.UntilPing());
        Assert.Contains(await peer.UntilPing(), packet => packet.Payload.Length == Large.Length);
    }

    [Fact]
    public async Task A_message_that_is_larger_than_its_receiver_takes_is_not_sent()
    {
        await using var broker = await OwnBroker.Start();
        await using var small = await broker.Connect(new PeerConnect("small") { Properties = [PeerProperty.FourBytes(PeerProperty.MaximumPacketSize, 60)] });
        await small.Subscribe("#", 1);
        await using var publisher = await broker.Connect("publisher");
        await publisher.PublishAndWait(new PeerMessage("t", Large) { Qos = 1 });
        await publisher.PublishAndWait(new PeerMessage("t", "small") { Qos = 1 });
        Assert.Equal("small", (await small.Expect(PeerPacketType.Publish)).Text);
        Assert.Equal(("small", ReasonCode.PacketTooLarge, 1), await broker.Notes.Next<(string, ReasonCode, int)>());
    }

    [Fact]
    public async Task A_goodbye_leaves_its_words_out_where_they_do_not_fit()
    {
        await using var broker = await OwnBroker.Start();
        await using var small = await broker.Connect(new PeerConnect("small") { Properties = [PeerProperty.FourBytes(PeerProperty.MaximumPacketSize, 45)] });
        await small.SendBytes(new byte[] { 0xC1, 0 });
        var goodbye = Assert.Single(await small.UntilClosed());
        Assert.Equal(0x81, goodbye.Reason);
        Assert.Null(goodbye.Property(PeerProperty.ReasonString));
    }

    [Fact]
    public async Task A_packet_of_the_greatest_size_is_taken_though_no_buffer_is_so_large()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x");
        await peer.Subscribe("t");
        var payload = new byte[(256 * 1024) - 8];
        Random.Shared.NextBytes(payload);
        await peer.Publish(new PeerMessage("t", payload));
        Assert.Equal(payload, (await peer.Expect(PeerPacketType.Publish)).Payload);
    }
}
