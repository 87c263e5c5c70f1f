using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>What tests with Mosquitto's clients share.</summary>
public abstract class InteropTest(Brokers brokers)
{
    /// <summary>A topic that no other test uses, also as a part of client identifiers.</summary>
    protected string Topic { get; } = $"t{Guid.NewGuid():n}";

    /// <summary>Clients of this version at the broker that is open to all.</summary>
    protected async Task<MosquittoClients> Clients(string broker, string version) =>
        new((await brokers.Open(broker)).Port, version);

    protected async Task<int> Port(string broker) => (await brokers.Open(broker)).Port;

    /// <summary>Publishes, and the exchange must succeed.</summary>
    protected static async Task Publish(MosquittoClients clients, params string[] arguments)
    {
        var result = await clients.Publish(arguments);
        Assert.True(result.ExitCode == 0, $"mosquitto_pub {string.Join(' ', arguments)}: {result}");
    }

    /// <summary>The next messages, in the order in which they came.</summary>
    protected static async Task<IReadOnlyList<string>> Messages(LineProcess subscriber, int count)
    {
        var messages = new List<string>();
        while (messages.Count < count)
            messages.Add(await subscriber.Message());

        return messages;
    }

    /// <summary>The messages until one with this payload, without it.</summary>
    protected static async Task<IReadOnlyList<string>> MessagesUntil(LineProcess subscriber, string last)
    {
        var messages = new List<string>();
        while (await subscriber.Message() is var message && !message.EndsWith(last, StringComparison.Ordinal))
            messages.Add(message);

        return messages;
    }
}
