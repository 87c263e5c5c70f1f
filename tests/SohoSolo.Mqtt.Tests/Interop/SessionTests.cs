using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>Sessions that outlive their connections, with Mosquitto's clients.</summary>
public sealed class SessionTests(Brokers brokers) : InteropTest(brokers)
{
    private string[] Lasting => ["-c", "-i", Topic, "-q", "2", "-t", Topic];

    public static MatrixTheoryData<string, string, int> Qualities => new(Brokers.Kinds, Brokers.Versions, [1, 2]);

    [Theory, MemberData(nameof(Qualities))]
    public async Task What_came_meanwhile_waits_in_order(string broker, string version, int qos)
    {
        var clients = await Clients(broker, version);
        await Leave(clients);

        foreach (var payload in (string[])["one", "two", "three"])
            await Publish(clients, "-t", Topic, "-q", $"{qos}", "-m", payload);

        await using var back = await clients.Subscribe(Lasting);
        Assert.Equal([$"{Topic}|{qos}|0|one", $"{Topic}|{qos}|0|two", $"{Topic}|{qos}|0|three"], await Messages(back, 3));
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_clean_start_forgets(string broker, string version)
    {
        var clients = await Clients(broker, version);
        await Leave(clients);
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "old");

        await using var anew = await clients.Subscribe("-i", Topic, "-q", "1", "-t", Topic);
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "new");

        Assert.Equal($"{Topic}|1|0|new", await anew.Message());
    }

    /// <summary>Ours is killed; the control is asked to stop, since it writes its state only then.</summary>
    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Sessions_and_messages_outlive_the_broker(string broker, string version)
    {
        using var store = new TemporaryFolder();
        await using var own = await Brokers.Start(broker, new BrokerOptions { Store = store.Path });
        var clients = new MosquittoClients(own.Port, version);
        await Leave(clients);
        await Publish(clients, "-t", Topic, "-q", "1", "-m", "queued");
        await Publish(clients, "-t", Topic, "-q", "2", "-r", "-m", "retained");

        if (broker == Brokers.Ours)
            own.Kill9();
        else
            await own.Stop();

        await own.Start(TestContext.Current.CancellationToken);

        await using var back = await clients.Subscribe([.. Lasting, "-t", $"{Topic}/another"]);
        Assert.Equal([$"{Topic}|1|0|queued", $"{Topic}|2|0|retained"], await Messages(back, 2));
        await using var later = await clients.Subscribe("-t", Topic);
        Assert.Equal($"{Topic}|0|1|retained", await later.Message());
    }

    /// <summary>Subscribes for good, and says goodbye.</summary>
    private async Task Leave(MosquittoClients clients)
    {
        await using var before = await clients.Subscribe([.. Lasting, "-E"]);
        await before.End();
    }
}
