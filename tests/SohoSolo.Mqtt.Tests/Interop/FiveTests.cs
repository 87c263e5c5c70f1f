using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>What version 5 adds, as Mosquitto's clients say and show it.</summary>
public sealed class FiveTests(Brokers brokers) : InteropTest(brokers)
{
    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Properties_are_passed_on(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var subscriber = await clients.Subscribe(["-t", Topic, "-q", "1"], "%C|%F|%R|%D|%P");

        await Publish(clients, [
            "-t", Topic, "-q", "1", "-m", "-",
            .. Property("content-type", "text/plain"), .. Property("payload-format-indicator", "1"),
            .. Property("response-topic", "answers/here"), .. Property("correlation-data", "abc"),
            .. Property("user-property", "b", "2"), .. Property("user-property", "a", "1"), .. Property("user-property", "b", "3")]);

        Assert.Equal("text/plain|1|answers/here|abc|b:2 a:1 b:3", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_message_says_how_long_it_still_lives(string broker)
    {
        var clients = await Clients(broker, "5");
        await Publish(clients, ["-t", Topic, "-q", "1", "-r", "-m", "-", .. Property("message-expiry-interval", "1000")]);

        await using var subscriber = await clients.Subscribe(["-t", Topic, "-q", "1"], "%E");

        Assert.InRange(int.Parse(await subscriber.Message(), null), 900, 1000);
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Retained_messages_keep_their_properties(string broker)
    {
        var clients = await Clients(broker, "5");
        await Publish(clients, ["-t", Topic, "-q", "1", "-r", "-m", "-", .. Property("content-type", "a/b"), .. Property("user-property", "k", "v")]);

        await using var subscriber = await clients.Subscribe(["-t", Topic, "-q", "1"], "%C|%P");

        Assert.Equal("a/b|k:v", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_subscription_identifier_comes_with_each_message(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var subscriber = await clients.Subscribe(
            ["-t", $"{Topic}/#", "-q", "1", "-D", "subscribe", "subscription-identifier", "300"], "%S|%p");

        await Publish(clients, "-t", $"{Topic}/a", "-q", "1", "-m", "one");
        await Publish(clients, "-t", $"{Topic}/b", "-q", "0", "-m", "two");

        Assert.Equal(["300|one", "300|two"], await Messages(subscriber, 2));
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_topic_alias_stands_for_its_topic(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", "1");

        await Publish(clients, ["-t", Topic, "-q", "1", "-m", "again", "--repeat", "3", .. Property("topic-alias", "2")]);

        Assert.Equal(Enumerable.Repeat($"{Topic}|1|0|again", 3), await Messages(subscriber, 3));
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_shared_subscription_deals_every_message_once(string broker, string version)
    {
        var clients = await Clients(broker, version);
        string[] member = ["-q", "1", "-t", $"$share/ingest/{Topic}/+", "-t", $"{Topic}/all/end"];
        await using var one = await clients.Subscribe(member);
        await using var two = await clients.Subscribe(member);

        var sent = Enumerable.Range(1, 10).Select(number => $"{Topic}/{number}|1|0|-").ToList();
        foreach (var number in Enumerable.Range(1, 10))
            await Publish(clients, "-t", $"{Topic}/{number}", "-q", "1", "-m", "-");
        await Publish(clients, "-t", $"{Topic}/all/end", "-q", "1", "-m", "end");

        var (first, second) = (await MessagesUntil(one, "|end"), await MessagesUntil(two, "|end"));
        Assert.Equal(sent.Order(), first.Concat(second).Order());
        Assert.All([first, second], Assert.NotEmpty);
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_request_gets_its_answer(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var answerer = await PahoClient.Connect(new PahoOptions(clients.Port, $"{Topic}-answers") { Version = version == "5" ? 5 : 4 });
        await answerer.Subscribe($"{Topic}/ask", 1);

        var request = clients.Request("-t", $"{Topic}/ask", "-e", $"{Topic}/answer", "-q", "1", "-m", "may I?", "-W", "30");
        var asked = await answerer.Message();
        var answers = (string?)asked.Properties["ResponseTopic"] ?? $"{Topic}/answer";
        await answerer.Publish(answers, $"{asked.Payload} yes", 1);

        var result = await request;
        Assert.Equal((0, "may I? yes"), (result.ExitCode, result.Output.Trim()));
        Assert.Equal($"{Topic}/answer", answers);
    }

    private static string[] Property(params string[] property) => ["-D", "publish", .. property];
}
