using System.Collections.Concurrent;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Link;

/// <summary>A site's gateway as far as the line goes: what it sends, and everything that it was sent.</summary>
internal sealed class SitePeer : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<MqttMessage> heard = new();
    private readonly MqttClient client;
    private readonly GatewayKeys keys;
    private readonly HubTrust trust;

    private SitePeer(MqttClient client, GatewayKeys keys) => (this.client, this.keys, trust) = (client, keys, new HubTrust(keys));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SitePeer> Connect(int port, EnrolledGateway gateway, string? password = null)
    {
        var client = new MqttClient(new MqttClientOptions
        {
            Port = port,
            ClientId = gateway.Keys.Gateway,
            UserName = gateway.Keys.Gateway,
            Password = password ?? gateway.Password,
            Reconnect = new MqttReconnect { AtStart = false },
        });
        var peer = new SitePeer(client, gateway.Keys);
        try
        {
            await client.StartAsync(Stop);
            await client.SubscribeAsync($"{Topics.Root}{gateway.Keys.Site}/dn/#", peer.Hear, stop: Stop);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public Task<PublishResult> Send(Batch batch, byte[]? key = null) => Send(
        Topics.Batch(batch.Site), BatchCodec.Write(key is null ? keys : keys with { GatewayKey = key }, batch.Epoch, batch.From, batch.Events, batch.Watermark));

    public Task<PublishResult> Send(string topic, byte[] payload) =>
        client.PublishAsync(new MqttMessage { Topic = topic, Payload = payload, QualityOfService = QualityOfService.AtLeastOnce }, Stop);

    public Task<LinkMessage.Ack> Ack() => Next(Topics.Ack(keys.Site), message => LinkMessages.Read<LinkMessage.Ack>(message.Payload, trust).Value);

    public Task<LinkMessage.Answer> Answer() => Next(Topics.Answer(keys.Site), message => LinkMessages.Read<LinkMessage.Answer>(message.Payload, trust).Value);

    public Task<LinkMessage.Command> Command() => Next(Topics.Command(keys.Site), message => LinkMessages.Read<LinkMessage.Command>(message.Payload, trust).Value);

    public Task<LinkMessage.Mode> Mode() => Next(Topics.Mode(keys.Site), message => LinkMessages.Read<LinkMessage.Mode>(message.Payload, trust).Value);

    public Task<Core.Access.AccessSnapshot> Snapshot() => Next(Topics.Snapshot(keys.Site), message => SnapshotCodec.Read(message.Payload, trust).Value);

    public Task<Core.Access.AccessDelta> Delta() => Next(Topics.Delta(keys.Site), message => SnapshotCodec.ReadDelta(message.Payload, trust).Value);

    public int Count(string topic) => heard.Count(message => message.Topic == topic);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        trust.Dispose();
    }

    /// <summary>Takes the first message of a topic that has not been taken yet.</summary>
    private async Task<T> Next<T>(string topic, Func<MqttMessage, T?> read)
        where T : class
    {
        T? found = null;
        await Patience.Until(() => Task.FromResult((found = Take(topic, read)) is not null), Patient, () => $"Nothing came at {topic}.", Stop);
        return found!;
    }

    private T? Take<T>(string topic, Func<MqttMessage, T?> read)
        where T : class
    {
        for (var left = heard.Count; left > 0 && heard.TryDequeue(out var message); left--)
        {
            if (message.Topic == topic)
                return read(message) ?? throw new InvalidOperationException($"What came at {topic} is not the hub's.");

            heard.Enqueue(message);
        }

        return null;
    }

    private ValueTask Hear(MqttMessage message, CancellationToken stop)
    {
        heard.Enqueue(message);
        return ValueTask.CompletedTask;
    }
}
