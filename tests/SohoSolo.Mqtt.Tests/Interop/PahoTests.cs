using System.Text.Json.Nodes;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>The same promises kept to a second independent client: Eclipse Paho for Python.</summary>
public sealed class PahoTests(Brokers brokers) : InteropTest(brokers)
{
    private static readonly int[] Versions = [4, 5];
    private static readonly int[] Qualities = [0, 1, 2];

    public static MatrixTheoryData<string, int> Both => new(Brokers.Kinds, Versions);

    public static MatrixTheoryData<string, int, int> Subscriptions => new(Brokers.Kinds, Versions, Qualities);

    [Theory, MemberData(nameof(Subscriptions))]
    public async Task A_message_arrives_with_the_lower_of_both_qualities(string broker, int version, int subscribed)
    {
        await using var publisher = await Connect(broker, version, "from");
        await using var subscriber = await Connect(broker, version, "to");
        Assert.Equal(subscribed, await subscriber.Subscribe($"{Topic}/+/ü", subscribed));

        foreach (var published in Qualities)
            await publisher.Publish($"{Topic}/a/ü", $"with {published}", published);

        foreach (var published in Qualities)
        {
            var message = await subscriber.Message();
            Assert.Equal(($"{Topic}/a/ü", $"with {published}", Math.Min(published, subscribed)), (message.Topic, message.Payload, message.Qos));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_retained_message_waits_and_can_be_cleared(string broker, int version)
    {
        await using var publisher = await Connect(broker, version, "from");
        await publisher.Publish(Topic, "kept", 1, retain: true);
        await using var subscriber = await Connect(broker, version, "to");
        await subscriber.Subscribe(Topic, 1);
        var kept = await subscriber.Message();

        await publisher.Publish(Topic, "", 1, retain: true);
        await using var later = await Connect(broker, version, "later");
        await later.Subscribe(Topic, 1);
        await publisher.Publish(Topic, "live", 1);

        Assert.Equal(("kept", true), (kept.Payload, kept.Retain));
        var live = await later.Message();
        Assert.Equal(("live", false), (live.Payload, live.Retain));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_will_of_a_killed_client_arrives_and_that_of_a_polite_one_does_not(string broker, int version)
    {
        await using var observer = await Connect(broker, version, "observer");
        await observer.Subscribe(Topic, 1);
        var port = await Port(broker);
        await using var polite = await Connect(Options(port, version, "polite") with { Will = new PahoWill(Topic, "polite") });
        await using var killed = await Connect(Options(port, version, "killed") with { Will = new PahoWill(Topic, "killed") });

        await polite.Disconnect();
        killed.Kill9();

        Assert.Equal("killed", (await observer.Message()).Payload);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_session_keeps_what_came_meanwhile(string broker, int version)
    {
        var lasting = Options(await Port(broker), version, "lasting") with { Clean = false };
        await using (var first = await Connect(lasting))
        {
            Assert.False(first.IsSessionPresent);
            await first.Subscribe(Topic, 2);
            await first.Disconnect();
        }

        await using var publisher = await Connect(broker, version, "from");
        foreach (var payload in (string[])["one", "two", "three"])
            await publisher.Publish(Topic, payload, 2);

        await using var second = await Connect(lasting);
        Assert.True(second.IsSessionPresent);
        foreach (var payload in (string[])["one", "two", "three"])
            Assert.Equal((payload, 2), await second.Message() is var message ? (message.Payload, message.Qos) : default);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_hundred_kilobytes_arrive_whole(string broker, int version)
    {
        await using var publisher = await Connect(broker, version, "from");
        await using var subscriber = await Connect(broker, version, "to");
        await subscriber.Subscribe(Topic, 1);
        var payload = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number:d5}"));

        await publisher.Publish(Topic, payload, 1);

        Assert.Equal(payload, (await subscriber.Message()).Payload);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_was_unsubscribed_no_longer_comes(string broker, int version)
    {
        await using var publisher = await Connect(broker, version, "from");
        await using var subscriber = await Connect(broker, version, "to");
        await subscriber.Subscribe($"{Topic}/a", 1);
        await subscriber.Subscribe($"{Topic}/b", 1);
        await subscriber.Unsubscribe($"{Topic}/a");

        await publisher.Publish($"{Topic}/a", "no", 1);
        await publisher.Publish($"{Topic}/b", "yes", 1);

        Assert.Equal("yes", (await subscriber.Message()).Payload);
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Properties_and_subscription_identifiers_are_passed_on(string broker)
    {
        await using var publisher = await Connect(broker, 5, "from");
        await using var subscriber = await Connect(broker, 5, "to");
        await subscriber.Subscribe(Topic, 1, identifier: 7);

        await publisher.Publish(Topic, "-", 1, properties: new JsonObject
        {
            ["ContentType"] = "text/plain",
            ["ResponseTopic"] = "answers",
            ["CorrelationData"] = "abc",
            ["UserProperty"] = new JsonArray(new JsonArray("k", "1"), new JsonArray("k", "2")),
        });

        var properties = (await subscriber.Message()).Properties;
        Assert.Equal(
            ("text/plain", "answers", "abc", "[[\"k\",\"1\"],[\"k\",\"2\"]]", "[7]"),
            ((string?)properties["ContentType"], (string?)properties["ResponseTopic"], (string?)properties["CorrelationData"],
                properties["UserProperty"]?.ToJsonString(), properties["SubscriptionIdentifier"]?.ToJsonString()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Users_and_certificates_are_checked(string broker, int version)
    {
        using var folder = new TemporaryFolder();
        using var certificates = new Certificates();
        await MosquittoClients.WriteUsers(folder.File("users"), ("door", "secret"));
        await using var own = await Brokers.Start(broker, new BrokerOptions
        {
            AllowAnonymous = false,
            Users = folder.File("users"),
            Certificate = certificates.Server(),
        });
        var options = Options(own.Port, version, "door") with { Authority = certificates.Authority, User = "door", Password = "secret" };

        await using var right = await PahoClient.Connect(options);
        await using var wrong = await PahoClient.Connect(options with { ClientId = "other", Password = "guess" });

        Assert.Equal(0, right.ConnectCode);
        Assert.Contains(wrong.ConnectCode, version == 5 ? (int[])[134, 135] : [4, 5]);
    }

    private async Task<PahoClient> Connect(string broker, int version, string name) => await Connect(Options(await Port(broker), version, name));

    private static async Task<PahoClient> Connect(PahoOptions options)
    {
        var client = await PahoClient.Connect(options);
        Assert.Equal(0, client.ConnectCode);
        return client;
    }

    private PahoOptions Options(int port, int version, string name) => new(port, $"{Topic}-{name}") { Version = version };
}
