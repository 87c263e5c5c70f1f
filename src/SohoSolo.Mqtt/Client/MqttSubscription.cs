namespace SohoSolo.Mqtt.Client;

/// <summary>A subscription that the server granted. Disposing of it unsubscribes.</summary>
public sealed class MqttSubscription : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> leave;

    internal MqttSubscription(string filter, ReasonCode granted, Func<CancellationToken, Task> leave)
    {
        (Filter, this.leave) = (filter, leave);
        GrantedQualityOfService = (QualityOfService)granted;
    }

    /// <summary>What was asked for.</summary>
    public string Filter { get; }

    /// <summary>Messages come at this QoS at most: it may be less than was asked for (MQTT 5.0 §3.9.3).</summary>
    public QualityOfService GrantedQualityOfService { get; }

    /// <summary>
    /// No handler is called any more; one that runs is told by its token, and not waited for. What waits for it is acknowledged. Ends when the server has answered (MQTT 5.0 §3.11),
    /// or at once without a connection: the next one tells the server.
    /// </summary>
    public Task UnsubscribeAsync(CancellationToken stop = default) => leave(stop);

    /// <summary>As <see cref="UnsubscribeAsync"/>; the second time nothing happens.</summary>
    public async ValueTask DisposeAsync() => await leave(CancellationToken.None);
}
