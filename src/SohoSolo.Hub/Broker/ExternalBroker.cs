using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Broker;

/// <summary>Somebody else's broker, to which the hub is a client that comes back by itself.</summary>
internal sealed partial class ExternalBroker(MqttSetting.External broker, HubSettings settings, ILoggerFactory logs) : IBrokerLink, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(30);

    private readonly ILogger log = logs.CreateLogger<ExternalBroker>();
    private readonly CancellationTokenSource stopping = new();
    private readonly MqttClient client = new(
        broker.ClientOf($"sohosolo-hub-{settings.Node}"),
        TimeProvider.System,
        logs.CreateLogger<MqttClient>());

    private Task connecting = Task.CompletedTask;

    public string Check => client.Status.State == MqttClientState.Connected ? BrokerChecks.Ok : BrokerChecks.Unreachable;

    public MqttClient? Client => client;

    /// <summary>Does not wait: a hub whose broker is away serves what needs none, and says so in its readiness.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        connecting = Connect();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await connecting;
        await client.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>Until it is connected once; then the client comes back by itself. A "no" is asked about again: somebody may have mended the account meanwhile.</summary>
    private async Task Connect()
    {
        try
        {
            while (!await IsAccepted())
                await Task.Delay(BetweenRefusals, TimeProvider.System, stopping.Token);

            LogConnected(log, broker);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogNeverConnected(log, broker);
        }
    }

    private async Task<bool> IsAccepted()
    {
        try
        {
            await client.StartAsync(stopping.Token);
            return true;
        }
        catch (MqttConnectException refused)
        {
            LogRefused(log, broker, refused.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker {Broker}")]
    private static partial void LogConnected(ILogger log, MqttSetting.External broker);

    [LoggerMessage(Level = LogLevel.Error, Message = "SOHOSOLO__MQTT: the broker {Broker} says no: {Says}")]
    private static partial void LogRefused(ILogger log, MqttSetting.External broker, string says);

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker {Broker} was never reached")]
    private static partial void LogNeverConnected(ILogger log, MqttSetting.External broker);
}
