using System.Text;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Tests.Devices;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.FirmwareSim.Tests.Commands;

/// <summary>A gateway of a few lines at a real broker: keeps every event once, opens to one badge, says no to others.</summary>
internal sealed class BrokerGateway : IAsyncDisposable
{
    public const string Welcome = "04D0000000A11E";

    private readonly Dictionary<string, ToyGateway> memories = [];
    private readonly MqttClient client;
    private int commands;

    private BrokerGateway(int port) => client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "gateway" });

    public IEnumerable<(string Boot, long Seq)> Kept => memories.Values.SelectMany(memory => memory.Kept);

    public static async Task<BrokerGateway> Start(int port, CancellationToken stop)
    {
        var gateway = new BrokerGateway(port);
        await gateway.client.StartAsync(stop);
        await gateway.client.SubscribeAsync("sohosolo/1/+/dev/+/evt", gateway.Take, stop: stop);
        return gateway;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async ValueTask Take(MqttMessage message, CancellationToken stop)
    {
        var device = message.Topic.Split('/')[4];
        var memory = memories.TryGetValue(device, out var known) ? known : memories[device] = new ToyGateway();
        var isNew = !memory.Kept.Contains(Some.Number(new DeviceMessage(message.Topic, message.Payload)));
        var receipt = (DeviceInput.MessageReceived)memory.Take(new DeviceMessage(message.Topic, message.Payload));
        if (isNew && Decide(message) is { } command)
            await Publish($"sohosolo/1/{message.Topic.Split('/')[2]}/door/main/cmd", Encoding.UTF8.GetBytes(command), stop);

        await Publish(receipt.Topic, receipt.Payload, stop);
    }

    private string? Decide(MqttMessage message)
    {
        using var read = JsonDocument.Parse(message.Payload);
        if (!read.RootElement.TryGetProperty("cred", out var credential))
            return null;

        var isWelcome = credential.GetProperty("v").GetString() == Welcome;
        var naf = Board.Epoch(TimeProvider.System.GetUtcNow().AddSeconds(10));
        var rest = isWelcome ? "\"op\":\"unlock\",\"ms\":5000,\"why\":\"grant\"" : "\"op\":\"beep\",\"deny\":\"no-booking\"";
        return FormattableString.Invariant($"{{\"id\":\"c{Interlocked.Increment(ref commands)}\",\"naf\":{naf},{rest}}}");
    }

    private Task<PublishResult> Publish(string topic, ReadOnlyMemory<byte> payload, CancellationToken stop) =>
        client.PublishAsync(new MqttMessage { Topic = topic, Payload = payload, QualityOfService = QualityOfService.AtLeastOnce }, stop);
}
