using System.Net;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>The hub's own broker, started and stopped with it.</summary>
internal sealed partial class EmbeddedBroker(IPEndPoint listen, HubSettings settings, NetworkCache network, ILoggerFactory logs) : IBrokerLink, IHostedService, IAsyncDisposable
{
    private readonly ILogger log = logs.CreateLogger<EmbeddedBroker>();
    private MqttBroker? broker;

    public string Check => broker?.Figures.IsWritable == true ? BrokerChecks.Ok : BrokerChecks.NotWritable;

    /// <summary>Where it listens, with the port that the system chose.</summary>
    public IPEndPoint EndPoint => broker?.EndPoints[0] ?? listen;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new BrokerOptions { Listeners = [new BrokerListener(listen)], StoreFolder = settings.BrokerFolder };
        try
        {
            // Its times are those of the world, also where a demo's clock says otherwise: keep-alives and expiries outlive a restart.
            broker = await MqttBroker.Start(options, Hooks(), TimeProvider.System, logs, cancellationToken);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SOHOSOLO__MQTT: the embedded broker cannot run at {listen} with its folder {settings.BrokerFolder}: {unusable.Message}");
        }

        LogListening(log, EndPoint, settings.IsDemo ? "the demo's devices" : "nobody yet: devices are not in the database");
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Once is enough; a hub that is disposed of without being stopped must leave its port and folder too.</summary>
    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    private BrokerHooks Hooks()
    {
        var refusals = new RefusalLog(log, TimeProvider.System);
        return settings.IsDemo ? new DemoHooks(network, refusals) : new ClosedHooks(refusals);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker listens at {EndPoint} and lets in {Whom}")]
    private static partial void LogListening(ILogger log, IPEndPoint endPoint, string whom);
}
