using System.Text;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Mqtt.Tests.Readme;

internal static class Subscribing
{
    /// <summary>A message is acknowledged when <paramref name="save"/> has ended: should the program die before, it comes again.</summary>
    public static async Task SaveDoors(int port, Func<string, Task> save, CancellationToken stop)
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "hub", SessionExpiryInterval = 3600 });
        var subscribing = client.SubscribeAsync(
            "door/+/state",
            read: message => $"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}",
            handler: async (state, _) => await save(state),
            stop: stop);
        await client.StartAsync(stop);
        await using var subscription = await subscribing;
        await Task.Delay(Timeout.Infinite, stop);
    }
}
