using Microsoft.Extensions.Logging;
using SohoSolo.Gateway.Doors;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Gateway.Lan;

/// <summary>A site's network at a broker of our own: the gateway's, or the hub's with many sites. What is to be kept and is said before the broker runs is said when it does.</summary>
public sealed partial class BrokerLan(ILogger log) : ILan
{
    /// <summary>Seconds after which a word to a device means nothing any more.</summary>
    private const uint LongestWait = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> waiting = new(StringComparer.Ordinal);
    private Func<MqttMessage, Task<ReasonCode>>? publish;
    private Action<string>? showOut;

    public void Use(MqttBroker broker) => Use(message => broker.Publish(message), device => broker.DisconnectAll(device, ReasonCode.AdministrativeAction));

    /// <param name="publisher">Publishes as the broker's host.</param>
    /// <param name="disconnect">Ends the connections of a device.</param>
    public void Use(Func<MqttMessage, Task<ReasonCode>> publisher, Action<string> disconnect)
    {
        List<KeyValuePair<string, ReadOnlyMemory<byte>>> unsaid;
        lock (gate)
        {
            (publish, showOut) = (publisher, disconnect);
            unsaid = [.. waiting];
            waiting.Clear();
        }

        foreach (var (topic, payload) in unsaid)
            Send(topic, payload, retain: true);
    }

    public void Send(string topic, ReadOnlyMemory<byte> payload, bool retain)
    {
        Func<MqttMessage, Task<ReasonCode>>? publisher;
        lock (gate)
        {
            publisher = publish;
            if (publisher is null && retain)
                waiting[topic] = payload;
        }

        if (publisher is not null)
            _ = Publish(publisher, topic, payload, retain);
    }

    /// <summary>Whatever comes to a broker of our own comes to its hooks.</summary>
    public void Follow(IReadOnlyCollection<string> filters)
    {
    }

    public void Disconnect(string device)
    {
        Action<string>? disconnect;
        lock (gate)
            disconnect = showOut;

        disconnect?.Invoke(device);
    }

    private async Task Publish(Func<MqttMessage, Task<ReasonCode>> publisher, string topic, ReadOnlyMemory<byte> payload, bool retain)
    {
        try
        {
            var reason = await publisher(new MqttMessage
            {
                Topic = topic,
                Payload = payload,
                QualityOfService = QualityOfService.AtLeastOnce,
                Retain = retain,
                MessageExpiryInterval = retain ? null : LongestWait,
            });
            if (reason >= ReasonCode.UnspecifiedError)
                LogUnsent(log, topic, reason);
        }
        catch (Exception ended) when (ended is ObjectDisposedException or OperationCanceledException)
        {
            LogUnsent(log, topic, ReasonCode.ServerShuttingDown);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing could be said at {Topic}: {Reason}")]
    private static partial void LogUnsent(ILogger log, string topic, ReasonCode reason);
}
