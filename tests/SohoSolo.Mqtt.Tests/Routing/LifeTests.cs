using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

/// <summary>Sessions and wills.</summary>
public sealed class LifeTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void A_session_outlives_its_connection_as_long_as_it_asked()
    {
        _bench.Connect("c", expiry: 10).Subscribe("t").Leave();
        _bench.Pass(TimeSpan.FromSeconds(9));
        var back = _bench.Connect("c", expiry: 10);
        Assert.True(back.Attachment.SessionPresent);
        back.Leave();
        _bench.Pass(TimeSpan.FromSeconds(10));
        Assert.False(_bench.Connect("c", expiry: 10).Attachment.SessionPresent);
        Assert.Equal(0, _bench.Router.Figures.Subscriptions);
    }

    [Fact]
    public void A_clean_start_forgets_what_was()
    {
        _bench.Connect("c", expiry: 10).Subscribe("t").Leave();
        Assert.False(_bench.Connect("c", expiry: 10, cleanStart: true).Attachment.SessionPresent);
        Assert.Equal(0, _bench.Router.Figures.Subscriptions);
    }

    [Fact]
    public void A_session_without_expiry_ends_with_its_connection_and_DISCONNECT_may_end_any()
    {
        _bench.Connect("a").Leave();
        _bench.Connect("b", expiry: 10).Leave(expiry: 0);
        Assert.Equal(0, _bench.Router.Figures.Sessions);
    }

    [Fact]
    public void Another_connection_takes_the_session_over()
    {
        var first = _bench.Connect("c", expiry: 10).Subscribe("t").Quietly();
        var second = _bench.Connect("c", expiry: 10);
        Assert.Equal(["close SessionTakenOver"], first.Hear());
        first.Leave();
        _bench.Connect("p").Publish("t", "x");
        Assert.Equal(["t=x q1 #1"], second.Hear());
        Assert.Equal(2, _bench.Router.Figures.Connected);
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData(null, true)]
    [InlineData("bob", false)]
    public void A_session_stays_with_who_opened_it(string? other, bool isConnected)
    {
        var owner = _bench.Connect(Kept("c"), identity: "anne").Subscribe("t").Quietly();
        if (!isConnected)
            owner.Leave();

        Assert.Equal(new Attachment(null, false, 0, ReasonCode.NotAuthorized), Come(other));
        _bench.Sync();
        _bench.Crash();
        Assert.Equal(new Attachment(null, false, 0, ReasonCode.NotAuthorized), Come(other));
        _bench.Connect("p").Publish("t", "hers");
        Assert.Equal(["t=hers q1 #1"], _bench.Connect(Kept("c"), identity: "anne").Hear());
    }

    [Fact]
    public void No_more_sessions_begin_than_allowed()
    {
        var bench = new Bench(new BrokerOptions { MaximumSessions = 1 });
        bench.Connect("a");
        var refused = bench.Router.Attach(new BrokerClient("b", null, MqttVersion.V5, null), new ConnectPacket { Version = MqttVersion.V5, ClientId = "b" }, bench.Options.Limits, new RecordingOutlet(), _ => Assert.Fail("Greeted."), bench.Now);
        Assert.Equal(new Attachment(null, false, 0, ReasonCode.QuotaExceeded), refused);
    }

    [Theory]
    [InlineData(true, new[] { "will=gone q0" })]
    [InlineData(false, new string[0])]
    public void A_will_is_published_unless_the_client_said_goodbye(bool withWill, string[] heard)
    {
        var watcher = _bench.Connect("w").Subscribe("will", 0).Quietly();
        _bench.Connect("c", will: Will()).Leave(withWill);
        Assert.Equal(heard, watcher.Hear());
    }

    [Fact]
    public void A_will_waits_for_its_delay_and_not_longer_than_the_session()
    {
        var watcher = _bench.Connect("w").Subscribe("will", 0).Quietly();
        _bench.Connect("patient", expiry: 100, will: Will(5)).Leave(withWill: true);
        _bench.Connect("short", expiry: 3, will: Will(5)).Leave(withWill: true);
        _bench.Pass(TimeSpan.FromSeconds(3));
        Assert.Single(watcher.Hear());
        _bench.Pass(TimeSpan.FromSeconds(2));
        Assert.Single(watcher.Hear());
    }

    [Theory]
    [InlineData(5u, false, 0)]
    [InlineData(5u, true, 1)]
    [InlineData(0u, false, 1)]
    public void A_client_that_resumes_in_time_takes_its_will_back(uint delay, bool cleanStart, int wills)
    {
        var watcher = _bench.Connect("w").Subscribe("will", 0).Quietly();
        _bench.Connect("c", expiry: 100, will: Will(delay));
        _bench.Connect("c", expiry: 100, cleanStart: cleanStart);
        _bench.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(wills, watcher.Hear().Length);
    }

    [Fact]
    public void A_crash_publishes_a_will_after_a_minute_unless_the_client_is_back()
    {
        _bench.Connect("stays away", will: Will());
        _bench.Connect("comes back", will: Will());
        _bench.Crash();
        var watcher = _bench.Connect("w").Subscribe("will", 0).Quietly();
        Assert.False(_bench.Connect("comes back").Attachment.SessionPresent);
        _bench.Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(watcher.Hear());
        _bench.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["will=gone q0"], watcher.Hear());
        _bench.Crash();
        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _bench.Router.Figures.Sessions);
    }

    private static WillPacket Will(uint delay = 0) => new() { Topic = "will", Payload = "gone"u8.ToArray(), DelayInterval = delay };

    [Fact]
    public void A_session_that_an_anonymous_client_left_ends_for_who_has_a_name_and_is_not_read()
    {
        _bench.Connect(Kept("c")).Subscribe("t").Leave();
        _bench.Connect("p").Publish("t", "not for anne");

        var named = _bench.Connect(Kept("c"), identity: "anne");

        Assert.Empty(named.Hear());
    }

    private static ConnectPacket Kept(string clientId) => new() { Version = MqttVersion.V5, ClientId = clientId, SessionExpiryInterval = 1_000 };

    private Attachment Come(string? identity) =>
        _bench.Router.Attach(new BrokerClient("c", identity, MqttVersion.V5, null), Kept("c") with { CleanStart = true }, _bench.Options.Limits, new RecordingOutlet(), _ => Assert.Fail("Greeted."), _bench.Now);
}
