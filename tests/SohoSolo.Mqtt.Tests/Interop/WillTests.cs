using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>Last wills of <c>mosquitto_sub</c> processes that are killed, or leave politely.</summary>
public sealed class WillTests(Brokers brokers) : InteropTest(brokers)
{
    private string[] Will => ["-t", $"{Topic}/other", "--will-topic", Topic, "--will-payload", "gone", "--will-qos", "1"];

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task The_will_of_a_killed_client_arrives(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var observer = await clients.Subscribe("-t", Topic, "-q", "1");
        await using var client = await clients.Subscribe(Will);

        client.Kill9();

        Assert.Equal($"{Topic}|1|0|gone", await observer.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_retained_will_stays(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var observer = await clients.Subscribe("-t", Topic, "-q", "1");
        await using var client = await clients.Subscribe([.. Will, "--will-retain"]);

        client.Kill9();
        await observer.Message();

        await using var later = await clients.Subscribe("-t", Topic, "-q", "1");
        Assert.Equal($"{Topic}|1|1|gone", await later.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Who_says_goodbye_leaves_no_will(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var observer = await clients.Subscribe("-t", Topic, "-q", "1");
        await using var client = await clients.Subscribe([.. Will, "-E"]);

        await client.End();
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "after");

        Assert.Equal($"{Topic}|1|0|after", await observer.Message());
    }

    /// <summary>An interrupted <c>mosquitto_sub</c> leaves with reason 4, "disconnect with will message".</summary>
    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_client_may_ask_for_its_will_as_it_leaves(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var observer = await clients.Subscribe("-t", Topic, "-q", "1");
        await using var client = await clients.Subscribe(Will);

        await client.Interrupt();

        Assert.Equal($"{Topic}|1|0|gone", await observer.Message());
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_delayed_will_arrives_after_what_was_said_meanwhile(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var observer = await clients.Subscribe("-t", Topic, "-q", "1");
        await using var client = await clients.Subscribe([.. Will, "-i", Topic, "-x", "60", "-D", "will", "will-delay-interval", "3"]);

        client.Kill9();
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "meanwhile");

        Assert.Equal([$"{Topic}|1|0|meanwhile", $"{Topic}|1|0|gone"], await Messages(observer, 2));
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_will_carries_its_properties(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var observer = await clients.Subscribe(["-t", Topic, "-q", "1"], "%p|%C|%P");
        await using var client = await clients.Subscribe(
            [.. Will, "-D", "will", "content-type", "text/plain", "-D", "will", "user-property", "why", "power"]);

        client.Kill9();

        Assert.Equal("gone|text/plain|why:power", await observer.Message());
    }
}
