using System.Text.Json;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers.Shelly;

/// <summary>Shelly of the second generation and later: <c>ID/online</c>, <c>ID/events/rpc</c>, and <c>ID/status/input:0</c> where status notifications are on.</summary>
public sealed class ShellyDriver : IDriver
{
    public string Name => "shelly";

    public DeviceTopics Topics(DeviceAddress device) =>
        new([$"{device.Id}/#", $"shellies/{device.Id}/#"], [$"{device.Id}/rpc", $"{device.Id}/command/#", $"shellies/{device.Id}/+/+/command"]);

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (message.Topic.Split('/') is not [{ Length: > 0 } device, .. { Length: > 0 } leaf] || device is "homeassistant" or "homie" or "shellies")
            return Foreign.Topic(message.Topic, Name);
        if (leaf is ["rpc"] or ["command", ..] or [_, "rpc"] and not ["events", "rpc"])
            return new DriverReading.Ignored("a command, or the answer to one", device);
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);

        var found = new Findings(message, device, devices.Find(device));
        return leaf switch
        {
            ["online"] => Online(message.Payload, found),
            ["events", "rpc"] => OfObject(message.Payload, found, ShellyNotification.Read),
            ["status", var component] => OfObject(message.Payload, found, (status, into) => ShellyComponents.Read(component, status, into)),
            _ => new DriverReading.Ignored($"not a topic of {Name} that matters", device),
        };
    }

    private static DriverReading Online(ReadOnlyMemory<byte> payload, Findings found)
    {
        if (VendorJson.Text(payload, out var why) is not { } text)
            return new DriverReading.Unreadable(why, found.Device);

        found.Alive(VendorWords.Liveness(text));
        return found.Reading();
    }

    private static DriverReading OfObject(ReadOnlyMemory<byte> payload, Findings found, Action<JsonElement, Findings> read)
    {
        using var json = VendorJson.Object(payload, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, found.Device);

        read(json.RootElement, found);
        return found.Reading();
    }
}
