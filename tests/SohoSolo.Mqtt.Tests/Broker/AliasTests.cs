using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>Topic aliases (MQTT 5.0 §3.3.2.3.4).</summary>
public sealed class AliasTests
{
    private static readonly PeerProperty Alias = PeerProperty.TwoBytes(PeerProperty.TopicAlias, 1);

    [Fact]
    public async Task A_client_names_a_topic_once_and_may_give_the_alias_to_another()
    {
        await using var broker = await OwnBroker.Start();
        await using var subscriber = await broker.Connect("s");
        await subscriber.Subscribe("#");
        await using var publisher = await broker.Connect("p");
        foreach (var topic in (string[])["a", "", "b", ""])
            await publisher.Publish(new PeerMessage(topic, "") { Properties = [Alias] });

        foreach (var topic in (string[])["a", "a", "b", "b"])
            Assert.Equal(topic, (await subscriber.Expect(PeerPacketType.Publish)).Topic);
    }

    [Fact]
    public async Task The_broker_names_the_first_topics_of_a_client_once()
    {
        await using var broker = await OwnBroker.Start();
        await using var subscriber = await broker.Connect(new PeerConnect("s") { Properties = [PeerProperty.TwoBytes(PeerProperty.TopicAliasMaximum, 2)] });
        await subscriber.Subscribe("#");
        await using var publisher = await broker.Connect("p");
        foreach (var topic in (string[])["a", "b", "c", "a", "c", "b"])
            await publisher.Publish(topic, "");

        foreach (var expected in ((string, long?)[])[("a", 1), ("b", 2), ("c", null), ("", 1), ("c", null), ("", 2)])
        {
            var message = await subscriber.Expect(PeerPacketType.Publish);
            Assert.Equal(expected, (message.Topic, message.Property(PeerProperty.TopicAlias)?.Number));
        }
    }

    [Fact]
    public async Task A_client_that_wants_no_aliases_gets_none()
    {
        await using var broker = await OwnBroker.Start();
        await using var subscriber = await broker.Connect("s");
        await subscriber.Subscribe("#");
        await using var publisher = await broker.Connect("p");
        await publisher.Publish(new PeerMessage("a", "") { Properties = [Alias] });
        Assert.Null((await subscriber.Expect(PeerPacketType.Publish)).Property(PeerProperty.TopicAlias));
    }
}
