using SohoSolo.Mqtt.Client;

namespace SohoSolo.Mqtt.Tests.Readme;

internal static class Publishing
{
    public static async Task TellThatTheDoorIsOpen(int port, CancellationToken stop)
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "sensor-7", SessionExpiryInterval = 3600 });
        await client.StartAsync(stop);
        var result = await client.PublishAsync(
            new MqttMessage { Topic = "door/main/state", Payload = "open"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce, Retain = true },
            stop);
        if (!result.IsSuccess)
            throw new IOException($"The broker refused: {result.Reason}");

        await client.StopAsync(stop);
    }
}
