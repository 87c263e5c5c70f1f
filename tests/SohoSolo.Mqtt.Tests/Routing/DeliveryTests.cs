using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

public sealed class DeliveryTests
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData(0, 2, "t=x q0")]
    [InlineData(1, 2, "t=x q1 #1")]
    [InlineData(2, 1, "t=x q1 #1")]
    [InlineData(2, 2, "t=x q2 #1")]
    public void A_message_goes_out_at_the_lower_of_both_qualities(int published, int subscribed, string heard)
    {
        var subscriber = _bench.Connect("s").Subscribe("t", subscribed).Quietly();
        _bench.Connect("p").Publish("t", "x", published);
        Assert.Equal([heard], subscriber.Hear());
    }

    [Fact]
    public void A_QoS_1_publisher_is_acknowledged_and_told_when_nobody_listens()
    {
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "x", packetId: 7);
        _bench.Connect("s").Subscribe("t");
        publisher.Publish("t", "x", packetId: 8);
        Assert.Equal(["PubAck #7 NoMatchingSubscribers", "PubAck #8"], publisher.Hear());
    }

    [Fact]
    public void A_QoS_2_message_passes_once_however_often_it_is_repeated()
    {
        var subscriber = _bench.Connect("s").Subscribe("t", 2).Quietly();
        var publisher = _bench.Connect("p");
        Assert.Equal(PublishOutcome.Routed, publisher.Publish("t", "x", 2, 5));
        Assert.Equal(PublishOutcome.Repeated, publisher.Publish("t", "x", 2, 5));
        publisher.Say(PacketType.PubRel, 5);
        publisher.Say(PacketType.PubRel, 5);
        Assert.Equal(["PubRec #5", "PubRec #5", "PubComp #5", "PubComp #5 PacketIdentifierNotFound"], publisher.Hear());

        subscriber.Say(PacketType.PubRec, 1);
        subscriber.Say(PacketType.PubComp, 1);
        Assert.Equal(["t=x q2 #1", "PubRel #1"], subscriber.Hear());
        Assert.Equal(0, _bench.Router.Figures.QueuedMessages);
    }

    [Fact]
    public void A_PUBREC_that_refuses_ends_the_delivery_and_an_unknown_one_is_answered()
    {
        var subscriber = _bench.Connect("s").Subscribe("t", 2).Quietly();
        _bench.Connect("p").Publish("t", "x", 2);
        subscriber.Say(PacketType.PubRec, 1, ReasonCode.QuotaExceeded);
        subscriber.Say(PacketType.PubRec, 1);
        Assert.Equal(["t=x q2 #1", "PubRel #1 PacketIdentifierNotFound"], subscriber.Hear());
        Assert.Equal(0, _bench.Router.Figures.QueuedBytes);
    }

    [Fact]
    public void No_more_is_in_flight_than_the_client_takes()
    {
        var subscriber = _bench.Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = "s", ReceiveMaximum = 2 }).Subscribe("t").Quietly();
        var publisher = _bench.Connect("p");
        for (ushort i = 1; i <= 4; i++)
            publisher.Publish("t", $"{i}", packetId: i);
        Assert.Equal(["t=1 q1 #1", "t=2 q1 #2"], subscriber.Hear());

        subscriber.Say(PacketType.PubAck, 2);
        Assert.Equal(["t=3 q1 #3"], subscriber.Hear());
    }

    [Fact]
    public void What_was_not_acknowledged_is_sent_again_in_order_under_the_same_identifiers()
    {
        var subscriber = _bench.Connect("s", expiry: 100).Subscribe("t", 2).Quietly();
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "1", 1, 1);
        publisher.Publish("t", "2", 2, 2);
        publisher.Publish("t", "3", 2, 3);
        subscriber.Say(PacketType.PubRec, 2);
        subscriber.Leave();
        publisher.Publish("t", "4", 1, 4);

        Assert.Equal(["t=1 q1 #1 dup", "PubRel #2", "t=3 q2 #3 dup", "t=4 q1 #4"], _bench.Connect("s", expiry: 100).Hear());
    }

    [Fact]
    public void A_client_that_does_not_read_gets_its_messages_when_it_reads_again()
    {
        var subscriber = _bench.Connect("s").Subscribe("t").Quietly();
        var publisher = _bench.Connect("p");
        subscriber.Outlet.IsWritable = false;
        publisher.Publish("t", "1", 0);
        publisher.Publish("t", "2");
        Assert.Empty(subscriber.Hear());

        subscriber.Outlet.IsWritable = true;
        _bench.Router.Resume(subscriber.Session, _bench.Now);
        Assert.Equal(["t=1 q0", "t=2 q1 #1"], subscriber.Hear());
    }

    [Fact]
    public void An_absent_client_finds_no_QoS_0_messages()
    {
        var subscriber = _bench.Connect("s", expiry: 100).Subscribe("t");
        subscriber.Leave();
        _bench.Connect("p").Publish("t", "x", 0);
        Assert.Empty(_bench.Connect("s", expiry: 100).Hear());
    }

    [Fact]
    public void An_expired_message_is_not_sent_and_another_says_how_long_it_has_left()
    {
        _bench.Connect("s", expiry: 100).Subscribe("t").Leave();
        var publisher = _bench.Connect("p");
        publisher.Publish(Expiring("short", 2));
        publisher.Publish(Expiring("long", 10));
        _bench.Pass(TimeSpan.FromSeconds(3.5));
        Assert.Equal(["t=long q1 #1 7s"], _bench.Connect("s", expiry: 100).Hear());
        Assert.Equal(["s Success"], _bench.Dropped);
    }

    [Fact]
    public void A_packet_larger_than_the_client_takes_is_given_up_as_if_sent()
    {
        var connect = new ConnectPacket { Version = MqttVersion.V5, ClientId = "s" };
        var subscriber = _bench.Connect(connect, new RecordingOutlet { MaximumPacketSize = 3 }).Subscribe("t").Quietly();
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "long", packetId: 1);
        publisher.Publish("t", "ok", packetId: 2);
        Assert.Equal(["t=ok q1 #2"], subscriber.Hear());
        Assert.Equal(["s PacketTooLarge"], _bench.Dropped);
    }

    [Theory]
    [InlineData(QueueFullPolicy.DropOldest, "2 3")]
    [InlineData(QueueFullPolicy.DropNewest, "1 2")]
    [InlineData(QueueFullPolicy.RefusePublish, "1 2")]
    public void A_full_queue_gives_up_what_its_policy_says(QueueFullPolicy policy, string kept)
    {
        var bench = new Bench(new BrokerOptions { WhenQueueIsFull = policy, Limits = new ClientLimits { MaximumQueuedMessages = 2 } });
        bench.Connect("s", expiry: 100).Subscribe("t").Leave();
        var publisher = bench.Connect("p");
        for (ushort i = 1; i <= 3; i++)
            publisher.Publish("t", $"{i}", packetId: i);

        var isRefused = policy == QueueFullPolicy.RefusePublish;
        Assert.Equal(isRefused ? "PubAck #3 QuotaExceeded" : "PubAck #3", publisher.Hear()[^1]);
        Assert.Equal(isRefused ? [] : ["s QuotaExceeded"], bench.Dropped);
        Assert.Equal(kept, string.Join(' ', bench.Connect("s", expiry: 100).Hear().Select(said => said[2..3])));
    }

    [Fact]
    public void When_all_sessions_hold_too_much_the_heaviest_gives_up()
    {
        var bench = new Bench(new BrokerOptions { MaximumQueuedBytes = 2_000 });
        bench.Connect("hog", expiry: 100).Subscribe("hog").Leave();
        bench.Connect("modest", expiry: 100).Subscribe("modest").Leave();
        var publisher = bench.Connect("p");
        publisher.Publish("modest", "1");
        for (ushort i = 0; i < 50; i++)
            publisher.Publish("hog", $"{i}");
        publisher.Publish("modest", "2");

        Assert.Equal(["modest=1 q1 #1", "modest=2 q1 #2"], bench.Connect("modest", expiry: 100).Hear());
        Assert.All(bench.Dropped, dropped => Assert.Equal("hog QuotaExceeded", dropped));
        Assert.InRange(bench.Router.Figures.QueuedBytes, 0, 2_000);
    }

    private Message Expiring(string payload, int seconds)
    {
        var message = Bench.Some("t", payload);
        return new Message { Topic = message.Topic, TopicUtf8 = message.TopicUtf8, Payload = message.Payload, QualityOfService = message.QualityOfService, ExpiresAt = _bench.Now + (seconds * 1000L) };
    }
}
