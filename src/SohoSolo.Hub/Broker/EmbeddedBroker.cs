using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Broker;

/// <summary>The hub's own broker, started and stopped with it. The hub and the gateways in this process reach it by pipes.</summary>
internal sealed partial class EmbeddedBroker(
    IPEndPoint listen, HubSettings settings, SiteAccounts accounts, SiteBook book, InProcessSecret secret, DeviceInbox inbox, ILoggerFactory logs)
    : IBrokerLink, IHostedService, IAsyncDisposable
{
    private readonly ILogger log = logs.CreateLogger<EmbeddedBroker>();
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, byte> inside = new();
    private MqttBroker? broker;
    private MqttClient? client;

    public string Check => broker?.Figures.IsWritable == true ? BrokerChecks.Ok : BrokerChecks.NotWritable;

    /// <summary>Where it listens, with the port that the system chose.</summary>
    public IPEndPoint EndPoint => broker?.EndPoints[0] ?? listen;

    public MqttClient? Client => client;

    /// <summary>The broker itself, for who speaks as its host; null until it runs.</summary>
    public MqttBroker? Broker => broker;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await accounts.Reload(cancellationToken);
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

        LogListening(log, EndPoint, settings.IsDemo ? "the table's devices, gateways, and the demo's guests" : "the table's devices and gateways");
        if (settings.HasLink)
            await Join(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (client is not null)
            await client.StopAsync(cancellationToken);

        await DisposeAsync();
    }

    /// <summary>Once is enough; a hub that is disposed of without being stopped must leave its port and folder too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;

        await stopping.CancelAsync();
        if (client is not null)
            await client.DisposeAsync();

        await Task.WhenAll(inside.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (broker is not null)
            await broker.DisposeAsync();
    }

    /// <summary>A client's way in without a socket.</summary>
    public ValueTask<IDuplexPipe> Inside(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (there, back) = (new Pipe(), new Pipe());
        var serving = broker!.Serve(new PipeEnds(there.Reader, back.Writer), stopping.Token);
        inside[serving] = 0;
        _ = serving.ContinueWith(ended => inside.TryRemove(ended, out _), TaskScheduler.Default);
        return ValueTask.FromResult<IDuplexPipe>(new PipeEnds(back.Reader, there.Writer));
    }

    public void Disconnect(string name) => broker?.DisconnectAll(name, ReasonCode.NotAuthorized);

    private async Task Join(CancellationToken stop)
    {
        var options = new MqttClientOptions { Transport = Inside, ClientId = SiteHooks.Hub, UserName = SiteHooks.Hub, Password = secret.Text, CleanStart = true };
        client = new MqttClient(options, TimeProvider.System, logs.CreateLogger<MqttClient>());
        await client.StartAsync(stop);
    }

    private SiteHooks Hooks() => new(book, secret, inbox, new RefusalLog(log, TimeProvider.System), settings.IsDemo);

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker listens at {EndPoint} and lets in {Whom}")]
    private static partial void LogListening(ILogger log, IPEndPoint endPoint, string whom);
}

/// <summary>Both ends of a way inside the process, as one side sees them.</summary>
internal sealed record PipeEnds(PipeReader Input, PipeWriter Output) : IDuplexPipe;
