using System.Text;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Things that tests need and do not care about.</summary>
internal static class Some
{
    /// <summary>How long a test waits for what must happen: it fails then, it never passes by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static readonly SubscribeOptions ExactlyOnce = new() { MaximumQualityOfService = QualityOfService.ExactlyOnce };

    public static readonly MqttReconnect QuickReconnect = new() { Minimum = TimeSpan.FromMilliseconds(20), Maximum = TimeSpan.FromMilliseconds(200) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MqttMessage Message(string topic, string text, QualityOfService qualityOfService = QualityOfService.AtLeastOnce) =>
        new() { Topic = topic, Payload = Encoding.UTF8.GetBytes(text), QualityOfService = qualityOfService };

    public static MqttClientOptions Options(int port, MqttVersion version = MqttVersion.V5) => new()
    {
        Port = port,
        Version = version == MqttVersion.V5 ? MqttVersionPreference.Only5 : MqttVersionPreference.Only311,
        Reconnect = QuickReconnect,
    };

    /// <summary>A session of its own that outlives its connections.</summary>
    public static MqttClientOptions Lasting(this MqttClientOptions options, string? clientId = null) =>
        options with { ClientId = clientId ?? $"client-{Guid.NewGuid():n}", SessionExpiryInterval = 3600 };

    public static async Task<MqttClient> Started(MqttClientOptions options, TimeProvider? clock = null)
    {
        var client = new MqttClient(options, clock);
        try
        {
            await client.Starts();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public static async Task Starts(this MqttClient client)
    {
        try
        {
            await client.StartAsync(Stop).WaitAsync(Patience, Stop);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The client did not connect: {client.Status}");
        }
    }

    public static Task Leaves(this MqttClient client) => client.StopAsync(Stop).WaitAsync(Patience, Stop);

    public static Task<PublishResult> Sends(this MqttClient client, MqttMessage message) => client.PublishAsync(message, Stop).WaitAsync(Patience, Stop);

    public static Task<PublishResult> Publish(this MqttClient client, string topic, string text, QualityOfService qualityOfService = QualityOfService.AtLeastOnce, bool retain = false) =>
        client.Sends(Message(topic, text, qualityOfService) with { Retain = retain });

    public static Task<MqttSubscription> SubscribesTo(this MqttClient client, string filter, Func<MqttMessage, CancellationToken, ValueTask> handler, SubscribeOptions? options = null) =>
        client.SubscribeAsync(filter, handler, options ?? ExactlyOnce, Stop).WaitAsync(Patience, Stop);

    public static async Task<Mailbox> Subscribe(this MqttClient client, string filter, SubscribeOptions? options = null)
    {
        var mailbox = new Mailbox();
        await client.SubscribesTo(filter, mailbox.Take, options);
        return mailbox;
    }

    /// <summary>Waits for a state, from the one that is.</summary>
    public static async Task<MqttClientStatus> Reaches(this MqttClient client, Func<MqttClientStatus, bool> state)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await foreach (var status in client.Watch(deadline.Token))
        {
            if (state(status))
                return status;
        }

        throw new InvalidOperationException("The client ended before it came into the state.");
    }
}
