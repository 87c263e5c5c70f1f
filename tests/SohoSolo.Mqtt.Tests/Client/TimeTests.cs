using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Waits between attempts, and pings, on a clock that stands still (MQTT 5.0 §3.1.2.10).</summary>
public sealed class TimeTests
{
    private static readonly MqttReconnect Usual = new();

    [Fact]
    public async Task Attempts_wait_longer_and_longer_up_to_the_longest()
    {
        var clock = new WatchedClock();
        var options = Some.Options(LoopbackPort.Free()) with { Reconnect = Usual };
        await using var client = new MqttClient(options, clock);
        var waits = new List<TimeSpan>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var starting = client.StartAsync(end.Token);
        await foreach (var status in client.Watch(end.Token))
        {
            if (status.RetryIn is not { } wait)
                continue;

            waits.Add(wait);
            if (waits.Count == 12)
                break;

            await clock.Pass(wait);
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, Usual.Maximum));
        Assert.True(waits.Take(3).Sum(wait => wait.TotalSeconds) < 20, string.Join(' ', waits));
        Assert.Equal(Usual.Maximum, waits[^1]);
    }

    [Fact]
    public async Task A_connection_that_lasted_is_made_again_at_once_and_one_that_did_not_after_a_wait()
    {
        using var server = new ScriptedServer();
        var clock = new WatchedClock();
        await using var client = new MqttClient(Some.Options(server.Port) with { Reconnect = Usual, KeepAlive = 0 }, clock);
        var starting = client.Starts();
        using (await server.Welcome())
        {
            await starting;
            clock.Advance(Usual.Maximum);
        }

        using (await server.Welcome())
            await client.Reaches(status => status.State == MqttClientState.Connected);

        var waiting = await client.Reaches(status => status.State == MqttClientState.Waiting);
        await clock.Pass(waiting.RetryIn!.Value);
        using var peer = await server.Welcome();
    }

    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 5)]
    public async Task A_silent_client_pings_at_half_the_keep_alive_and_gives_a_silent_server_up_at_the_whole(bool serverSaysTen, int half)
    {
        using var server = new ScriptedServer();
        var clock = new WatchedClock();
        await using var client = new MqttClient(Some.Options(server.Port) with { Reconnect = Usual }, clock);
        var starting = client.Starts();
        using var peer = await server.Welcome(properties: serverSaysTen ? [PeerProperty.TwoBytes(PeerProperty.ServerKeepAlive, 10)] : []);
        await starting;

        await clock.Pass(TimeSpan.FromSeconds(half));
        await peer.Expect(PeerPacketType.PingReq);
        await peer.Send(PeerWriter.Packet(PeerPacketType.PingResp, 0, []));
        await peer.Ack(PeerPacketType.PubRec, 1);
        await peer.Expect(PeerPacketType.PubRel);
        await clock.Pass(TimeSpan.FromSeconds(half));
        await clock.Pass(TimeSpan.FromSeconds(half));
        await peer.Expect(PeerPacketType.PingReq);
        await clock.Pass(TimeSpan.FromSeconds(half));

        Assert.Null(await peer.Receive());
        var status = await client.Reaches(status => status.Why is not null);
        Assert.Contains("ping", status.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_accepts_the_connection_and_says_nothing_is_given_up()
    {
        using var server = new ScriptedServer();
        var clock = new WatchedClock();
        var options = Some.Options(server.Port);
        await using var client = new MqttClient(options with { Reconnect = options.Reconnect with { AtStart = false } }, clock);
        var starting = client.Starts();
        using var peer = await server.Accept();
        await peer.Expect(PeerPacketType.Connect);

        await clock.Pass(options.ConnectTimeout);

        Assert.Contains("did not answer", (await Assert.ThrowsAsync<MqttConnectException>(() => starting)).Message, StringComparison.Ordinal);
    }
}
