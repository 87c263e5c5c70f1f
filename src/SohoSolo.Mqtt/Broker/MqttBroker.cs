using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Mqtt.Broker.Connections;
using SohoSolo.Mqtt.Broker.Metrics;
using SohoSolo.Mqtt.Broker.Transport;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Broker;

/// <summary>An MQTT 3.1.1 and 5.0 broker (server): durable where asked to be, bounded everywhere.</summary>
public sealed class MqttBroker : IAsyncDisposable
{
    /// <summary>The meter whose instruments tell the figures of every broker of the process.</summary>
    public const string MeterName = "SohoSolo.Mqtt";

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly Switchboard board;
    private readonly BrokerMeter meter;
    private readonly ITimer sweep;
    private Listening? listening;
    private int isDisposed;

    private MqttBroker(Switchboard board, BrokerMeter meter)
    {
        this.board = board;
        this.meter = meter;
        sweep = board.Clock.CreateTimer(_ => board.Sweep(), null, Switchboard.Beat, Switchboard.Beat);
    }

    /// <summary>Where it listens, in the order of <see cref="BrokerOptions.Listeners"/>, with the ports that the system chose.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => listening?.EndPoints ?? [];

    /// <summary>What it counts and how it stands just now.</summary>
    public BrokerFigures Figures => board.Figures;

    /// <summary>Recovers what the store holds, then listens. <see cref="IOException"/> when the folder or an address cannot be used.</summary>
    public static async Task<MqttBroker> Start(BrokerOptions options, BrokerHooks? hooks = null, TimeProvider? clock = null, ILoggerFactory? logs = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        var broker = await Opened(options, hooks ?? new BrokerHooks(), clock ?? TimeProvider.System, logs ?? NullLoggerFactory.Instance);
        try
        {
            await broker.Listen(logs ?? NullLoggerFactory.Instance, stop);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves one client over a transport of the host's own, such as a pipe inside the process, until it leaves.</summary>
    public async Task Serve(IDuplexPipe transport, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(transport);
        using var admission = board.Admit();
        if (admission is null)
        {
            await transport.Output.CompleteAsync();
            await transport.Input.CompleteAsync();
            return;
        }

        void Abort()
        {
            transport.Input.CancelPendingRead();
            transport.Output.CancelPendingFlush();
        }

        var connection = new Connection(board, new Caller(transport, admission, Abort));
        await using var stopped = stop.UnsafeRegister(_ => connection.Close(ReasonCode.ServerShuttingDown), null);
        await board.Run(connection);
    }

    /// <summary>Publishes as the host. Ends when the message is durable (QoS 1 and 2 to sessions that are kept, and retained ones) or was refused.</summary>
    public Task<ReasonCode> Publish(MqttMessage message, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) == 1, this);
        var publish = MessageMapping.ToPublish(message, 0);
        var kept = new Message
        {
            Topic = message.Topic,
            TopicUtf8 = publish.Topic,
            Payload = message.Payload.ToArray(),
            PassedOn = publish.PassedOn,
            QualityOfService = message.QualityOfService,
            Retain = message.Retain,
            ExpiresAt = message.MessageExpiryInterval is { } seconds ? board.Now + (seconds * 1000L) : long.MaxValue,
        };
        var receipt = new TaskCompletionSource<ReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (board.Enter())
            board.Router.Publish(kept, receipt, board.Now);

        return receipt.Task.WaitAsync(stop);
    }

    /// <summary>Ends a client's connection.</summary>
    public void Disconnect(string clientId, ReasonCode reason) => board.Find(clientId)?.Close(reason);

    /// <summary>Ends every connection of whom <see cref="BrokerHooks.Authenticate"/> let in as <paramref name="identity"/>, whatever client identifiers they have.</summary>
    public void DisconnectAll(string identity, ReasonCode reason)
    {
        foreach (var connection in board.Of(identity))
            connection.Close(reason);
    }

    /// <summary>Tells version 5 clients goodbye (0x8B), brings the log to disk, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
            return;

        await board.Stop(LongestGoodbye);
        if (listening is not null)
            await listening.DisposeAsync();

        await sweep.DisposeAsync();
        await board.Store.DisposeAsync();
        // Who still waits for the disk learns how it ended.
        board.Advance();
        meter.Dispose();
        board.Dispose();
        board.Log.Stopped();
    }

    private static async Task<MqttBroker> Opened(BrokerOptions options, BrokerHooks hooks, TimeProvider clock, ILoggerFactory logs)
    {
        var tally = new Tally();
        var router = new Router(options, new NoStore(), tally);
        Switchboard? board = null;
        var meter = new BrokerMeter(tally, () => board?.Figures);
        var store = options.StoreFolder is { } folder
            ? await MessageStore.Open(folder, router.Recovering, new StoreOptions { Synced = meter.Synced }, clock, logs.CreateLogger<MessageStore>())
            : (IMessageStore)new NoStore();
        board = new Switchboard(options, hooks, clock, logs.CreateLogger<MqttBroker>(), router, store, tally);
        router.KeepIn(store);
        // Recovered first: a compaction, which may be due at once, has the router tell everything that stands.
        lock (router.Gate)
            router.Recovered(board.Now);

        store.Start(router.Gate, board.Advance, router.Retell);
        store.Wake();

        return new MqttBroker(board, meter);
    }

    private async Task Listen(ILoggerFactory logs, CancellationToken stop)
    {
        if (board.Options.Listeners.Count == 0)
            return;

        var reception = new Reception(board);
        listening = await Listening.Start(board.Options, reception.Admit, reception.Serve, logs, stop);
        board.Log.Listening(string.Join(", ", EndPoints));
    }
}
