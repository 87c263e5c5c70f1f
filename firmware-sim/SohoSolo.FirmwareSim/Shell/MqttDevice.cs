using SohoSolo.FirmwareSim.Devices;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.FirmwareSim.Shell;

/// <summary>Connects a device to its broker: its id is its user and its session, which lasts; its will says that it is gone. A broker that does not know it yet is asked again.</summary>
internal sealed class MqttDevice : IAsyncDisposable
{
    private const uint SessionSeconds = 24 * 3600;
    private const ushort KeepAliveSeconds = 30;

    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(2);

    private readonly BrokerAddress broker;
    private readonly TimeProvider clock;
    private readonly Action<string> report;
    private CancellationTokenSource stopping = new();
    private MqttClient? client;
    private SocketPipe? socket;
    private Task running = Task.CompletedTask;

    /// <param name="host">The device; its clock is its own.</param>
    /// <param name="broker">Where it connects.</param>
    /// <param name="clock">Of the connection: real time, also where the device lives in another.</param>
    /// <param name="report">Told in one line when the broker refuses something.</param>
    public MqttDevice(DeviceHost host, BrokerAddress broker, TimeProvider? clock = null, Action<string>? report = null)
    {
        (Host, this.broker, this.clock, this.report) = (host, broker, clock ?? TimeProvider.System, report ?? (_ => { }));
    }

    public DeviceHost Host { get; }

    /// <summary>Whether the broker has granted what the device listens to.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Connects in the background and stays connected.</summary>
    public void Start()
    {
        stopping = new CancellationTokenSource();
        client = new MqttClient(Options(), clock);
        Host.Wire = message => Publish(client, message);
        running = Task.WhenAll(Subscribe(client, stopping.Token), Connect(client, stopping.Token), Watch(client, stopping.Token));
    }

    /// <summary>Pulls the plug; nothing else happens until <see cref="Start"/>.</summary>
    public async Task PullThePlug()
    {
        socket?.Dispose();
        await End();
    }

    /// <summary>Power gone and back. The clock is set again at once when <paramref name="skew"/> is given, as by an SNTP server on the site.</summary>
    public async Task Reboot(string boot, TimeSpan? skew = null)
    {
        await PullThePlug();
        Host.Post(new DeviceInput.Rebooted(boot));
        if (skew is { } set)
            Host.Post(new DeviceInput.ClockSet(set));

        Start();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        stopping.Dispose();
    }

    private async Task End()
    {
        await stopping.CancelAsync();
        Host.Wire = null;
        if (client is not null)
            await client.DisposeAsync();

        await running;
        Host.Post(new DeviceInput.Disconnected());
    }

    private MqttClientOptions Options() => new()
    {
        Transport = async stop => socket = await SocketPipe.Open(broker, stop),
        ClientId = Host.Identity.Id,
        UserName = Host.Identity.Id,
        Password = broker.Password,
        Version = broker.Version,
        SessionExpiryInterval = SessionSeconds,
        KeepAlive = KeepAliveSeconds,
        Will = Host.Device.Will is { } will ? new MqttWill(Message(will)) : null,
        Reconnect = new MqttReconnect { Minimum = TimeSpan.FromMilliseconds(200), Maximum = TimeSpan.FromSeconds(5) },
    };

    private async Task Connect(MqttClient mine, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await mine.StartAsync(stop);
                return;
            }
            catch (MqttConnectException refused)
            {
                report($"{Host.Identity.Id}: {refused.Message}");
                await Task.Delay(BetweenRefusals, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Subscribe(MqttClient mine, CancellationToken stop)
    {
        IsSubscribed = false;
        await Task.WhenAll(Host.Device.Filters.Select(filter => Subscribe(mine, filter, stop)));
        IsSubscribed = !stop.IsCancellationRequested;
    }

    private async Task Subscribe(MqttClient mine, string filter, CancellationToken stop)
    {
        try
        {
            await mine.SubscribeAsync(filter, Deliver, stop: stop);
        }
        catch (MqttSubscribeException refused)
        {
            report($"{Host.Identity.Id}: {refused.Message}");
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The device was stopped before the broker had answered.
        }
    }

    private ValueTask Deliver(MqttMessage message, CancellationToken stop)
    {
        Host.Deliver(message.Topic, message.Payload, message.Retain);
        return ValueTask.CompletedTask;
    }

    private async Task Watch(MqttClient mine, CancellationToken stop)
    {
        var isConnected = false;
        await foreach (var status in mine.Watch(CancellationToken.None))
        {
            var wasConnected = isConnected;
            isConnected = status.State == MqttClientState.Connected;
            if (isConnected != wasConnected && !stop.IsCancellationRequested)
                Host.Post(isConnected ? new DeviceInput.Connected() : new DeviceInput.Disconnected());
        }
    }

    private void Publish(MqttClient mine, DeviceMessage message)
    {
        // A full queue is a lost message to the device, and it repeats what is not acknowledged.
        if (mine.TryPublish(Message(message), out var end))
            _ = TellRefusals(message.Topic, end);
    }

    private async Task TellRefusals(string topic, Task<PublishResult> end)
    {
        await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (end is { IsCompletedSuccessfully: true, Result.IsSuccess: false })
            report($"{Host.Identity.Id}: {topic} refused: {end.Result.Reason}");
    }

    private static MqttMessage Message(DeviceMessage message) => new()
    {
        Topic = message.Topic,
        Payload = message.Payload,
        Retain = message.IsRetained,
        QualityOfService = QualityOfService.AtLeastOnce,
    };
}
