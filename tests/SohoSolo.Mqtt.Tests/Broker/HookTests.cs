using System.Threading.Channels;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>Where the host has its say.</summary>
public sealed class HookTests
{
    private static readonly Func<string, ReasonCode> NotTheSecret = topic => topic.StartsWith("secret", StringComparison.Ordinal) ? ReasonCode.NotAuthorized : ReasonCode.Success;

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public async Task A_message_is_neither_delivered_nor_acknowledged_before_the_host_has_it(byte version, int qos)
    {
        var asked = Channel.CreateUnbounded<MqttMessage>();
        var answer = new TaskCompletionSource<ReasonCode>();
        var notes = new Notes
        {
            OnAcknowledge = message =>
            {
                asked.Writer.TryWrite(message);
                return answer.Task;
            },
        };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var subscriber = await broker.Connect("s", version);
        await subscriber.Subscribe("#", 2);
        await using var peer = await broker.Connect("p", version);
        await peer.Publish("t", "held", qos);
        var message = await asked.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("t", qos), (message.Topic, (int)message.QualityOfService));
        Assert.Equal("held"u8.ToArray(), message.Payload.ToArray());
        Assert.Empty(await subscriber.UntilPing());
        answer.SetResult(ReasonCode.Success);
        await peer.Expect(qos == 1 ? PeerPacketType.PubAck : PeerPacketType.PubRec);
        Assert.Equal("held", (await subscriber.Expect(PeerPacketType.Publish)).Text);
    }

    [Fact]
    public async Task One_clients_messages_come_to_the_host_in_order_and_one_by_one()
    {
        var (seen, running) = (new List<string>(), 0);
        var notes = new Notes
        {
            OnAcknowledge = async message =>
            {
                Assert.Equal(1, Interlocked.Increment(ref running));
                await Task.Yield();
                seen.Add(System.Text.Encoding.UTF8.GetString(message.Payload.Span));
                Interlocked.Decrement(ref running);
                return ReasonCode.Success;
            },
        };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p");
        byte[] all = [.. Enumerable.Range(1, 50).SelectMany(i => PeerWriter.Publish(5, new PeerMessage("t", $"{i}") { Qos = 1, Id = i }))];
        await peer.SendBytes(all);
        for (var i = 1; i <= 50; i++)
            Assert.Equal(i, (await peer.Expect(PeerPacketType.PubAck)).Id);

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"{i}"), seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_the_host_does_not_take_is_refused_with_its_reason(int qos)
    {
        var notes = new Notes { OnAcknowledge = _ => Task.FromResult(ReasonCode.QuotaExceeded) };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p");
        Assert.Equal(0x97, (await peer.PublishAndWait(new PeerMessage("t", "") { Qos = qos }))!.Reason);
        Assert.Empty(await peer.UntilPing());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_host_that_wants_every_message_is_asked_for_QoS_0_in_its_turn_and_cuts_nobody_off(byte version)
    {
        var seen = new List<string>();
        var notes = new Notes
        {
            HoldsAll = true,
            OnAcknowledge = message =>
            {
                seen.Add($"{message.Topic} {(int)message.QualityOfService}");
                return Task.FromResult(message.Topic == "bad" ? ReasonCode.QuotaExceeded : ReasonCode.Success);
            },
        };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var subscriber = await broker.Connect("s", version);
        await subscriber.Subscribe("#");
        await using var peer = await broker.Connect("p", version);
        await peer.SendBytes((byte[])
        [
            .. PeerWriter.Publish(version, new PeerMessage("a", "")),
            .. PeerWriter.Publish(version, new PeerMessage("b", "") { Qos = 1, Id = 1 }),
            .. PeerWriter.Publish(version, new PeerMessage("bad", "")),
            .. PeerWriter.Publish(version, new PeerMessage("c", "")),
        ]);
        await peer.Expect(PeerPacketType.PubAck);
        Assert.Empty(await peer.UntilPing());
        Assert.Equal(["a 0", "b 1", "bad 0", "c 0"], seen);
        Assert.Equal(["a", "b", "c"], (await subscriber.UntilPing()).Select(message => message.Topic));
    }

    [Fact]
    public async Task Without_that_wish_a_host_is_not_asked_for_QoS_0()
    {
        var notes = new Notes { OnAcknowledge = _ => Task.FromResult(ReasonCode.QuotaExceeded) };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var subscriber = await broker.Connect("s");
        await subscriber.Subscribe("#");
        await using var peer = await broker.Connect("p");
        await peer.Publish("t", "passes");
        Assert.Equal("passes", (await subscriber.Expect(PeerPacketType.Publish)).Text);
    }

    [Fact]
    public async Task A_client_of_3_1_1_is_cut_off_when_the_host_does_not_take_its_message()
    {
        var notes = new Notes { OnAcknowledge = _ => Task.FromResult(ReasonCode.QuotaExceeded) };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p", 4);
        await peer.Publish("t", "", qos: 1);
        Assert.Empty(await peer.UntilClosed());
        Assert.Equal(("t", ReasonCode.QuotaExceeded), (await notes.Next<Refusal>()) is var told ? (told.Topic, told.Reason) : default);
    }

    [Fact]
    public async Task A_host_that_fails_ends_the_connection_and_nothing_is_acknowledged()
    {
        var notes = new Notes { OnAcknowledge = _ => throw new InvalidOperationException("The host is broken.") };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p");
        await peer.Publish("t", "", qos: 1);
        Assert.Equal((PeerPacketType.Disconnect, 0x80), Assert.Single(await peer.UntilClosed()) is var last ? (last.Type, last.Reason) : default);
    }

    [Fact]
    public async Task A_refused_publish_is_answered_in_its_turn_and_told_to_the_host()
    {
        var notes = new Notes { OnPublish = NotTheSecret };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p");
        await peer.SendBytes((byte[])
        [
            .. PeerWriter.Publish(5, new PeerMessage("open", "") { Qos = 1, Id = 1 }),
            .. PeerWriter.Publish(5, new PeerMessage("secret/a", "") { Qos = 1, Id = 2 }),
            .. PeerWriter.Publish(5, new PeerMessage("secret/b", "") { Qos = 0 }),
            .. PeerWriter.Publish(5, new PeerMessage("secret/c", "") { Qos = 2, Id = 3 }),
        ]);
        Assert.Equal((1, 0x10), await peer.Expect(PeerPacketType.PubAck) is var first ? (first.Id, first.Reason) : default);
        Assert.Equal((2, 0x87), await peer.Expect(PeerPacketType.PubAck) is var second ? (second.Id, second.Reason) : default);
        Assert.Equal((3, 0x87), await peer.Expect(PeerPacketType.PubRec) is var third ? (third.Id, third.Reason) : default);
        foreach (var topic in (string[])["secret/a", "secret/b", "secret/c"])
            Assert.Equal((RefusalKind.Publish, topic), await notes.Next<Refusal>() is var told ? (told.What, told.Topic) : default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_client_of_3_1_1_is_not_left_to_repeat_a_refused_publish_for_ever(int qos)
    {
        var notes = new Notes { OnPublish = NotTheSecret };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var subscriber = await broker.Connect("s", 4);
        await subscriber.Subscribe("#");
        await using var peer = await broker.Connect("p", 4);
        await peer.PublishAndWait(new PeerMessage("secret/a", "") { Qos = qos });
        Assert.Equal("secret/a", (await notes.Next<Refusal>()).Topic);
        Assert.Empty(await subscriber.UntilPing());
    }

    [Fact]
    public async Task The_host_is_asked_for_the_filter_of_a_shared_subscription()
    {
        var notes = new Notes { OnSubscribe = NotTheSecret };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("p");
        Assert.Equal([0x87], (await peer.Subscribe("$share/group/secret/#", 1)).Reasons);
        Assert.Equal([0x01], (await peer.Subscribe("$share/group/open/#", 1)).Reasons);
        Assert.Equal((RefusalKind.Subscribe, "$share/group/secret/#"), await notes.Next<Refusal>() is var told ? (told.What, told.Topic) : default);
    }

    [Fact]
    public async Task A_topic_has_so_many_levels_at_most()
    {
        await using var broker = await OwnBroker.Start(new() { Limits = new ClientLimits { MaximumTopicLevels = 3 } });
        await using var peer = await broker.Connect("p");
        Assert.Equal([0x8F], (await peer.Subscribe("a/b/c/d")).Reasons);
        Assert.Equal([0x00], (await peer.Subscribe("a/b/c")).Reasons);
        Assert.Equal(0x90, (await peer.PublishAndWait(new PeerMessage("a/b/c/d", "") { Qos = 1 }))!.Reason);
    }
}
