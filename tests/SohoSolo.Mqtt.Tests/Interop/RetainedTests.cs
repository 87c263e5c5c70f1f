using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>Retained messages, with Mosquitto's clients.</summary>
public sealed class RetainedTests(Brokers brokers) : InteropTest(brokers)
{
    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task The_last_retained_message_waits_for_later_subscribers(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-m", "first");
        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-m", "second");
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "passing by");

        await using var subscriber = await clients.Subscribe("-t", $"{Topic}/#", "-q", "2");

        Assert.Equal($"{Topic}|1|1|second", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task To_those_already_there_a_retained_message_is_one_like_others(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", "1");

        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-m", "now");

        Assert.Equal($"{Topic}|1|0|now", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task An_empty_retained_message_clears(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-m", "old");
        await using var witness = await clients.Subscribe("-t", Topic, "-q", "1");
        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-n");

        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", "1");
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "new");

        Assert.Equal($"{Topic}|1|0|new", await subscriber.Message());
        Assert.Equal([$"{Topic}|1|1|old", $"{Topic}|1|0|", $"{Topic}|1|0|new"], await Messages(witness, 3));
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Retained_as_published_is_kept_when_asked(string broker)
    {
        var clients = await Clients(broker, "5");
        await using var subscriber = await clients.Subscribe("-t", Topic, "-q", "1", "--retain-as-published");

        await Publish(clients, "-t", Topic, "-q", "1", "-r", "-m", "kept");

        Assert.Equal($"{Topic}|1|1|kept", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Many_retained_messages_come_to_one_wildcard(string broker, string version)
    {
        var clients = await Clients(broker, version);
        var names = Enumerable.Range(1, 8).Select(number => $"{Topic}/{number}/occ").ToList();
        foreach (var name in names)
            await Publish(clients, "-t", name, "-q", "1", "-r", "-m", "occupied");

        await using var subscriber = await clients.Subscribe("-t", $"{Topic}/+/occ", "-q", "1");

        Assert.Equal(names.Select(name => $"{name}|1|1|occupied"), (await Messages(subscriber, names.Count)).Order());
    }
}
