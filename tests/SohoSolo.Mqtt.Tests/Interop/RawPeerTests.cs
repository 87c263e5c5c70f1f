using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>The raw peer goes through every exchange; against Mosquitto this shows that the peer itself is right.</summary>
public sealed class RawPeerTests(Brokers brokers) : InteropTest(brokers)
{
    private static readonly byte[] Versions = [4, 5];

    public static MatrixTheoryData<string, byte> Both => new(Brokers.Kinds, Versions);

    [Theory, MemberData(nameof(Both))]
    public async Task Every_exchange_is_complete(string broker, byte version)
    {
        await using var peer = await RawPeer.Connect(await Port(broker), $"{Topic}-peer", version);
        Assert.Equal((0, false), (peer.ConnAck!.Reason, peer.ConnAck.IsSessionPresent));
        Assert.Equal([2], (await peer.Subscribe($"{Topic}/#", 2)).Reasons);

        await using var other = await RawPeer.Connect(await Port(broker), $"{Topic}-other", version);
        await other.PublishAndWait(new PeerMessage($"{Topic}/a", "zero"));
        await other.PublishAndWait(new PeerMessage($"{Topic}/b", "one") { Qos = 1 });
        await other.PublishAndWait(new PeerMessage($"{Topic}/c", "two") { Qos = 2 });
        Assert.Empty(await other.UntilPing());

        Assert.Equal(($"{Topic}/a", "zero", 0), await Take(peer));
        Assert.Equal(($"{Topic}/b", "one", 1), await Take(peer));
        Assert.Equal(($"{Topic}/c", "two", 2), await Take(peer));
        await peer.Unsubscribe($"{Topic}/#");
        await peer.Disconnect();
        Assert.Empty(await peer.UntilClosed());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_unanswered_message_comes_again_with_dup(string broker, byte version)
    {
        var lasting = new PeerConnect($"{Topic}-peer") { Version = version }.Lasting();
        await using var other = await RawPeer.Connect(await Port(broker), $"{Topic}-other", version);
        await using (var peer = await RawPeer.Connect(await Port(broker), lasting))
        {
            await peer.Subscribe(Topic, 1);
            await other.PublishAndWait(new PeerMessage(Topic, "again") { Qos = 1 });
            Assert.False((await peer.Expect(PeerPacketType.Publish)).Dup);
            peer.Cut();
        }

        await using var back = await RawPeer.Connect(await Port(broker), lasting);
        var again = await back.Expect(PeerPacketType.Publish);

        Assert.True(back.ConnAck!.IsSessionPresent);
        Assert.Equal(("again", true), (again.Text, again.Dup));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_thousand_messages_in_one_write_are_each_acknowledged(string broker, byte version)
    {
        await using var peer = await RawPeer.Connect(await Port(broker), $"{Topic}-peer", version);
        var messages = Enumerable.Range(1, 1000).Select(id => PeerWriter.Publish(version, new PeerMessage(Topic, $"{id}") { Qos = 1, Id = id }));

        await peer.SendBytes(messages.SelectMany(bytes => bytes).ToArray());

        for (var id = 1; id <= 1000; id++)
            Assert.Equal(id, (await peer.Expect(PeerPacketType.PubAck)).Id);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Nonsense_is_answered_with_the_end(string broker, byte version)
    {
        await using var peer = await RawPeer.Connect(await Port(broker), $"{Topic}-peer", version);
        await peer.SendBytes(new byte[] { 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF });

        Assert.DoesNotContain(await peer.UntilClosed(), packet => packet.Type != PeerPacketType.Disconnect);
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Properties_of_every_kind_are_written_and_read(string broker)
    {
        await using var peer = await RawPeer.Connect(await Port(broker), $"{Topic}-peer");
        await peer.Subscribe(Topic, 1, PeerProperty.VariableLength(PeerProperty.SubscriptionIdentifier, 300));
        PeerProperty[] properties =
        [
            PeerProperty.OneByte(PeerProperty.PayloadFormat, 1), PeerProperty.Of(PeerProperty.ContentType, "text/plain"),
            PeerProperty.Of(PeerProperty.CorrelationData, [1, 2, 3]), PeerProperty.UserPair("k", "v"), PeerProperty.UserPair("k", "w"),
        ];

        await peer.Publish(new PeerMessage(Topic, "-") { Properties = properties });
        var message = await peer.Expect(PeerPacketType.Publish);

        Assert.Equal(1, message.Property(PeerProperty.PayloadFormat)!.Number);
        Assert.Equal("text/plain", message.Property(PeerProperty.ContentType)!.Text);
        Assert.Equal([1, 2, 3], message.Property(PeerProperty.CorrelationData)!.Data);
        Assert.Equal(300, message.Property(PeerProperty.SubscriptionIdentifier)!.Number);
        Assert.Equal(["k=v", "k=w"], message.Properties.Where(property => property.Id == PeerProperty.User).Select(property => property.Text));
    }

    /// <summary>The next message, answered as its QoS wants.</summary>
    private static async Task<(string Topic, string Text, int Qos)> Take(RawPeer peer)
    {
        var message = await peer.Expect(PeerPacketType.Publish);
        if (message.Qos == 1)
            await peer.Ack(PeerPacketType.PubAck, message.Id);
        if (message.Qos == 2)
        {
            await peer.Ack(PeerPacketType.PubRec, message.Id);
            Assert.Equal(message.Id, (await peer.Expect(PeerPacketType.PubRel)).Id);
            await peer.Ack(PeerPacketType.PubComp, message.Id);
        }

        return (message.Topic, message.Text, message.Qos);
    }
}
