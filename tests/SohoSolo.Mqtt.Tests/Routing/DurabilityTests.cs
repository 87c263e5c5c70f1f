using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

public sealed class DurabilityTests
{
    private readonly Bench _bench = new(disk: new DiskOnCommand());

    [Fact]
    public void A_QoS_1_message_goes_out_at_once_and_is_acknowledged_when_it_is_on_disk()
    {
        var subscriber = Kept();
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "x", packetId: 4);
        Assert.Equal(["t=x q1 #1"], subscriber.Hear());
        Assert.Empty(publisher.Hear());
        _bench.Sync();
        Assert.Equal(["PubAck #4"], publisher.Hear());
    }

    [Fact]
    public void Acknowledgements_keep_the_order_of_the_publishes()
    {
        Kept();
        var publisher = _bench.Connect("p");
        publisher.Publish("t", "kept", packetId: 1);
        publisher.Publish("nobody's", "x", packetId: 2);
        _bench.Router.Refuse(publisher.Session, QualityOfService.AtLeastOnce, 3, ReasonCode.NotAuthorized);
        Assert.Empty(publisher.Hear());
        _bench.Sync();
        Assert.Equal(["PubAck #1", "PubAck #2 NoMatchingSubscribers", "PubAck #3 NotAuthorized"], publisher.Hear());
    }

    [Fact]
    public void A_QoS_2_message_is_seen_and_each_step_said_only_when_it_is_on_disk()
    {
        var subscriber = Kept();
        var publisher = _bench.Connect("p", expiry: 100);
        var passing = _bench.Connect("passing").Subscribe("t", 0).Quietly();
        publisher.Publish("t", "x", 2, 4);
        Assert.Empty((string[])[.. subscriber.Hear(), .. passing.Hear(), .. publisher.Hear()]);
        _bench.Sync();
        Assert.Equal(["t=x q2 #1", "t=x q0", "PubRec #4"], [.. subscriber.Hear(), .. passing.Hear(), .. publisher.Hear()]);

        subscriber.Say(PacketType.PubRec, 1);
        publisher.Say(PacketType.PubRel, 4);
        Assert.Empty((string[])[.. subscriber.Hear(), .. publisher.Hear()]);
        _bench.Sync();
        Assert.Equal(["PubRel #1", "PubComp #4"], [.. subscriber.Hear(), .. publisher.Hear()]);
    }

    [Fact]
    public void The_answer_to_SUBSCRIBE_waits_for_the_disk_and_retained_messages_for_the_answer()
    {
        _bench.Connect("p").Publish("t", "x", 0, retain: true);
        var client = _bench.Connect("c", expiry: 100).Subscribe("t");
        Assert.Empty(client.Hear());
        _bench.Sync();
        Assert.Equal(["SubAck #9 GrantedQoS1", "t=x q0 retain"], client.Hear());
    }

    [Fact]
    public void An_acknowledgement_is_not_said_to_the_next_connection()
    {
        Kept();
        _bench.Connect("p", expiry: 100).Publish("t", "x", packetId: 4);
        var next = _bench.Connect("p", expiry: 100);
        _bench.Sync();
        Assert.Empty(next.Hear());
    }

    [Fact]
    public void A_full_disk_refuses_what_must_be_kept_and_nothing_else()
    {
        var subscriber = Kept();
        _bench.Disk.IsWritable = false;
        var publisher = _bench.Connect("p");
        Assert.Equal(PublishOutcome.Refused, publisher.Publish("t", "x", packetId: 1));
        Assert.Equal(PublishOutcome.Routed, publisher.Publish("elsewhere", "x", packetId: 2));
        Assert.Empty(subscriber.Hear());
        Assert.Equal(["PubAck #1 QuotaExceeded", "PubAck #2 NoMatchingSubscribers"], publisher.Hear());
    }

    [Fact]
    public void What_the_disk_then_does_not_take_is_refused_at_QoS_1_and_waits_unseen_at_QoS_2()
    {
        var subscriber = Kept();
        var publisher = _bench.Connect("p", expiry: 100);
        var old = _bench.Connect(new ConnectPacket { Version = MqttVersion.V311, ClientId = "old" });
        publisher.Publish("t", "one", 1, 5);
        old.Publish("t", "old", 1, 1);
        publisher.Publish("t", "two", 2, 4);
        _bench.Disk.IsWritable = false;
        _bench.Router.Advance(_bench.Now);
        publisher.Publish("nobody's", "x", 1, 6);
        Assert.Equal(["PubAck #5 QuotaExceeded", "PubAck #6 NoMatchingSubscribers"], publisher.Hear());
        Assert.Equal(["close QuotaExceeded"], old.Hear());
        Assert.Equal(["t=one q1 #1", "t=old q1 #2"], subscriber.Hear());

        _bench.Disk.IsWritable = true;
        _bench.Sync();
        Assert.Equal(["PubRec #4"], publisher.Hear());
        Assert.Equal(["t=two q2 #3"], subscriber.Hear());
    }

    [Fact]
    public void The_host_hears_of_its_own_publishes()
    {
        Kept();
        var receipt = new TaskCompletionSource<ReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Router.Publish(Bench.Some("t", "x"), receipt, _bench.Now);
        Assert.False(receipt.Task.IsCompleted);
        _bench.Sync();
        Assert.True(receipt.Task.IsCompletedSuccessfully);
    }

    private Peer Kept()
    {
        var subscriber = _bench.Connect("s", expiry: 100).Subscribe("t", 2);
        _bench.Sync();
        return subscriber.Quietly();
    }
}
