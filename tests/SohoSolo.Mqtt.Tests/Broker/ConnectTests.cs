using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;
using BrokerOptions = SohoSolo.Mqtt.Broker.BrokerOptions;

namespace SohoSolo.Mqtt.Tests.Broker;

public sealed class ConnectTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_message_goes_from_one_client_to_another_at_every_quality(byte version)
    {
        await using var broker = await OwnBroker.Start();
        await using var subscriber = await broker.Connect("s", version);
        await subscriber.Subscribe("a/#", 2);
        await using var publisher = await broker.Connect("p", version);
        for (var qos = 0; qos <= 2; qos++)
        {
            await publisher.PublishAndWait(new PeerMessage("a/b", $"{qos}") { Qos = qos });
            var came = await subscriber.Expect(PeerPacketType.Publish);
            Assert.Equal(($"{qos}", qos), (came.Text, came.Qos));
            if (qos == 1)
                await subscriber.Ack(PeerPacketType.PubAck, came.Id);
            if (qos == 2)
                await subscriber.Ack(PeerPacketType.PubRec, came.Id);
        }

        await subscriber.Expect(PeerPacketType.PubRel);
    }

    [Fact]
    public async Task The_answer_to_CONNECT_says_what_may_be_used()
    {
        await using var broker = await OwnBroker.Start(new BrokerOptions { MaximumSessionExpiryInterval = 100 });
        await using var peer = await broker.Connect(new PeerConnect { KeepAlive = 120 }.Lasting(500) with { CleanStart = true });
        var answer = peer.ConnAck!;
        Assert.Equal(0, answer.Reason);
        Assert.Equal(60, answer.Property(PeerProperty.ServerKeepAlive)?.Number);
        Assert.Equal(100, answer.Property(PeerProperty.SessionExpiry)?.Number);
        Assert.Equal(1000, answer.Property(PeerProperty.ReceiveMaximum)?.Number);
        Assert.Equal(32, answer.Property(PeerProperty.TopicAliasMaximum)?.Number);
        Assert.Equal(256 * 1024, answer.Property(PeerProperty.MaximumPacketSize)?.Number);
        Assert.Matches("^auto[0-9a-f]{18}$", answer.Property(PeerProperty.AssignedClientId)?.Text);
        Assert.Null(answer.Property(PeerProperty.ResponseInformation));
    }

    [Fact]
    public async Task A_clients_own_limit_may_be_shorter_than_the_brokers()
    {
        await using var broker = await OwnBroker.Start(new BrokerOptions { MaximumSessionExpiryInterval = 100, Limits = new ClientLimits { MaximumSessionExpiryInterval = 0 } });
        await using var peer = await broker.Connect(new PeerConnect("guest").Lasting(500));
        Assert.Equal(0, peer.ConnAck!.Property(PeerProperty.SessionExpiry)?.Number);
    }

    [Fact]
    public async Task What_the_client_chose_well_is_not_said_again()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect(new PeerConnect("mine") { KeepAlive = 30, Properties = [PeerProperty.OneByte(PeerProperty.RequestResponse, 1)] });
        var answer = peer.ConnAck!;
        Assert.Null(answer.Property(PeerProperty.ServerKeepAlive));
        Assert.Null(answer.Property(PeerProperty.SessionExpiry));
        Assert.Null(answer.Property(PeerProperty.AssignedClientId));
        Assert.Equal("response/mine/", answer.Property(PeerProperty.ResponseInformation)?.Text);
    }

    [Fact]
    public async Task A_session_that_is_to_be_kept_needs_an_identifier_in_3_1_1()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect(new PeerConnect { Version = 4, CleanStart = false });
        Assert.Equal(2, peer.ConnAck!.Reason);
        Assert.Empty(await peer.UntilClosed());
    }

    [Theory]
    [InlineData(4, 256, 0)]
    [InlineData(4, 257, 2)]
    [InlineData(5, 256, 0)]
    [InlineData(5, 257, 0x85)]
    public async Task An_identifier_has_256_bytes_at_most(byte version, int length, int reason)
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect(new string('x', length), version);
        Assert.Equal(reason, peer.ConnAck!.Reason);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0x86)]
    public async Task Whom_the_host_refuses_is_told_in_its_own_version(byte version, int reason)
    {
        var notes = new Notes { OnAuthenticate = request => new Authentication.Refused(ReasonCode.BadUserNameOrPassword, $"Who is {request.UserName}?") };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect(new PeerConnect("x") { Version = version, User = "u", Password = "p" });
        Assert.Equal(reason, peer.ConnAck!.Reason);
        Assert.Empty(await peer.UntilClosed());
        var refusal = await notes.Next<Refusal>();
        Assert.Equal((RefusalKind.Connection, "x", ReasonCode.BadUserNameOrPassword, "Who is u?"), (refusal.What, refusal.ClientId, refusal.Reason, refusal.Why));
    }

    [Fact]
    public async Task The_host_says_who_a_client_is_and_what_it_may_use()
    {
        var limits = new ClientLimits { ReceiveMaximum = 7, MaximumPacketSize = 1000, TopicAliasMaximum = 0 };
        var notes = new Notes { OnAuthenticate = _ => new Authentication.Accepted("somebody", limits, "mark") };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect("x");
        var client = await notes.Next<BrokerClient>();
        Assert.Equal(("x", "somebody", "mark"), (client.ClientId, client.Identity, client.State));
        Assert.Equal(7, peer.ConnAck!.Property(PeerProperty.ReceiveMaximum)?.Number);
        Assert.Equal(1000, peer.ConnAck!.Property(PeerProperty.MaximumPacketSize)?.Number);
        Assert.Null(peer.ConnAck!.Property(PeerProperty.TopicAliasMaximum));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 0x87)]
    public async Task A_will_where_the_client_may_not_publish_is_refused_with_the_connection(byte version, int reason)
    {
        var notes = new Notes { OnPublish = topic => topic == "secret" ? ReasonCode.NotAuthorized : ReasonCode.Success };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var peer = await broker.Connect(new PeerConnect("x") { Version = version, Will = new PeerMessage("secret", "gone") });
        Assert.Equal(reason, peer.ConnAck!.Reason);
        Assert.Equal("secret", (await notes.Next<Refusal>()).Topic);
    }

    [Fact]
    public async Task Another_connection_takes_the_session_over()
    {
        var notes = new Notes();
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var first = await broker.Connect(new PeerConnect("same").Lasting());
        await first.Subscribe("t", 1);
        await using var second = await broker.Connect(new PeerConnect("same").Lasting());
        Assert.True(second.ConnAck!.IsSessionPresent);
        Assert.Equal(0x8E, Assert.Single(await first.UntilClosed()).Reason);
        Assert.Equal(("same", ReasonCode.SessionTakenOver), await notes.Next<(string, ReasonCode)>());
        await broker.Broker.Publish(new MqttMessage { Topic = "t", QualityOfService = QualityOfService.AtLeastOnce }, TestContext.Current.CancellationToken);
        await second.Expect(PeerPacketType.Publish);
        Assert.Equal(1, broker.Broker.Figures.Connections);
    }

    [Fact]
    public async Task Connections_that_say_nothing_have_their_own_limit()
    {
        await using var broker = await OwnBroker.Start(new BrokerOptions { MaximumHalfOpenConnections = 2 });
        await using var in1 = await broker.Connect("in");
        await using var silent1 = await RawPeer.Open(broker.Port);
        await using var silent2 = await RawPeer.Open(broker.Port);
        await silent1.SendBytes(new byte[] { 0x10 });
        await silent2.SendBytes(new byte[] { 0x10 });
        await using var turnedAway = await RawPeer.Open(broker.Port);
        Assert.Empty(await turnedAway.UntilClosed());
        Assert.Equal(ReasonCode.ServerBusy, (await broker.Notes.Next<Refusal>()).Reason);
        Assert.Empty(await in1.UntilPing());
    }

    [Fact]
    public async Task The_host_ends_a_connection_with_a_reason()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x");
        await broker.Notes.Next<BrokerClient>();
        broker.Broker.Disconnect("x", ReasonCode.AdministrativeAction);
        broker.Broker.Disconnect("nobody", ReasonCode.AdministrativeAction);
        Assert.Equal(0x98, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task And_all_connections_of_one_identity_whatever_they_call_themselves()
    {
        var notes = new Notes { OnAuthenticate = request => new Authentication.Accepted(request.UserName, new ClientLimits()) };
        await using var broker = await OwnBroker.Start(notes: notes);
        await using var one = await broker.Connect(new PeerConnect("reader") { User = "reader" });
        await using var two = await broker.Connect(new PeerConnect("another") { User = "reader" });
        await using var other = await broker.Connect(new PeerConnect("other") { User = "other" });
        foreach (var _ in Enumerable.Range(0, 3))
            await broker.Notes.Next<BrokerClient>();

        broker.Broker.DisconnectAll("reader", ReasonCode.NotAuthorized);

        Assert.Equal(0x87, Assert.Single(await one.UntilClosed()).Reason);
        Assert.Equal(0x87, Assert.Single(await two.UntilClosed()).Reason);
        Assert.Empty(await other.UntilPing());
    }

    [Fact]
    public async Task A_broker_that_stops_says_goodbye()
    {
        var broker = await OwnBroker.Start();
        await using var five = await broker.Connect("five");
        await using var three = await broker.Connect("three", 4);
        await using var silent = await RawPeer.Open(broker.Port);
        await broker.DisposeAsync();
        Assert.Equal(0x8B, Assert.Single(await five.UntilClosed()).Reason);
        Assert.Empty(await three.UntilClosed());
        Assert.Empty(await silent.UntilClosed());
    }

    [Fact]
    public async Task An_address_in_use_is_an_IOException()
    {
        await using var broker = await OwnBroker.Start();
        await Assert.ThrowsAnyAsync<IOException>(() => OwnBroker.Start(new BrokerOptions { Listeners = [new BrokerListener(broker.Broker.EndPoints[0])] }));
    }
}
