using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Servers that say no, say nothing, or speak another version (MQTT 5.0 §3.1, §3.2).</summary>
public sealed class HandshakeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MqttClientOptions FallingBack(int port) => Some.Options(port) with { Version = MqttVersionPreference.Version5OrFallBack };

    [Fact]
    public async Task A_server_of_3_1_1_refuses_version_5_in_its_own_words_and_gets_its_own_version_from_then_on()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(FallingBack(server.Port));
        var starting = client.Starts();
        using (var first = await server.Accept())
        {
            await first.Expect(PeerPacketType.Connect);
            Assert.Equal(5, first.Version);
            await first.Send(0x20, 2, 0, 1);
        }

        using (var second = await server.Welcome())
        {
            Assert.Equal(4, second.Version);
            await starting;
            Assert.Equal(MqttVersion.V311, client.Status.Version);
        }

        using var third = await server.Welcome();
        Assert.Equal(4, third.Version);
    }

    [Fact]
    public async Task A_server_that_refuses_version_5_with_its_reason_gets_3_1_1()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(FallingBack(server.Port));
        var starting = client.Starts();
        using (var first = await server.Accept())
        {
            await first.Expect(PeerPacketType.Connect);
            await first.Send(ScriptedPeer.ConnAck(5, 0x84));
        }

        using var second = await server.Welcome();
        await starting;
        Assert.Equal(4, second.Version);
    }

    [Fact]
    public async Task A_server_that_only_closes_on_version_5_gets_3_1_1_and_is_asked_again_next_time()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(FallingBack(server.Port));
        var starting = client.Starts();
        using (var first = await server.Accept())
            await first.Expect(PeerPacketType.Connect);

        using (var second = await server.Welcome())
        {
            Assert.Equal(4, second.Version);
            await starting;
        }

        using var third = await server.Welcome();
        Assert.Equal(5, third.Version);
    }

    [Fact]
    public async Task A_client_fixed_to_version_5_throws_where_it_is_not_spoken()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        var starting = client.Starts();
        using var peer = await server.Accept();
        await peer.Expect(PeerPacketType.Connect);
        await peer.Send(ScriptedPeer.ConnAck(5, 0x84));

        var refused = await Assert.ThrowsAsync<MqttConnectException>(() => starting);
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, refused.Reason);
    }

    [Theory]
    [InlineData(0x85, ReasonCode.ClientIdentifierNotValid)]
    [InlineData(0x86, ReasonCode.BadUserNameOrPassword)]
    [InlineData(0x87, ReasonCode.NotAuthorized)]
    [InlineData(0x8A, ReasonCode.Banned)]
    public async Task What_will_not_heal_by_itself_ends_the_start(byte code, ReasonCode reason)
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        var starting = client.Starts();
        using var peer = await server.Accept();
        await peer.Expect(PeerPacketType.Connect);
        await peer.Send(ScriptedPeer.ConnAck(5, code, sessionPresent: false, PeerProperty.Of(PeerProperty.ReasonString, "so it is")));

        var refused = await Assert.ThrowsAsync<MqttConnectException>(() => starting);

        Assert.Equal((reason, true), (refused.Reason!.Value, refused.IsPermanent));
        Assert.Contains("so it is", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_heal_is_tried_again_and_so_is_what_was_refused_after_it_had_worked()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        var starting = client.Starts();
        foreach (var passing in (byte[])[0x88, 0x89, 0x97])
        {
            using var peer = await server.Accept();
            await peer.Expect(PeerPacketType.Connect);
            await peer.Send(ScriptedPeer.ConnAck(5, passing));
        }

        (await server.Welcome()).Dispose();
        await starting;
        using (var refusing = await server.Accept())
        {
            await refusing.Expect(PeerPacketType.Connect);
            await refusing.Send(ScriptedPeer.ConnAck(5, 0x87));
        }

        using var last = await server.Welcome();
        await client.Reaches(status => status.State == MqttClientState.Connected);
    }

    [Fact]
    public async Task Without_tries_at_the_start_a_server_that_is_not_there_throws()
    {
        var options = Some.Options(LoopbackPort.Free());
        await using var client = new MqttClient(options with { Reconnect = options.Reconnect with { AtStart = false } });

        var failed = await Assert.ThrowsAsync<MqttConnectException>(() => client.Starts());

        Assert.False(failed.IsPermanent);
        Assert.Null(failed.Reason);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_ends_and_can_be_made_again()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var starting = client.StartAsync(enough.Token);
        using var silent = await server.Accept();

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        var again = client.Starts();
        using var peer = await server.Welcome();
        await again;
    }

    [Theory]
    [InlineData(new byte[] { 0x20, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0x20, 0x03, 0x02, 0x00, 0x00 })]
    [InlineData(new byte[] { 0xD0, 0x00 })]
    [InlineData(new byte[] { 0x00, 0x00 })]
    public async Task An_answer_that_is_none_is_an_attempt_that_failed(byte[] nonsense)
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        var starting = client.Starts();
        using (var peer = await server.Accept())
        {
            await peer.Expect(PeerPacketType.Connect);
            await peer.Send(nonsense);
            Assert.Null(await peer.Receive());
        }

        using var next = await server.Welcome();
        await starting;
    }

    [Fact]
    public async Task The_identifier_that_the_server_gave_is_kept()
    {
        using var server = new ScriptedServer();
        await using var client = new MqttClient(Some.Options(server.Port));
        var starting = client.Starts();
        using (await server.Welcome(properties: PeerProperty.Of(PeerProperty.AssignedClientId, "given")))
            await starting;

        using var peer = await server.Accept();
        var connect = await peer.Expect(PeerPacketType.Connect);

        Assert.Contains("given", System.Text.Encoding.UTF8.GetString(connect.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new MqttClient(new MqttClientOptions { SessionExpiryInterval = 1 }));
        Assert.Throws<ArgumentException>(() => new MqttClient(new MqttClientOptions { Password = "x" }));
        Assert.Throws<ArgumentException>(() => new MqttClient(new MqttClientOptions { Port = 0 }));
        Assert.Throws<ArgumentException>(() => new MqttClient(new MqttClientOptions { Will = new MqttWill(Some.Message("a/#", "")) }));
        Assert.DoesNotContain("secret", new MqttClientOptions { UserName = "u", Password = "secret" }.ToString(), StringComparison.Ordinal);
    }
}
