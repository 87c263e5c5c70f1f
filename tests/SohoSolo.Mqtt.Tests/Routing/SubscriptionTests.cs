using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

public sealed class SubscriptionTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void Overlapping_subscriptions_deliver_once_at_the_highest_quality_with_all_identifiers()
    {
        var subscriber = _bench.Connect("s").Subscribe("a/+", 0, 3).Subscribe("a/#", 2, 4).Subscribe("a/b", 1).Quietly();
        _bench.Connect("p").Publish("a/b", "x", 2);
        var heard = Assert.Single(subscriber.Hear());
        Assert.StartsWith("a/b=x q2 #1 ids ", heard, StringComparison.Ordinal);
        Assert.Equal(["3", "4"], heard["a/b=x q2 #1 ids ".Length..].Split(',').Order());
    }

    [Fact]
    public void A_client_that_said_no_local_does_not_hear_itself()
    {
        var client = _bench.Connect("c").Subscribe(new TopicSubscription("t", QualityOfService.AtMostOnce, NoLocal: true)).Subscribe("+/#", 0, 6).Quietly();
        var other = _bench.Connect("o").Subscribe(new TopicSubscription("t", QualityOfService.AtMostOnce, NoLocal: true)).Quietly();
        client.Publish("t", "x", 0);
        Assert.Equal(["t=x q0 ids 6"], client.Hear());
        Assert.Equal(["t=x q0"], other.Hear());
    }

    [Fact]
    public void The_same_filter_again_replaces_its_options()
    {
        var subscriber = _bench.Connect("s").Subscribe("t", 0, 1).Subscribe("t", 1, 2).Quietly();
        _bench.Connect("p").Publish("t", "x");
        Assert.Equal(["t=x q1 #1 ids 2"], subscriber.Hear());
        Assert.Equal(1, _bench.Router.Figures.Subscriptions);
    }

    [Fact]
    public void Each_filter_gets_its_own_answer()
    {
        var client = _bench.Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = "c" }, limits: new ClientLimits { MaximumSubscriptions = 1 });
        TopicSubscription[] filters = [new("secret", QualityOfService.AtMostOnce), new("a", QualityOfService.ExactlyOnce), new("b", QualityOfService.AtMostOnce)];
        _bench.Router.Subscribe(client.Session, new SubscribePacket(3, filters, null, []), [ReasonCode.NotAuthorized, ReasonCode.Success, ReasonCode.Success], _bench.Now);
        client.Unsubscribe("a");
        client.Unsubscribe("a");
        Assert.Equal(["SubAck #3 NotAuthorized,GrantedQoS2,QuotaExceeded", "UnsubAck #8 Success", "UnsubAck #8 NoSubscriptionExisted"], client.Hear());
    }

    [Fact]
    public void Long_filters_are_refused_when_all_of_a_client_s_are_too_long_together()
    {
        var client = _bench.Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = "c" }, limits: new ClientLimits { MaximumFilterCharacters = 5 });
        client.Subscribe("abc").Subscribe("abc").Subscribe("de").Subscribe("f");
        client.Unsubscribe("de");
        client.Subscribe("f");
        Assert.Equal(2, _bench.Router.Figures.Subscriptions);
    }

    [Fact]
    public void Shared_messages_take_turns_among_those_who_are_there()
    {
        var one = _bench.Connect("one").Subscribe("$share/g/t").Quietly();
        var two = _bench.Connect("two").Subscribe("$share/g/t").Quietly();
        _bench.Connect("absent", expiry: 100).Subscribe("$share/g/t").Leave();
        var publisher = _bench.Connect("p");
        for (ushort i = 1; i <= 4; i++)
            publisher.Publish("t", $"{i}", packetId: i);
        Assert.Equal(2, one.Hear().Length);
        Assert.Equal(2, two.Hear().Length);

        one.Outlet.IsWritable = false;
        publisher.Publish("t", "5", packetId: 5);
        publisher.Publish("t", "6", packetId: 6);
        Assert.Equal(2, two.Hear().Length);
    }

    [Fact]
    public void A_shared_message_waits_for_an_absent_member_and_passes_to_another_when_that_one_leaves_the_group()
    {
        _bench.Connect("gone", expiry: 10).Subscribe("$share/g/t").Leave();
        _bench.Connect("p").Publish("t", "x");
        var other = _bench.Connect("other").Subscribe("$share/g/t").Quietly();
        Assert.Empty(other.Hear());

        _bench.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(["t=x q1 #1"], other.Hear());
    }

    [Fact]
    public void What_a_member_was_sent_is_not_passed_on_when_it_unsubscribes()
    {
        var slow = _bench.Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = "slow", ReceiveMaximum = 1 }).Subscribe("$share/g/t").Quietly();
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "1", packetId: 1);
        publisher.Publish("t", "2", packetId: 2);
        var other = _bench.Connect("other").Subscribe("$share/g/t").Quietly();
        slow.Unsubscribe("$share/g/t");
        Assert.Equal(["t=1 q1 #1", "UnsubAck #8 Success"], slow.Hear());
        Assert.Equal(["t=2 q1 #1"], other.Hear());
    }

    [Theory]
    [InlineData(RetainHandling.Send, true, true)]
    [InlineData(RetainHandling.SendIfNew, true, false)]
    [InlineData(RetainHandling.DoNotSend, false, false)]
    public void Retained_messages_follow_the_SUBACK_as_the_subscription_asks(RetainHandling handling, bool first, bool again)
    {
        _bench.Connect("p").Publish("a/b", "x", retain: true);
        var subscriber = _bench.Connect("s");
        var subscription = new TopicSubscription("a/#", QualityOfService.AtLeastOnce, RetainHandling: handling);
        subscriber.Subscribe(subscription, 5);
        Assert.Equal(first ? ["SubAck #9 GrantedQoS1", "a/b=x q1 #1 retain ids 5"] : ["SubAck #9 GrantedQoS1"], subscriber.Hear());
        subscriber.Subscribe(subscription);
        Assert.Equal(again ? 2 : 1, subscriber.Hear().Length);
    }

    [Fact]
    public void A_retained_message_is_replaced_and_cleared_and_never_sent_to_a_group()
    {
        var publisher = _bench.Connect("p");
        publisher.Publish("a", "old", retain: true);
        publisher.Publish("a", "new", retain: true);
        publisher.Publish("b", "x", retain: true);
        publisher.Publish("b", "", retain: true);
        Assert.Equal(1, _bench.Router.Figures.Retained);
        Assert.Equal(["SubAck #9 Success", "a=new q0 retain"], _bench.Connect("s").Subscribe("#", 0).Hear());
        Assert.Equal(["SubAck #9 Success"], _bench.Connect("g").Subscribe("$share/g/#", 0).Hear());
    }

    [Fact]
    public void The_retain_flag_is_live_only_for_those_who_want_it_as_published()
    {
        var plain = _bench.Connect("plain").Subscribe("t", 0).Quietly();
        var exact = _bench.Connect("exact").Subscribe(new TopicSubscription("t", QualityOfService.AtMostOnce, RetainAsPublished: true)).Quietly();
        _bench.Connect("p").Publish("t", "x", retain: true);
        Assert.Equal(["t=x q0"], plain.Hear());
        Assert.Equal(["t=x q0 retain"], exact.Hear());
    }

    [Fact]
    public void More_retained_messages_than_allowed_are_refused()
    {
        var bench = new Bench(new BrokerOptions { MaximumRetainedMessages = 1 });
        var publisher = bench.Connect("p");
        publisher.Publish("a", "1", retain: true);
        Assert.Equal(PublishOutcome.Refused, publisher.Publish("b", "2", packetId: 2, retain: true));
        publisher.Publish("a", "3", packetId: 3, retain: true);
        Assert.Equal("PubAck #2 QuotaExceeded", publisher.Hear()[1]);
        Assert.Equal(1, bench.Router.Figures.Retained);
    }
}
