using System.Threading.Channels;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>The way of a snapshot from hub to gateway: a broker, and at either end the very client that they have.</summary>
internal sealed class SnapshotPost : IAsyncDisposable
{
    private const string Topic = "sohosolo/1/nogaro/dn/snapshot";

    private readonly MqttClient hub;
    private readonly MqttClient gateway;
    private readonly Channel<byte[]> letters = Channel.CreateUnbounded<byte[]>();

    private SnapshotPost(int port)
    {
        hub = new MqttClient(new MqttClientOptions { Port = port, ClientId = "bench-hub" });
        gateway = new MqttClient(new MqttClientOptions { Port = port, ClientId = "bench-gateway" });
    }

    public static async Task<SnapshotPost> Open(int port)
    {
        var post = new SnapshotPost(port);
        await post.hub.StartAsync();
        await post.gateway.StartAsync();
        await post.gateway.SubscribeAsync(Topic, message => message.Payload.ToArray(), async (letter, stop) => await post.letters.Writer.WriteAsync(letter, stop));
        return post;
    }

    /// <summary>Publishes it retained, and returns it as it came.</summary>
    public async Task<byte[]> Send(byte[] snapshot)
    {
        var sending = hub.PublishAsync(new MqttMessage { Topic = Topic, Payload = snapshot, QualityOfService = QualityOfService.AtLeastOnce, Retain = true });
        var letter = await letters.Reader.ReadAsync();
        return (await sending).IsSuccess ? letter : throw new InvalidOperationException("The broker refused a snapshot.");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await hub.DisposeAsync();
    }
}
