using System.Text;
using SohoSolo.Mqtt.Client;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>What a client is for, in both versions, against a broker that others wrote.</summary>
public abstract class RoundTripTests
{
    public static readonly TheoryData<MqttVersion> Versions = [MqttVersion.V311, MqttVersion.V5];

    public static readonly TheoryData<MqttVersion, QualityOfService> VersionsAndQualities = new(
        from version in (MqttVersion[])[MqttVersion.V311, MqttVersion.V5]
        from quality in Enum.GetValues<QualityOfService>()
        select (version, quality));

    protected abstract Task<(IAsyncDisposable Broker, int Port)> StartBroker();

    [Theory]
    [MemberData(nameof(VersionsAndQualities))]
    public async Task A_message_comes_back_as_it_was_sent(MqttVersion version, QualityOfService quality)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port, version));
        var mailbox = await client.Subscribe("a/+/c");
        var payload = Enumerable.Range(0, 70_000).Select(i => (byte)(i % 251)).ToArray();

        var result = await client.Sends(new MqttMessage { Topic = "a/b/c", Payload = payload, QualityOfService = quality });
        var message = await mailbox.Next();

        Assert.True(result.IsSuccess);
        Assert.Equal("a/b/c", message.Topic);
        Assert.Equal(quality, message.QualityOfService);
        Assert.False(message.Retain);
        Assert.True(message.Payload.Span.SequenceEqual(payload));
    }

    [Theory]
    [MemberData(nameof(VersionsAndQualities))]
    public async Task Messages_keep_their_order(MqttVersion version, QualityOfService quality)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var receiver = await Some.Started(Some.Options(port, version) with { ClientId = "receiver" });
        await using var sender = await Some.Started(Some.Options(port, version));
        var mailbox = await receiver.Subscribe("order");
        var count = quality == QualityOfService.AtMostOnce ? 200 : 1_000;

        var sent = Enumerable.Range(0, count).Select(i => sender.Sends(Some.Message("order", $"{i}", quality))).ToList();
        for (var i = 0; i < count; i++)
            Assert.Equal($"{i}", await mailbox.NextText());

        Assert.All(await Task.WhenAll(sent), result => Assert.True(result.IsSuccess));
    }

    [Fact]
    public async Task Everything_that_version_5_says_of_a_message_arrives()
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port));
        var mailbox = await client.Subscribe("props");

        await client.Sends(Some.Message("props", "é") with
        {
            IsText = true,
            ContentType = "text/plain",
            ResponseTopic = "answers/1",
            CorrelationData = new byte[] { 1, 2, 3 },
            MessageExpiryInterval = 60,
            UserProperties = [new("a", "1"), new("a", "2")],
        });
        var message = await mailbox.Next();

        Assert.True(message.IsText);
        Assert.Equal("text/plain", message.ContentType);
        Assert.Equal("answers/1", message.ResponseTopic);
        Assert.Equal([1, 2, 3], message.CorrelationData!.Value.ToArray());
        Assert.InRange(message.MessageExpiryInterval!.Value, 50u, 60u);
        Assert.Equal([new("a", "1"), new("a", "2")], message.UserProperties);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_retained_message_waits_for_later_subscribers(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port, version));
        await client.Publish("kept", "last", retain: true);

        var mailbox = await client.Subscribe("kept");
        var message = await mailbox.Next();

        Assert.True(message.Retain);
        Assert.Equal("last", Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task Retained_messages_come_only_where_they_are_wanted()
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port));
        await client.Publish("kept", "old", retain: true);

        var mailbox = await client.Subscribe("kept", new SubscribeOptions { RetainHandling = RetainHandling.DoNotSend });
        await client.Publish("kept", "new");

        Assert.Equal("new", await mailbox.NextText());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_will_of_a_client_that_was_cut_off_is_published_and_that_of_one_that_left_is_not(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var watcher = await Some.Started(Some.Options(port, version));
        var mailbox = await watcher.Subscribe("wills/+");
        var polite = await Some.Started(Some.Options(port, version) with { Will = new MqttWill(Some.Message("wills/polite", "gone")) });
        var way = new CuttableWay(port);
        await using var cut = await Some.Started(Some.Options(port, version) with { Will = new MqttWill(Some.Message("wills/cut", "gone")), Transport = way.Open, Reconnect = new() });

        await polite.Leaves();
        way.Cut();

        Assert.Equal("wills/cut", (await mailbox.Next()).Topic);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_session_that_lasts_keeps_what_comes_while_its_client_is_away(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        var options = Some.Options(port, version).Lasting();
        await using var sender = await Some.Started(Some.Options(port, version));
        await using (var before = await Some.Started(options))
        {
            await before.Subscribe("post/#");
            await before.Leaves();
        }

        await sender.Publish("post/1", "first");
        await sender.Publish("post/2", "second", QualityOfService.ExactlyOnce);
        await using var after = new MqttClient(options);
        var subscribing = after.Subscribe("post/#");
        await after.Starts();
        var mailbox = await subscribing;

        Assert.True(after.Status.SessionPresent);
        Assert.Equal("first", await mailbox.NextText());
        Assert.Equal("second", await mailbox.NextText());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_clean_start_forgets_the_session_and_begins_one_that_lasts(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        var options = Some.Options(port, version).Lasting();
        await using (var before = await Some.Started(options))
        {
            await before.Subscribe("old");
            await before.Leaves();
        }

        await using (var clean = await Some.Started(options with { CleanStart = true }))
        {
            Assert.False(clean.Status.SessionPresent);
            await clean.Subscribe("new");
            await clean.Leaves();
        }

        await using var after = await Some.Started(options);
        Assert.True(after.Status.SessionPresent);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Nothing_comes_after_unsubscribing(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port, version));
        var first = new Mailbox();
        var subscription = await client.SubscribesTo("news", first.Take);
        var second = await client.Subscribe("end");

        await subscription.DisposeAsync();
        await client.Publish("news", "unread");
        await client.Publish("end", "");
        await second.Next();

        Assert.Empty(first.Rest());
    }

    [Fact]
    public async Task Each_of_two_overlapping_subscriptions_gets_a_message_once()
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var client = await Some.Started(Some.Options(port));
        var all = await client.Subscribe("site/#");
        var one = await client.Subscribe("site/door");
        var end = await client.Subscribe("end");

        await client.Publish("site/door", "open");
        await client.Publish("end", "");
        await end.Next();

        Assert.Equal("open", await all.NextText());
        Assert.Equal("open", await one.NextText());
        Assert.Empty(all.Rest());
        Assert.Empty(one.Rest());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Exactly_once_holds_while_the_wire_is_cut_again_and_again(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        var (there, back) = (new CuttableWay(port), new CuttableWay(port));
        await using var sender = await Some.Started(Some.Options(port, version).Lasting() with { Transport = there.Open });
        await using var receiver = await Some.Started(Some.Options(port, version).Lasting() with { Transport = back.Open });
        var mailbox = await receiver.Subscribe("once");
        const int Count = 400;

        var sent = Enumerable.Range(0, Count).Select(i => sender.Sends(Some.Message("once", $"{i}", QualityOfService.ExactlyOnce))).ToList();
        var got = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            got.Add(await mailbox.NextText());
            if (i % 50 == 10)
                there.Cut();
            if (i % 50 == 35)
                back.Cut();
        }

        Assert.All(await Task.WhenAll(sent), result => Assert.True(result.IsSuccess));
        await sender.Publish("once", "end", QualityOfService.ExactlyOnce);
        Assert.Equal("end", await mailbox.NextText());
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}"), got);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_shared_subscription_gives_each_message_to_one_of_its_clients(MqttVersion version)
    {
        var (broker, port) = await StartBroker();
        await using var _ = broker;
        await using var first = await Some.Started(Some.Options(port, version));
        await using var second = await Some.Started(Some.Options(port, version));
        var together = new Mailbox();
        await first.SubscribesTo("$share/crew/jobs/+", together.Take);
        await second.SubscribesTo("$share/crew/jobs/+", together.Take);

        for (var i = 0; i < 20; i++)
            await first.Publish($"jobs/{i}", "");
        var topics = new List<string>();
        for (var i = 0; i < 20; i++)
            topics.Add((await together.Next()).Topic);

        Assert.Equal(20, topics.Distinct().Count());
        Assert.Empty(together.Rest());
    }
}

/// <summary>The list against Mosquitto.</summary>
public sealed class MosquittoRoundTripTests : RoundTripTests
{
    protected override async Task<(IAsyncDisposable Broker, int Port)> StartBroker()
    {
        var broker = await MosquittoBroker.Start(BrokerOptions.Open with { Extra = ["max_queued_messages 0"] });
        return (broker, broker.Port);
    }
}
