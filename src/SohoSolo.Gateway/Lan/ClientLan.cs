using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SohoSolo.Gateway.Doors;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Gateway.Lan;

/// <summary>A site's network at somebody else's broker, whose own rules keep devices apart. A message is acknowledged when it is kept; one device's messages stay in their order.</summary>
public sealed partial class ClientLan : ILan, IAsyncDisposable
{
    private const uint LongestWait = 10;

    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(30);

    /// <summary>Each topic of each device has its own subscription: its messages keep their order, and nobody's badge waits for somebody else's PIN.</summary>
    private static readonly SubscribeOptions Handling = new() { WhenHandlerFails = HandlerFailure.TryAgain };

    private readonly MqttClient client;
    private readonly Func<MqttMessage, Task> handle;
    private readonly ILogger log;
    private readonly HashSet<string> followed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MqttMessage> kept = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task connecting = Task.CompletedTask;
    private Task repeating = Task.CompletedTask;

    /// <param name="options">Where the broker is. The session should outlive its connection, so that devices may speak while the gateway restarts.</param>
    /// <param name="handle">Ends when the message is kept.</param>
    /// <param name="clock">The gateway's.</param>
    /// <param name="logs">Where it writes.</param>
    public ClientLan(MqttClientOptions options, Func<MqttMessage, Task> handle, TimeProvider clock, ILoggerFactory logs)
    {
        client = new MqttClient(options, clock, logs.CreateLogger<MqttClient>());
        this.handle = handle;
        log = logs.CreateLogger<ClientLan>();
    }

    public bool IsConnected => client.Status.State == MqttClientState.Connected;

    /// <summary>
    /// Does not wait for the broker: it may come later. It is called when there is somebody to listen to: what a session has kept is given at once, and would find nobody who takes it.
    /// </summary>
    public void Start() => (connecting, repeating) = (Connect(), Repeat());

    public void Send(string topic, ReadOnlyMemory<byte> payload, bool retain)
    {
        var message = new MqttMessage
        {
            Topic = topic,
            Payload = payload,
            QualityOfService = QualityOfService.AtLeastOnce,
            Retain = retain,
            MessageExpiryInterval = retain ? null : LongestWait,
        };
        if (retain)
            kept[topic] = message;

        Send(message);
    }

    public void Follow(IReadOnlyCollection<string> filters)
    {
        foreach (var filter in filters)
        {
            if (followed.Add(filter))
                _ = Follow(filter);
        }

        if (filters.Count > 0)
            heard.TrySetResult();
    }

    public void Disconnect(string device)
    {
        // Another's broker: its own rules must forget the device.
    }

    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
            return;

        await ending.CancelAsync();
        await connecting;
        await repeating;
        await client.StopAsync();
        await client.DisposeAsync();
    }

    /// <summary>A "no" is asked about again: somebody may have mended the account meanwhile.</summary>
    private async Task Connect()
    {
        try
        {
            await heard.Task.WaitAsync(ending.Token);
            while (!await IsAccepted())
                await Task.Delay(BetweenRefusals, TimeProvider.System, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    /// <summary>A broker that comes back may have lost what it was to keep: it is told again.</summary>
    private async Task Repeat()
    {
        try
        {
            await foreach (var status in client.Watch(ending.Token))
            {
                if (status.State != MqttClientState.Connected)
                    continue;

                foreach (var message in kept.Values)
                    Send(message);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Send(MqttMessage message)
    {
        if (!client.TryPublish(message, out _))
            LogUnsent(log, message.Topic);
    }

    private async Task<bool> IsAccepted()
    {
        try
        {
            await client.StartAsync(ending.Token);
            return true;
        }
        catch (MqttConnectException refused)
        {
            LogRefused(log, "connect", refused.Message);
            return false;
        }
    }

    private async Task Follow(string filter)
    {
        try
        {
            await client.SubscribeAsync(filter, (message, _) => new ValueTask(handle(message)), Handling);
        }
        catch (MqttSubscribeException refused)
        {
            LogRefused(log, filter, refused.Message);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The gateway stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing could be said at {Topic}: too much waits")]
    private static partial void LogUnsent(ILogger log, string topic);

    [LoggerMessage(Level = LogLevel.Error, Message = "The site's broker says no to {What}: {Says}")]
    private static partial void LogRefused(ILogger log, string what, string says);
}
