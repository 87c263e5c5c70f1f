using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>
/// What the specifications ask or allow and Mosquitto 2.0 does otherwise, so that it cannot be the control: the reader here is
/// the raw peer, whose own rightness <see cref="RawPeerTests"/> shows.
/// </summary>
public sealed class BeyondMosquittoTests(Brokers brokers) : InteropTest(brokers)
{
    private static readonly byte[] Versions = [4, 5];

    public static TheoryData<byte> Both => [.. Versions];

    [Theory, MemberData(nameof(Both))]
    public async Task Overlapping_subscriptions_get_one_message_of_the_highest_quality(byte version)
    {
        await using var peer = await Connect("peer", version);
        await peer.Subscribe($"{Topic}/#", 2);
        await peer.Subscribe($"{Topic}/+", 1);

        await using var other = await Connect("other", version);
        await other.PublishAndWait(new PeerMessage($"{Topic}/a", "-") { Qos = 2 });

        Assert.Equal(2, (await peer.Expect(PeerPacketType.Publish)).Qos);
        Assert.Empty(await peer.UntilPing());
    }

    [Fact]
    public async Task One_message_names_every_subscription_it_came_by()
    {
        await using var peer = await Connect("peer");
        await peer.Subscribe($"{Topic}/#", 0, PeerProperty.VariableLength(PeerProperty.SubscriptionIdentifier, 2));
        await peer.Subscribe($"{Topic}/+", 0, PeerProperty.VariableLength(PeerProperty.SubscriptionIdentifier, 456_789));

        await peer.Publish($"{Topic}/a", "-");

        var message = await peer.Expect(PeerPacketType.Publish);
        var identifiers = message.Properties.Where(property => property.Id == PeerProperty.SubscriptionIdentifier).Select(property => property.Number);
        Assert.Equal([2, 456_789], identifiers.Order());
        Assert.Empty(await peer.UntilPing());
    }

    [Fact]
    public async Task A_topic_sent_often_becomes_an_alias()
    {
        var connect = new PeerConnect($"{Topic}-peer") { Properties = [PeerProperty.TwoBytes(PeerProperty.TopicAliasMaximum, 1)] };
        await using var peer = await RawPeer.Connect(await Port(Brokers.Ours), connect);
        await peer.Subscribe(Topic);

        foreach (var payload in (string[])["one", "two", "three"])
            await peer.Publish(Topic, payload);

        var messages = new List<PeerPacket>();
        while (messages.Count < 3)
            messages.Add(await peer.Expect(PeerPacketType.Publish));
        Assert.Equal([(Topic, (long?)1), ("", 1), ("", 1)], messages.Select(message => (message.Topic, message.Property(PeerProperty.TopicAlias)?.Number)));
    }

    [Fact]
    public async Task A_client_that_would_stay_silent_for_long_is_told_a_shorter_time()
    {
        await using var peer = await RawPeer.Connect(await Port(Brokers.Ours), new PeerConnect($"{Topic}-peer") { KeepAlive = 120 });

        Assert.Equal(60, peer.ConnAck!.Property(PeerProperty.ServerKeepAlive)?.Number);
    }

    [Fact]
    public async Task More_unfinished_messages_than_allowed_end_the_connection()
    {
        await using var peer = await Connect("peer");
        var allowed = (int)peer.ConnAck!.Property(PeerProperty.ReceiveMaximum)!.Number;

        var tooMany = Enumerable.Range(1, allowed + 1).SelectMany(id => PeerWriter.Publish(5, new PeerMessage(Topic, "-") { Qos = 2, Id = id }));
        await peer.SendBytes(tooMany.ToArray());

        var end = (await peer.UntilClosed())[^1];
        Assert.Equal((PeerPacketType.Disconnect, 0x93), (end.Type, end.Reason));
    }

    [Theory, InlineData(0), InlineData(3600)]
    public async Task A_delayed_will_is_sent_at_once_when_its_session_ends(int sessionExpiry)
    {
        await using var observer = await Connect("observer");
        await observer.Subscribe(Topic);
        var will = new PeerMessage(Topic, "gone") { Properties = [PeerProperty.FourBytes(PeerProperty.WillDelay, 3000)] };
        await using var client = await RawPeer.Connect(await Port(Brokers.Ours), new PeerConnect($"{Topic}-client") { Will = will }.Lasting(sessionExpiry));

        client.Cut();
        if (sessionExpiry > 0)
            await (await Connect("client")).DisposeAsync();

        Assert.Equal("gone", (await observer.Expect(PeerPacketType.Publish)).Text);
    }

    private async Task<RawPeer> Connect(string name, byte version = 5) => await RawPeer.Connect(await Port(Brokers.Ours), $"{Topic}-{name}", version);
}
