using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Broker;

public sealed class TimeTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_connection_without_CONNECT_ends_after_five_seconds()
    {
        await using var broker = await OwnBroker.Start(clock: clock);
        await using var peer = await RawPeer.Open(broker.Port);
        await using var other = await broker.Connect("other");
        var closed = peer.UntilClosed();
        await MoveUntil(closed);
        Assert.Empty(await closed);
        Assert.Empty(await other.UntilPing());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_silent_client_is_gone_after_one_and_a_half_keep_alive_times_and_its_will_is_published(byte version)
    {
        await using var broker = await OwnBroker.Start(clock: clock);
        await using var watcher = await broker.Connect(new PeerConnect("watcher") { Version = 4, KeepAlive = 0 });
        await watcher.Subscribe("#");
        await using var peer = await broker.Connect(new PeerConnect("x") { Version = version, KeepAlive = 10, Will = new PeerMessage("x/state", "offline") });
        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Empty(await peer.UntilPing());
        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Empty(await watcher.UntilPing());
        clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("offline", (await watcher.Expect(PeerPacketType.Publish)).Text);
        var last = await peer.UntilClosed();
        if (version == 5)
            Assert.Equal(0x8D, Assert.Single(last).Reason);
        else
            Assert.Empty(last);
    }

    [Fact]
    public async Task A_will_waits_for_its_delay_and_is_not_sent_when_the_client_is_back_in_time()
    {
        await using var broker = await OwnBroker.Start(clock: clock);
        await using var watcher = await broker.Connect(new PeerConnect("watcher") { Version = 4, KeepAlive = 0 });
        await watcher.Subscribe("#");
        var connect = new PeerConnect("x") { Will = new PeerMessage("x/state", "offline") { Properties = [PeerProperty.FourBytes(PeerProperty.WillDelay, 10)] } }.Lasting();
        var peer = await broker.Connect(connect);
        await broker.Notes.Next<SohoSolo.Mqtt.Broker.BrokerClient>();
        peer.Cut();
        await broker.Notes.Next<(string, ReasonCode)>();
        clock.Advance(TimeSpan.FromSeconds(9));
        peer = await broker.Connect(connect);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await watcher.UntilPing());
        peer.Cut();
        await broker.Notes.Next<(string, ReasonCode)>();
        clock.Advance(TimeSpan.FromSeconds(10.2));
        Assert.Equal("offline", (await watcher.Expect(PeerPacketType.Publish)).Text);
    }

    [Fact]
    public async Task There_is_no_will_after_a_goodbye_and_one_after_a_goodbye_that_wants_it()
    {
        await using var broker = await OwnBroker.Start();
        await using var watcher = await broker.Connect("watcher");
        await watcher.Subscribe("#");
        await using var quiet = await broker.Connect(new PeerConnect("quiet") { Will = new PeerMessage("quiet", "will") });
        await quiet.Disconnect();
        Assert.Empty(await quiet.UntilClosed());
        await using var loud = await broker.Connect(new PeerConnect("loud") { Will = new PeerMessage("loud", "will") });
        await loud.Disconnect(4);
        Assert.Equal("loud", (await watcher.Expect(PeerPacketType.Publish)).Topic);
    }

    [Fact]
    public async Task A_goodbye_may_change_how_long_the_session_is_kept()
    {
        await using var broker = await OwnBroker.Start(clock: clock);
        await using var peer = await broker.Connect(new PeerConnect("x").Lasting(1000));
        await peer.Disconnect(0, PeerProperty.FourBytes(PeerProperty.SessionExpiry, 10));
        Assert.Empty(await peer.UntilClosed());
        Assert.Equal(1, broker.Broker.Figures.Sessions);
        clock.Advance(TimeSpan.FromSeconds(10.2));
        Assert.Equal(0, broker.Broker.Figures.Sessions);
    }

    [Fact]
    public async Task A_client_that_sends_too_fast_is_read_more_slowly_and_loses_nothing()
    {
        var limits = new SohoSolo.Mqtt.Broker.ClientLimits { MessagesPerSecond = 20, Burst = 60 };
        await using var broker = await OwnBroker.Start(new() { Limits = limits }, clock: clock);
        await using var subscriber = await broker.Connect(new PeerConnect("s") { Version = 4, KeepAlive = 0 });
        await subscriber.Subscribe("#");
        await using var peer = await broker.Connect(new PeerConnect("p") { KeepAlive = 1 });
        for (var i = 0; i < 100; i++)
            await peer.Publish("t", $"{i}");

        await Receive(subscriber, 0, 60);
        Assert.Empty(await subscriber.UntilPing());
        var rest = Receive(subscriber, 60, 100);
        await MoveUntil(rest);
        await rest;
        Assert.Empty(await peer.UntilPing());
    }

    private static async Task Receive(RawPeer subscriber, int from, int to)
    {
        for (var i = from; i < to; i++)
            Assert.Equal($"{i}", (await subscriber.Expect(PeerPacketType.Publish)).Text);
    }

    /// <summary>Moves the clock until something is done.</summary>
    private Task MoveUntil(Task done) => Patience.Until(
        () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(done.IsCompleted);
        },
        TimeSpan.FromSeconds(20),
        () => "It was not done in time.",
        TestContext.Current.CancellationToken);
}
