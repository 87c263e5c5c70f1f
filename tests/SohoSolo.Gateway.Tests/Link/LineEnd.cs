using System.Net;
using System.Threading.Channels;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Outboxes = SohoSolo.Gateway.Outbox.Outbox;

namespace SohoSolo.Gateway.Tests.Link;

/// <summary>A broker, the hub's end of the line in the test's hands, and a gateway's own end; all on the test's clock but the connections themselves.</summary>
internal sealed class LineEnd : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-link-");
    private readonly Channel<MqttMessage> heard = Channel.CreateUnbounded<MqttMessage>();
    private readonly Channel<object> done = Channel.CreateUnbounded<object>();
    private MqttBroker? broker;
    private MqttClient? hub;
    private long counter = 1000;

    public Wire.Parties Keys { get; } = new();

    public ManualClock Clock { get; } = new(Wire.Words.Now);

    public Outboxes Outbox { get; private set; } = null!;

    public Uplink Uplink { get; private set; } = null!;

    public int Port { get; private set; }

    public static async Task<LineEnd> Open(bool withGateway = true)
    {
        var line = new LineEnd();
        line.broker = await MqttBroker.Start(new BrokerOptions { Listeners = [new BrokerListener(new IPEndPoint(IPAddress.Loopback, 0))] }, new BrokerHooks());
        line.Port = line.broker.EndPoints[0].Port;
        line.hub = new MqttClient(new MqttClientOptions { Port = line.Port, ClientId = "hub", MaximumPacketSize = 512 * 1024 });
        var subscribing = line.hub.SubscribeAsync("sohosolo/1/+/up/#", async (message, stop) => await line.heard.Writer.WriteAsync(message, stop));
        await line.hub.StartAsync();
        await subscribing;
        line.Outbox = line.OpenOutbox();
        if (withGateway)
            await line.Start();

        return line;
    }

    public Outboxes OpenOutbox() => Outboxes.Open(Path.Combine(folder.FullName, "outbox.db"), Clock);

    public async Task Start()
    {
        Uplink = new Uplink(Keys.Keys, Keys.Trust, Outbox, new MqttClientOptions { Port = Port }, Clock, NullLogger<Uplink>.Instance);
        await Uplink.Start(new UplinkHandlers(Done, Done, Done));
    }

    public async Task Restart()
    {
        await Uplink.DisposeAsync();
        await Outbox.DisposeAsync();
        Outbox = OpenOutbox();
        await Start();
    }

    public long NextCounter() => ++counter;

    public async Task Say(string topic, byte[] payload, bool retain = false) =>
        Assert.True((await hub!.PublishAsync(new MqttMessage { Topic = topic, Payload = payload, QualityOfService = QualityOfService.AtLeastOnce, Retain = retain })).IsSuccess);

    public Task Say(LinkMessage message) => Say(LinkMessages.TopicOf(message), LinkMessages.Write(message, Keys.Sign), retain: message is LinkMessage.Mode);

    public Task Say(AccessSnapshot snapshot) => Say(Topics.Snapshot(Wire.Parties.Nogaro), SnapshotCodec.Write(snapshot, 1, Keys.Sign), retain: true);

    public Task Say(AccessDelta delta) => Say(Topics.Delta(Wire.Parties.Nogaro), SnapshotCodec.WriteDelta(delta, 1, Keys.Sign));

    public Task Acknowledge(Batch batch, long? upTo = null) => Say(new LinkMessage.Ack(Wire.Parties.Nogaro, 1, NextCounter(), batch.Epoch, upTo ?? batch.To));

    /// <summary>The next batch that the hub hears; questions on the way are passed over.</summary>
    public async Task<Batch> NextBatch(Func<Batch, bool>? wanted = null)
    {
        while (true)
        {
            if (BatchCodec.Read((await heard.Reader.ReadAsync(TestContext.Current.CancellationToken)).Payload, Keys.Keys.Mac).Value is { } batch && wanted?.Invoke(batch) != false)
                return batch;
        }
    }

    public async Task<LinkAsk> NextAsk(Func<LinkAsk, bool>? wanted = null)
    {
        while (true)
        {
            if (LinkAsk.Read((await heard.Reader.ReadAsync(TestContext.Current.CancellationToken)).Payload, Keys.Keys.Mac).Value is { } ask && wanted?.Invoke(ask) != false)
                return ask;
        }
    }

    /// <summary>What the site was told to do next.</summary>
    public async Task<T> Next<T>() => Assert.IsType<T>(await done.Reader.ReadAsync(TestContext.Current.CancellationToken));

    /// <summary>Nothing more than was read with <see cref="Next"/>.</summary>
    public bool HasMore => done.Reader.TryPeek(out _);

    /// <summary>What the outbox holds as quarantine: topic and reason, in order.</summary>
    public IReadOnlyList<string> Quarantine() =>
    [
        .. Outbox.Read(1, 1_000_000).Events.Select(happened => System.Text.Json.JsonDocument.Parse(happened).RootElement)
            .Where(happened => happened.GetProperty("k").GetString() == EventKinds.Quarantine)
            .Select(happened => $"{happened.GetProperty("msg").GetString()!.Split('/')[^1]} {happened.GetProperty("why")}"),
    ];

    public async Task Add(int events)
    {
        for (var first = 0; first < events; first += 500)
            await Outbox.Append([.. Enumerable.Range(0, Math.Min(500, events - first)).Select(_ => new GatewayEvent { Kind = EventKinds.Rex, At = Clock.GetUtcNow(), ReceivedAt = Clock.GetUtcNow(), Quality = "synced" })], null, []);
    }

    public async ValueTask DisposeAsync()
    {
        if (Uplink is not null)
            await Uplink.DisposeAsync();
        await Outbox.DisposeAsync();
        await hub!.DisposeAsync();
        await broker!.DisposeAsync();
        Keys.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task Done<T>(T what) => await done.Writer.WriteAsync(what!);
}
