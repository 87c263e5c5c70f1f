using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Publishes, packet by packet, with a server that a test plays (MQTT 5.0 §4.3, §4.4, §4.9).</summary>
public sealed class OutgoingTests : IDisposable
{
    private readonly ScriptedServer server = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task In_a_resumed_session_everything_unanswered_comes_again_in_order_with_DUP()
    {
        await using var client = new MqttClient(Some.Options(server.Port).Lasting());
        var sent = new List<Task<PublishResult>>();
        using (var first = await Meet(client))
        {
            for (var i = 0; i < 3; i++)
                sent.Add(client.Publish("t", $"{i}", i == 1 ? QualityOfService.ExactlyOnce : QualityOfService.AtLeastOnce));
            for (var i = 0; i < 3; i++)
                await first.Expect(PeerPacketType.Publish);
        }

        using var second = await server.Welcome(sessionPresent: true);
        for (var i = 0; i < 3; i++)
        {
            var again = await second.Expect(PeerPacketType.Publish);
            Assert.Equal((i + 1, $"{i}", true), (again.Id, again.Text, again.Dup));
        }

        await second.Ack(PeerPacketType.PubAck, 1);
        await second.Ack(PeerPacketType.PubRec, 2);
        await second.Expect(PeerPacketType.PubRel);
        await second.Ack(PeerPacketType.PubComp, 2);
        await second.Ack(PeerPacketType.PubAck, 3);
        Assert.All(await Task.WhenAll(sent), result => Assert.True(result.IsSuccess));
    }

    [Fact]
    public async Task After_PUBREC_only_PUBREL_comes_again()
    {
        await using var client = new MqttClient(Some.Options(server.Port).Lasting());
        Task<PublishResult> sent;
        using (var first = await Meet(client))
        {
            sent = client.Publish("t", "once", QualityOfService.ExactlyOnce);
            var publish = await first.Expect(PeerPacketType.Publish);
            await first.Ack(PeerPacketType.PubRec, publish.Id);
            await first.Expect(PeerPacketType.PubRel);
        }

        using var second = await server.Welcome(sessionPresent: true);
        var release = await second.Expect(PeerPacketType.PubRel);
        await second.Ack(PeerPacketType.PubComp, release.Id, 0x92);

        Assert.True((await sent).IsSuccess);
    }

    [Fact]
    public async Task When_the_server_has_lost_the_session_everything_unanswered_is_new_again_and_subscriptions_are_made_again()
    {
        await using var client = new MqttClient(Some.Options(server.Port).Lasting());
        Task<PublishResult> sent;
        using (var first = await Meet(client))
        {
            var subscribing = client.Subscribe("a/b");
            await first.Grant();
            await subscribing;
            sent = client.Publish("t", "x", QualityOfService.ExactlyOnce);
            var publish = await first.Expect(PeerPacketType.Publish);
            await first.Ack(PeerPacketType.PubRec, publish.Id);
            await first.Expect(PeerPacketType.PubRel);
        }

        using var second = await server.Welcome(sessionPresent: false);
        await second.Grant();
        var again = await second.Expect(PeerPacketType.Publish);
        Assert.Equal(("x", false), (again.Text, again.Dup));
        await second.Ack(PeerPacketType.PubRec, again.Id);
        await second.Expect(PeerPacketType.PubRel);
        await second.Ack(PeerPacketType.PubComp, again.Id);
        Assert.True((await sent).IsSuccess);
    }

    [Fact]
    public async Task A_receive_maximum_of_one_lets_one_message_be_unanswered_and_keeps_the_order_behind_it()
    {
        await using var client = new MqttClient(Some.Options(server.Port));
        using var peer = await Meet(client, PeerProperty.TwoBytes(PeerProperty.ReceiveMaximum, 1));
        var sent = new[] { client.Publish("t", "0"), client.Publish("t", "1", QualityOfService.AtMostOnce), client.Publish("t", "2") };

        Assert.Equal("0", (await peer.Expect(PeerPacketType.Publish)).Text);
        await peer.Send(PeerWriter.Packet(PeerPacketType.PingResp, 0, []));
        await peer.Ack(PeerPacketType.PubAck, 1);
        Assert.Equal("1", (await peer.Expect(PeerPacketType.Publish)).Text);
        var last = await peer.Expect(PeerPacketType.Publish);
        Assert.Equal("2", last.Text);
        await peer.Ack(PeerPacketType.PubAck, last.Id);

        await Task.WhenAll(sent);
    }

    [Fact]
    public async Task What_the_server_said_it_does_not_take_is_not_sent()
    {
        await using var client = new MqttClient(Some.Options(server.Port));
        using var peer = await Meet(
            client,
            PeerProperty.OneByte(PeerProperty.MaximumQos, 1),
            PeerProperty.OneByte(PeerProperty.RetainAvailable, 0),
            PeerProperty.FourBytes(PeerProperty.MaximumPacketSize, 100),
            PeerProperty.OneByte(PeerProperty.WildcardsAvailable, 0),
            PeerProperty.OneByte(PeerProperty.SharedAvailable, 0));

        Assert.Equal(ReasonCode.QoSNotSupported, (await client.Publish("t", "x", QualityOfService.ExactlyOnce)).Reason);
        Assert.Equal(ReasonCode.RetainNotSupported, (await client.Publish("t", "x", retain: true)).Reason);
        Assert.Equal(ReasonCode.PacketTooLarge, (await client.Publish("t", new string('x', 100))).Reason);
        Assert.Equal(ReasonCode.WildcardSubscriptionsNotSupported, (await Assert.ThrowsAsync<MqttSubscribeException>(() => client.Subscribe("a/#"))).Reason);
        Assert.Equal(ReasonCode.SharedSubscriptionsNotSupported, (await Assert.ThrowsAsync<MqttSubscribeException>(() => client.Subscribe("$share/g/a"))).Reason);
        await client.Publish("t", "small", QualityOfService.AtMostOnce);
        Assert.Equal("small", (await peer.Expect(PeerPacketType.Publish)).Text);
    }

    [Fact]
    public async Task A_full_queue_makes_publishers_wait_in_line_and_says_no_to_those_who_only_try()
    {
        await using var client = new MqttClient(Some.Options(server.Port) with { MaximumOutgoingMessages = 2 });
        var queued = new[] { client.Publish("t", "0"), client.Publish("t", "1") };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var impatient = client.PublishAsync(Some.Message("t", "withdrawn"), patience.Token);
        var third = client.EnqueueAsync(Some.Message("t", "2"), Stop);

        Assert.False(client.TryPublish(Some.Message("t", "no"), out _));
        Assert.False(third.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        using var peer = await Meet(client);
        for (var i = 0; i < 3; i++)
        {
            var publish = await peer.Expect(PeerPacketType.Publish);
            Assert.Equal($"{i}", publish.Text);
            await peer.Ack(PeerPacketType.PubAck, publish.Id);
        }

        await Task.WhenAll(queued);
        Assert.True((await await third).IsSuccess);
    }

    [Fact]
    public async Task A_cancelled_publish_that_was_sent_goes_on_by_itself()
    {
        await using var client = new MqttClient(Some.Options(server.Port));
        using var peer = await Meet(client);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var sent = client.PublishAsync(Some.Message("t", "x", QualityOfService.ExactlyOnce), patience.Token);
        var publish = await peer.Expect(PeerPacketType.Publish);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);

        await peer.Ack(PeerPacketType.PubRec, publish.Id);
        await peer.Expect(PeerPacketType.PubRel);
    }

    [Fact]
    public async Task A_message_that_expired_in_the_queue_is_not_sent_and_one_that_did_not_has_less_to_live()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var client = new MqttClient(Some.Options(server.Port), clock);
        var shortLived = client.Sends(Some.Message("t", "unlock") with { MessageExpiryInterval = 10 });
        var longLived = client.Sends(Some.Message("t", "report") with { MessageExpiryInterval = 100 });

        clock.Advance(TimeSpan.FromSeconds(30));
        using var peer = await Meet(client);
        var publish = await peer.Expect(PeerPacketType.Publish);

        Assert.Equal(("report", 70L), (publish.Text, publish.Property(PeerProperty.MessageExpiry)!.Number));
        Assert.False((await shortLived).IsSuccess);
        await peer.Ack(PeerPacketType.PubAck, publish.Id);
        Assert.True((await longLived).IsSuccess);
    }

    [Theory]
    [InlineData(PeerPacketType.PubAck, QualityOfService.ExactlyOnce)]
    [InlineData(PeerPacketType.PubRec, QualityOfService.AtLeastOnce)]
    [InlineData(PeerPacketType.PubComp, QualityOfService.ExactlyOnce)]
    public async Task An_answer_of_the_wrong_kind_ends_the_connection_and_the_message_goes_again(PeerPacketType answer, QualityOfService quality)
    {
        await using var client = new MqttClient(Some.Options(server.Port).Lasting());
        using (var peer = await Meet(client))
        {
            _ = client.Publish("t", "x", quality);
            var publish = await peer.Expect(PeerPacketType.Publish);
            await peer.Ack(answer, publish.Id);
            Assert.Equal(0x82, (await peer.Expect(PeerPacketType.Disconnect)).Reason);
        }

        using var next = await server.Welcome(sessionPresent: true);
        Assert.True((await next.Expect(PeerPacketType.Publish)).Dup);
    }

    [Fact]
    public async Task An_answer_to_what_nobody_sent_is_passed_over()
    {
        await using var client = new MqttClient(Some.Options(server.Port));
        using var peer = await Meet(client);
        await peer.Ack(PeerPacketType.PubAck, 77);
        await peer.Ack(PeerPacketType.PubRec, 78);

        var release = await peer.Expect(PeerPacketType.PubRel);

        Assert.Equal((78, 0x92), (release.Id, release.Reason));
    }

    [Fact]
    public async Task Stopping_waits_for_what_is_queued_and_then_says_goodbye()
    {
        var client = new MqttClient(Some.Options(server.Port));
        using var peer = await Meet(client);
        var sent = client.Publish("t", "last");
        var publish = await peer.Expect(PeerPacketType.Publish);
        var stopping = client.Leaves();

        await peer.Ack(PeerPacketType.PubAck, publish.Id);
        Assert.Equal(0, (await peer.Expect(PeerPacketType.Disconnect)).Reason);
        peer.Dispose();
        await stopping;

        Assert.True((await sent).IsSuccess);
        Assert.Throws<ObjectDisposedException>(() => client.TryPublish(Some.Message("t", "too late"), out _));
        await client.DisposeAsync();
        await client.DisposeAsync();
        Assert.Equal(MqttClientState.Stopped, client.Status.State);
    }

    [Fact]
    public async Task Disposing_cancels_what_is_left()
    {
        var client = new MqttClient(Some.Options(server.Port));
        var sent = client.Publish("t", "never");

        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Publish("t", "x"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Starts());
    }

    private async Task<ScriptedPeer> Meet(MqttClient client, params PeerProperty[] properties)
    {
        var starting = client.Starts();
        var peer = await server.Welcome(properties: properties);
        await starting;
        return peer;
    }
}
