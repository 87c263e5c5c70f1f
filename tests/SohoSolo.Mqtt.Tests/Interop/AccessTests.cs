using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>Users of a file of <c>mosquitto_passwd</c>, and what an ACL file lets them do, seen by Mosquitto's clients.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly string[] Rules =
    [
        "user keeper", "topic readwrite site/#", "",
        "user reader", "topic read site/+/state", "topic write site/log", "topic readwrite open/#", "topic deny open/secret", "",
        "pattern readwrite dev/%u/#", "pattern read for/%c",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly List<TestBroker> started = [];

    public async ValueTask InitializeAsync()
    {
        await MosquittoClients.WriteUsers(folder.File("users"), ("keeper", "open sesame"), ("reader", "schlüssel"));
        await File.WriteAllLinesAsync(folder.File("acl"), Rules);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in started)
            await broker.DisposeAsync();
        folder.Dispose();
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Only_the_right_password_opens(string broker, string version)
    {
        var port = await Start(broker, acl: false);
        string[] message = ["-t", "a", "-m", "-", "-q", "1"];

        Assert.Equal(0, (await As(port, version, "reader", "schlüssel").Publish(message)).ExitCode);
        await Refuses(As(port, version, "reader", "Schlüssel"), message);
        await Refuses(As(port, version, "reader", ""), message);
        await Refuses(As(port, version, "nobody", "schlüssel"), message);
        await Refuses(new MosquittoClients(port, version), message);
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_message_to_a_denied_topic_goes_nowhere(string broker, string version)
    {
        var port = await Start(broker, acl: true);
        var (keeper, reader) = (As(port, version, "keeper", "open sesame"), As(port, version, "reader", "schlüssel"));
        await using var witness = await keeper.Subscribe("-t", "site/#", "-q", "1");

        var denied = await reader.Publish("-t", "site/a/state", "-q", "1", "-m", "denied", "-d");
        await reader.Publish("-t", "site/log", "-q", "1", "-m", "allowed");

        Assert.Equal("site/log|1|0|allowed", await witness.Message());
        Assert.Contains(version == "5" ? "RC:135" : "received PUBACK", denied.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_reader_receives_what_it_may_read(string broker, string version)
    {
        var port = await Start(broker, acl: true);
        var (keeper, reader) = (As(port, version, "keeper", "open sesame"), As(port, version, "reader", "schlüssel"));
        await using var listening = await reader.Subscribe("-t", "site/+/state", "-q", "1");

        await keeper.Publish("-t", "site/a/state", "-q", "1", "-m", "online");

        Assert.Equal("site/a/state|1|0|online", await listening.Message());
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Patterns_stand_for_the_user_and_the_client(string broker, string version)
    {
        var port = await Start(broker, acl: true);
        var (keeper, reader) = (As(port, version, "keeper", "open sesame"), As(port, version, "reader", "schlüssel"));
        await using var own = await reader.Subscribe("-t", "dev/reader/#", "-q", "1");
        await using var others = await keeper.Subscribe("-t", "dev/keeper/#", "-q", "1");

        foreach (var clients in (MosquittoClients[])[keeper, reader])
        {
            await clients.Publish("-t", "dev/keeper/evt", "-q", "1", "-m", $"as {clients.Always[1]}");
            await clients.Publish("-t", "dev/reader/evt", "-q", "1", "-m", $"as {clients.Always[1]}");
        }

        Assert.Equal("dev/reader/evt|1|0|as reader", await own.Message());
        Assert.Equal("dev/keeper/evt|1|0|as keeper", await others.Message());
    }

    /// <summary>Mosquitto's own ACL file refuses by silence: it grants every subscription, and then sends nothing.</summary>
    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_denied_subscription_is_refused(string broker, string version)
    {
        var port = await Start(broker, acl: true);
        foreach (var filter in (string[])["open/secret", "site/#", "dev/keeper/evt"])
        {
            await using var subscriber = As(port, version, "reader", "schlüssel").BeginSubscribe(["-t", filter, "-q", "1"]);
            var answer = await subscriber.Line(line => line.StartsWith("Subscribed (", StringComparison.Ordinal));

            var refused = version == "5" ? ": 135" : ": 128";
            Assert.EndsWith(broker == Brokers.Mosquitto ? ": 1" : refused, answer, StringComparison.Ordinal);
        }
    }

    private static MosquittoClients As(int port, string version, string user, string password) => new(port, version, "-u", user, "-P", password);

    private static async Task Refuses(MosquittoClients clients, string[] message)
    {
        var result = await clients.Publish(message);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches("(?i)not authori[sz]ed|bad user ?name", result.Error);
    }

    private async Task<int> Start(string kind, bool acl)
    {
        var options = new BrokerOptions { AllowAnonymous = false, Users = folder.File("users"), Acl = acl ? folder.File("acl") : null };
        var broker = await Brokers.Start(kind, options);
        started.Add(broker);
        return broker.Port;
    }
}
