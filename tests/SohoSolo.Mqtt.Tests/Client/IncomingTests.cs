using System.Collections.Concurrent;
using System.Text;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Received messages, packet by packet: handlers, acknowledgements, repetitions (MQTT 5.0 §4.3, §4.6).</summary>
public sealed class IncomingTests : IDisposable
{
    private readonly ScriptedServer server = new();
    private readonly ConcurrentQueue<MqttClientProblem> problems = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_message_is_acknowledged_after_its_handler_and_in_the_order_of_arrival()
    {
        await using var client = NewClient();
        var gates = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        using var peer = await Subscribed(client, async (message, stop) => await gates[message.Payload.Span[0] - '1'].Task.WaitAsync(stop), SubscribeOptions.Default with { Parallel = 2 });
        await peer.Publish("t", 1, 1);
        await peer.Publish("t", 1, 2);
        await NothingCame(peer, client);

        gates[1].SetResult();
        await NothingCame(peer, client);
        gates[0].SetResult();

        Assert.Equal(1, (await peer.Expect(PeerPacketType.PubAck)).Id);
        Assert.Equal(2, (await peer.Expect(PeerPacketType.PubAck)).Id);
    }

    [Fact]
    public async Task Handlers_run_one_after_the_other_unless_more_are_allowed()
    {
        await using var client = NewClient();
        var (running, most) = (0, 0);
        using var peer = await Subscribed(client, async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        for (var id = 1; id <= 50; id++)
            await peer.Publish("t", 1, id);
        for (var id = 1; id <= 50; id++)
            Assert.Equal(id, (await peer.Expect(PeerPacketType.PubAck)).Id);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_QoS_2_message_that_comes_again_before_PUBREL_is_handled_once_on_whatever_connection()
    {
        await using var client = NewClient();
        var mailbox = new Mailbox();
        using (var first = await Subscribed(client, mailbox.Take))
        {
            await first.Publish("t", 2, 7);
            await first.Expect(PeerPacketType.PubRec);
            await first.Publish("t", 2, 7, dup: true);
            Assert.Equal(7, (await first.Expect(PeerPacketType.PubRec)).Id);
        }

        using (var second = await server.Welcome(sessionPresent: true))
        {
            await second.Publish("t", 2, 7, dup: true);
            Assert.Equal(7, (await second.Expect(PeerPacketType.PubRec)).Id);
        }

        using var third = await server.Welcome(sessionPresent: true);
        await third.Ack(PeerPacketType.PubRel, 7);
        Assert.Equal((7, 0), Said(await third.Expect(PeerPacketType.PubComp)));
        await third.Ack(PeerPacketType.PubRel, 7);
        Assert.Equal((7, 0x92), Said(await third.Expect(PeerPacketType.PubComp)));
        await third.Publish("t", 2, 7);
        await third.Expect(PeerPacketType.PubRec);
        Assert.Equal(2, mailbox.Rest().Count);
    }

    [Theory]
    [InlineData(1, PeerPacketType.PubAck)]
    [InlineData(2, PeerPacketType.PubRec)]
    public async Task A_message_whose_handler_outlives_the_connection_is_acknowledged_on_the_next_one_and_handled_once(int qos, PeerPacketType answer)
    {
        await using var client = NewClient();
        var (calls, gate) = (0, new TaskCompletionSource());
        using (var first = await Subscribed(client, async (_, stop) =>
        {
            calls++;
            await gate.Task.WaitAsync(stop);
        }))
        {
            await first.Publish("t", qos, 5);
            await NothingCame(first, client);
        }

        using var second = await server.Welcome(sessionPresent: true);
        await second.Publish("t", qos, 5, dup: true);
        await NothingCame(second, client);
        gate.SetResult();

        Assert.Equal(5, (await second.Expect(answer)).Id);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(1, PeerPacketType.PubAck)]
    [InlineData(2, PeerPacketType.PubRec)]
    public async Task A_handler_that_throws_refuses_the_message_and_the_next_one_is_handled(int qos, PeerPacketType answer)
    {
        await using var client = NewClient();
        using var peer = await Subscribed(client, (message, _) => message.Payload.Span[0] == '1' ? throw new InvalidDataException("bad") : ValueTask.CompletedTask);
        await peer.Publish("t", qos, 1);
        await peer.Publish("t", qos, 2);

        Assert.Equal((1, 0x80), Said(await peer.Expect(answer)));
        Assert.Equal((2, 0), Said(await peer.Expect(answer)));
        Assert.IsType<InvalidDataException>((await Problem(MqttClientProblemKind.HandlerFailed)).Exception);
    }

    [Fact]
    public async Task A_handler_that_is_to_try_again_is_called_until_it_succeeds_and_only_then_is_the_message_acknowledged()
    {
        await using var client = NewClient();
        var calls = 0;
        using var peer = await Subscribed(
            client,
            (_, _) => ++calls < 3 ? throw new IOException("the disk is full") : ValueTask.CompletedTask,
            SubscribeOptions.Default with { WhenHandlerFails = HandlerFailure.TryAgain });
        await peer.Publish("t", 1, 1);

        Assert.Equal((1, 0), Said(await peer.Expect(PeerPacketType.PubAck)));
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_payload_that_a_typed_subscription_cannot_read_is_told_acknowledged_and_passed_over()
    {
        await using var client = NewClient();
        var (starting, read) = (client.Starts(), new TaskCompletionSource<int>());
        using var peer = await server.Welcome();
        await starting;
        var subscribing = client.SubscribeAsync("t", message => int.Parse(Encoding.UTF8.GetString(message.Payload.Span), null), (number, _) => Done(() => read.SetResult(number)), stop: TestContext.Current.CancellationToken);
        await peer.Grant();
        await subscribing;

        await peer.Send(PeerWriter.Publish(5, new PeerMessage("t", "seven") { Qos = 1, Id = 1 }));
        Assert.Equal((1, 0), Said(await peer.Expect(PeerPacketType.PubAck)));
        await peer.Publish("t", 1, 8);

        Assert.Equal(8, await read.Task.WaitAsync(Some.Patience, TestContext.Current.CancellationToken));
        Assert.Equal("t", (await Problem(MqttClientProblemKind.Unreadable)).Topic);
    }

    [Fact]
    public async Task A_message_of_no_subscription_is_acknowledged_and_told()
    {
        await using var client = NewClient();
        using var peer = await Subscribed(client, new Mailbox().Take);
        await peer.Publish("somebody/else", 1, 3);

        Assert.Equal(3, (await peer.Expect(PeerPacketType.PubAck)).Id);
        Assert.Equal("somebody/else", (await Problem(MqttClientProblemKind.Unclaimed)).Topic);
    }

    [Fact]
    public async Task A_topic_alias_stands_for_the_topic_that_set_it()
    {
        await using var client = NewClient();
        var mailbox = new Mailbox();
        using var peer = await Subscribed(client, mailbox.Take);
        await peer.Publish("t", 0, 0, dup: false, PeerProperty.TwoBytes(0x23, 2));
        await peer.Publish("", 0, 0, dup: false, PeerProperty.TwoBytes(0x23, 2));

        await mailbox.Next();
        Assert.Equal("t", (await mailbox.Next()).Topic);
    }

    public static TheoryData<string, byte[], byte> Breaches => new()
    {
        { "CONNACK twice", ScriptedPeer.ConnAck(5, 0), 0x82 },
        { "a packet that only clients send", PeerWriter.Ping(), 0x82 },
        { "a length of five bytes", [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 0x81 },
        { "a packet above the maximum", [0x30, 0xFF, 0xFF, 0x7F], 0x95 },
        { "QoS 3", [0x36, 0x05, 0, 1, (byte)'t', 0, 0], 0x81 },
        { "an alias above the maximum", PeerWriter.Publish(5, new PeerMessage("t", "") { Properties = [PeerProperty.TwoBytes(0x23, 999)] }), 0x94 },
        { "an alias that was not set", PeerWriter.Publish(5, new PeerMessage("", "") { Properties = [PeerProperty.TwoBytes(0x23, 3)] }), 0x82 },
        { "PUBREL before PUBREC", [.. PeerWriter.Publish(5, new PeerMessage("slow", "") { Qos = 2, Id = 9 }), .. PeerWriter.Ack(5, PeerPacketType.PubRel, 9)], 0x82 },
        { "an identifier in use", [.. PeerWriter.Publish(5, new PeerMessage("slow", "") { Qos = 1, Id = 9 }), .. PeerWriter.Publish(5, new PeerMessage("slow", "") { Qos = 1, Id = 9 })], 0x91 },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_breach_of_the_protocol_ends_the_connection_with_its_reason_and_the_client_comes_back(string breach, byte[] packets, byte reason)
    {
        Assert.NotEmpty(breach);
        await using var client = NewClient();
        using (var peer = await Subscribed(client, async (_, stop) => await Task.Delay(Timeout.Infinite, stop), filter: "slow"))
        {
            await peer.Send(packets);
            Assert.Equal(reason, (await peer.Expect(PeerPacketType.Disconnect)).Reason);
            Assert.Null(await peer.Receive());
        }

        using var next = await server.Welcome(sessionPresent: true);
        await client.Reaches(status => status.State == MqttClientState.Connected);
    }

    [Fact]
    public async Task A_server_that_says_goodbye_is_heard_and_not_answered()
    {
        await using var client = NewClient();
        using (var peer = await Subscribed(client, new Mailbox().Take))
        {
            await peer.Send(PeerWriter.Disconnect(5, 0x8B, PeerProperty.Of(PeerProperty.ReasonString, "update")));
            Assert.Null(await peer.Receive());
        }

        Assert.Contains("ServerShuttingDown, update", (await Problem(MqttClientProblemKind.ConnectionLost)).Why, StringComparison.Ordinal);
        using var next = await server.Welcome(sessionPresent: true);
    }

    private static (int, byte) Said(PeerPacket ack) => (ack.Id, ack.Reason);

    private static ValueTask Done(Action what)
    {
        what();
        return ValueTask.CompletedTask;
    }

    /// <summary>A publish of the client's own shows that it has handled what was sent before, and had nothing else to say.</summary>
    private static async Task NothingCame(ScriptedPeer peer, MqttClient client)
    {
        await peer.Send(PeerWriter.Packet(PeerPacketType.PingResp, 0, []));
        await client.Publish("nothing", "", QualityOfService.AtMostOnce);
        Assert.Equal("nothing", (await peer.Expect(PeerPacketType.Publish)).Topic);
    }

    private MqttClient NewClient() =>
        new(Some.Options(server.Port).Lasting() with { OnProblem = problems.Enqueue });

    private async Task<ScriptedPeer> Subscribed(MqttClient client, Func<MqttMessage, CancellationToken, ValueTask> handler, SubscribeOptions? options = null, string filter = "t")
    {
        var starting = client.Starts();
        var peer = await server.Welcome();
        await starting;
        var subscribing = client.SubscribesTo(filter, handler, options);
        await peer.Grant();
        await subscribing;
        return peer;
    }

    private async Task<MqttClientProblem> Problem(MqttClientProblemKind kind)
    {
        await Patience.Until(() => Task.FromResult(problems.Any(problem => problem.Kind == kind)), Some.Patience, () => $"No {kind} was told: {string.Join("; ", problems)}");
        return problems.First(problem => problem.Kind == kind);
    }
}
