using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Gateway.Link;

/// <summary>
/// The gateway's end of the line to the hub: brings events, asks, and takes what the hub has signed. It works on its own; a door never waits for it but in <see cref="Ask"/>, and there 800 ms at most.
/// </summary>
public sealed partial class Uplink : IHubLine, IAsyncDisposable
{
    /// <summary>How long somebody at a door waits for the hub.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan BetweenWishes = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource ending = new();
    private readonly GatewayKeys keys;
    private readonly HubTrust trust;
    private readonly Outbox.Outbox outbox;
    private readonly TimeProvider clock;
    private readonly ILogger<Uplink> log;
    private readonly MqttClient client;
    private readonly SnapshotKeeper snapshots;
    private readonly BatchSender batches;
    private readonly Questions questions;
    private Task running = Task.CompletedTask;

    /// <summary>Does nothing yet; what was kept of the snapshot is there at once.</summary>
    /// <param name="keys">The gateway's.</param>
    /// <param name="trust">Of the same keys; stays its giver's to dispose.</param>
    /// <param name="outbox">Stays its giver's to dispose, afterwards.</param>
    /// <param name="line">Where the hub's broker is, and as whom; session and limits are the uplink's own.</param>
    /// <param name="clock">The gateway's. The connection itself runs on the system's.</param>
    /// <param name="log">Never shows what was presented, or a key.</param>
    public Uplink(GatewayKeys keys, HubTrust trust, Outbox.Outbox outbox, MqttClientOptions line, TimeProvider clock, ILogger<Uplink> log)
    {
        (this.keys, this.trust, this.outbox, this.clock, this.log) = (keys, trust, outbox, clock, log);
        snapshots = new SnapshotKeeper(trust, outbox, clock);
        batches = new BatchSender(keys, outbox, clock, log);
        questions = new Questions(clock);

        // A session would bring commands and changes of yesterday. What must not be lost is asked for, or sent again by the hub.
        client = new MqttClient(line with
        {
            ClientId = line.ClientId.Length > 0 ? line.ClientId : keys.Gateway,
            CleanStart = true,
            SessionExpiryInterval = 0,
            KeepAlive = 15,
            MaximumPacketSize = SnapshotCodec.MostBytes + 1024,
            Reconnect = new MqttReconnect { Minimum = TimeSpan.FromMilliseconds(500), Maximum = TimeSpan.FromSeconds(30) },
            OnProblem = problem => LogProblem(log, problem.Kind, problem.Topic, problem.Why),
        });
    }

    /// <summary>The snapshot that holds; null before the first has come.</summary>
    public AccessSnapshot? Snapshot => snapshots.Current;

    /// <summary>Whether the hub is there: connected, and answering what is sent.</summary>
    public bool IsConnected => client.Status.State == MqttClientState.Connected && !batches.IsHubSilent;

    /// <summary>Tells the site of the snapshot that is kept, connects in the background, and stays connected.</summary>
    public async Task Start(UplinkHandlers handlers)
    {
        if (Snapshot is { } kept)
            await handlers.Apply(kept);

        var inbox = new UplinkInbox(trust, outbox, snapshots, batches, questions, handlers, clock, log);
        outbox.Grew += batches.Wake;
        running = Task.WhenAll(
            Subscribe(inbox),
            Ends(StayConnected),
            Ends(stop => Follow(inbox, stop)),
            Ends(stop => WishForSnapshots(inbox, stop)),
            Ends(stop => batches.Run(() => client.Status.State == MqttClientState.Connected, (batch, inner) => Publish(Topics.Batch(keys.Site), batch, inner), stop)));
    }

    /// <summary>Null when no answer came in time, and at once when the hub is not there. A late answer is dropped.</summary>
    public Task<LinkMessage.Answer?> Ask(LinkAsk.Entry question) =>
        IsConnected ? questions.Ask(question.Id, Budget, stop => Publish(Topics.Ask(keys.Site), question.Write(keys), stop)) : Task.FromResult<LinkMessage.Answer?>(null);

    /// <summary>Ends the connection. What was not sent stays in the outbox.</summary>
    public async ValueTask DisposeAsync()
    {
        outbox.Grew -= batches.Wake;
        await ending.CancelAsync();
        await client.DisposeAsync();
        await running;
        snapshots.Dispose();
        ending.Dispose();
    }

    private async Task Subscribe(UplinkInbox inbox)
    {
        var site = keys.Site;
        (string Topic, Func<MqttMessage, CancellationToken, ValueTask> Handler)[] topics =
        [
            (Topics.Ack(site), inbox.Ack), (Topics.Answer(site), inbox.Answer), (Topics.Snapshot(site), inbox.Snapshot), (Topics.Delta(site), inbox.Delta), (Topics.Mode(site), inbox.Mode), (Topics.Command(site), inbox.Command),
        ];
        await Task.WhenAll(topics.Select(async topic =>
        {
            try
            {
                await client.SubscribeAsync(topic.Topic, topic.Handler, stop: ending.Token);
            }
            catch (MqttSubscribeException refused)
            {
                LogNotSubscribed(log, topic.Topic, refused.Message);
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                // The uplink ends before the broker has answered.
            }
        }));
    }

    private async Task StayConnected(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await client.StartAsync(stop);
                return;
            }
            catch (MqttConnectException refused)
            {
                // The hub may not know these keys yet, or no longer: somebody may be about to change that.
                LogRefused(log, refused.Message);
                await Task.Delay(AfterRefusal, clock, stop);
            }
        }
    }

    /// <summary>With every connection everything begins anew: changes may have been missed, and events wait.</summary>
    private async Task Follow(UplinkInbox inbox, CancellationToken stop)
    {
        await foreach (var status in client.Watch(stop))
        {
            if (status.State != MqttClientState.Connected) continue;

            LogConnected(log);
            inbox.SnapshotWanted.Set();
            batches.Greet();
        }
    }

    private async Task WishForSnapshots(UplinkInbox inbox, CancellationToken stop)
    {
        while (true)
        {
            await inbox.SnapshotWanted.Wait(stop);
            var have = inbox.HasGap ? 0 : Snapshot?.Revision ?? 0;
            var wish = new LinkAsk.Snapshot(keys.Site, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), have);
            using var patience = new CancellationTokenSource(BetweenWishes, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
            await Publish(Topics.Ask(keys.Site), wish.Write(keys), either.Token);

            // One wish in ten seconds; while there is a hole, or nothing at all, it is said again.
            await Task.Delay(BetweenWishes, clock, stop);
            if (inbox.HasGap || Snapshot is null)
                inbox.SnapshotWanted.Set();
        }
    }

    private async Task Publish(string topic, byte[] payload, CancellationToken stop)
    {
        try
        {
            var published = await client.PublishAsync(new MqttMessage { Topic = topic, Payload = payload, QualityOfService = QualityOfService.AtLeastOnce }, stop);
            if (!published.IsSuccess)
                LogUnpublished(log, topic, published.Reason);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for it any more; what matters is sent again.
        }
    }

    private Task Ends(Func<CancellationToken, Task> work) => Task.Run(async () =>
    {
        try
        {
            await work(ending.Token);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException && ending.IsCancellationRequested)
        {
            // That is how it ends.
        }
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the hub")]
    private static partial void LogConnected(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub does not want this gateway: {Why}")]
    private static partial void LogRefused(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub's broker refused the subscription {Topic}: {Why}")]
    private static partial void LogNotSubscribed(ILogger log, string topic, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub's broker refused what was published on {Topic}: {Reason}")]
    private static partial void LogUnpublished(ILogger log, string topic, ReasonCode reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Line to the hub: {Kind} {Topic} {Why}")]
    private static partial void LogProblem(ILogger log, MqttClientProblemKind kind, string? topic, string why);
}
