using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>From <c>mosquitto_pub</c> to <c>mosquitto_sub</c>.</summary>
public sealed class DeliveryTests(Brokers brokers) : InteropTest(brokers)
{
    private static readonly int[] Qualities = [0, 1, 2];

    public static MatrixTheoryData<string, string, int> Subscriptions => new(Brokers.Kinds, Brokers.Versions, Qualities);

    [Theory, MemberData(nameof(Subscriptions))]
    public async Task A_message_arrives_with_the_lower_of_both_qualities(string broker, string version, int subscribed)
    {
        var clients = await Clients(broker, version);
        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", $"{subscribed}");

        foreach (var published in Qualities)
            await Publish(clients, "-t", Topic, "-q", $"{published}", "-m", $"with {published}");

        var expected = Qualities.Select(published => $"{Topic}|{Math.Min(published, subscribed)}|0|with {published}");
        Assert.Equal(expected, await Messages(subscriber, Qualities.Length));
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Versions_may_be_mixed(string broker, string version)
    {
        var other = Brokers.Versions.Single(candidate => candidate != version);
        await using var subscriber = await (await Clients(broker, version)).Subscribe("-t", Topic, "-q", "2");

        await Publish(await Clients(broker, other), "-t", Topic, "-q", "2", "-m", "from the other");

        Assert.Equal($"{Topic}|2|0|from the other", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Wildcards_take_what_they_should(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var subscriber = await clients.Subscribe("-t", $"{Topic}/+/state", "-t", $"{Topic}/all/#");

        string[] topics = ["a/state", "a/b/state", "all", "all/x/y", "state", "/state"];
        foreach (var topic in topics)
            await Publish(clients, "-q", "1", "-t", $"{Topic}/{topic}", "-m", "-");

        string[] taken = ["a/state", "all", "all/x/y", "/state"];
        Assert.Equal(taken.Select(topic => $"{Topic}/{topic}|0|0|-"), await Messages(subscriber, taken.Length));
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_hundred_kilobytes_arrive_whole(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", "1");

        var payload = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number:d5}"));
        await Publish(clients, "-t", Topic, "-q", "1", "-m", payload);

        Assert.Equal($"{Topic}|1|0|{payload}", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Topics_and_payloads_are_any_UTF_8(string broker, string version)
    {
        var clients = await Clients(broker, version);
        var topic = $"{Topic}/télécentre/機/🔑 1";
        await using var subscriber = await clients.Subscribe("-t", topic, "-q", "1");

        await Publish(clients, "-t", topic, "-q", "1", "-m", "Ouvert à midi — ✓");

        Assert.Equal($"{topic}|1|0|Ouvert à midi — ✓", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task An_empty_message_is_a_message(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var subscriber = await clients.Subscribe("-t", Topic);

        await Publish(clients, "-t", Topic, "-n");

        Assert.Equal($"{Topic}|0|0|", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task What_was_unsubscribed_no_longer_comes(string broker, string version)
    {
        var clients = await Clients(broker, version);
        string[] who = ["-c", "-i", Topic, "-q", "1"];
        await using (var before = await clients.Subscribe([.. who, "-t", $"{Topic}/a", "-t", $"{Topic}/b", "-E"]))
            await before.End();

        await using var after = await clients.Subscribe([.. who, "-U", $"{Topic}/a", "-t", $"{Topic}/c"]);
        foreach (var name in (string[])["a", "b", "c"])
            await Publish(clients, "-t", $"{Topic}/{name}", "-q", "1", "-m", "-");

        Assert.Equal([$"{Topic}/b|1|0|-", $"{Topic}/c|1|0|-"], await Messages(after, 2));
    }
}
