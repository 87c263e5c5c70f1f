using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers.Esphome;

/// <summary>ESPHome: below the device's prefix <c>status</c>, <c>binary_sensor/NAME/state</c>, <c>sensor/NAME/state</c>, and where its YAML publishes what a reader read: <c>tag</c>, <c>rdm6300/tag</c>, <c>pin</c>.</summary>
public sealed class EsphomeDriver : IDriver
{
    private const int MostPeople = 100_000;

    /// <summary>Components whose state may stay behind: none of them tells what somebody presented.</summary>
    private static readonly string[] Harmless = ["binary_sensor", "switch", "lock", "light", "cover", "valve", "fan", "button", "number", "select", "climate", "event"];

    public string Name => "esphome";

    public DeviceTopics Topics(DeviceAddress device) => new([$"{device.Id}/#", $"esphome/discover/{device.Id}"], [$"{device.Id}/command", $"{device.Id}/+/+/command", $"{device.Id}/+/+/+/command"])
    {
        Keeps = [$"{device.Id}/status", $"esphome/discover/{device.Id}", .. Harmless.Select(component => $"{device.Id}/{component}/#"), $"{device.Id}/sensor/#"],
    };

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (message.Topic.Split('/') is not [{ Length: > 0 } device, _, ..] || device is "homeassistant" or "homie" or "esphome")
            return Foreign.Topic(message.Topic, Name);

        var leaf = message.Topic[(device.Length + 1)..].Split('/');
        if (leaf[^1] is "command" or "debug")
            return new DriverReading.Ignored(leaf[^1] == "debug" ? "its log" : "a command to the device", device);
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);
        if (VendorJson.Text(message.Payload, out var why) is not { } text)
            return new DriverReading.Unreadable(why, device);

        var found = new Findings(message, device, devices.Find(device));
        Said(message.Topic, leaf, text, found);
        return found.Reading();
    }

    private static void Said(string topic, string[] leaf, string text, Findings found)
    {
        switch (leaf)
        {
            case ["status"]:
                found.Alive(VendorWords.Liveness(text));
                break;
            case ["binary_sensor", var name, "state"]:
                found.Answered(name, VendorWords.Occupancy(text), isOn => found.Input(name, isOn));
                break;
            case ["sensor", var name, "state"]:
                Measured(name, text, found);
                break;
            case ["text_sensor", _, "state"] when EsphomeCards.IsReader(leaf[1]):
            case [.., _] when EsphomeCards.IsReader(leaf[^1]):
                found.Card(EsphomeCards.Read(topic, text));
                break;
            case [.., "pin" or "code"]:
                found.Card(Cards.Pin(text));
                break;
            case [.., "tag_removed"]:
                found.Left("a tag that was taken away");
                break;
            default:
                found.Left(leaf[^1] == "state" && leaf.Length > 1 ? leaf[^2] : leaf[^1]);
                break;
        }
    }

    private static void Measured(string name, string text, Findings found)
    {
        if (name.Contains("battery", StringComparison.OrdinalIgnoreCase) && !name.Contains("volt", StringComparison.OrdinalIgnoreCase) && VendorNumbers.Percent(VendorNumbers.Real(text)) is { } percent)
            found.Battery(percent);
        else if ((found.Role == "counter" || name.Contains("people", StringComparison.OrdinalIgnoreCase)) && VendorNumbers.Real(text) is >= 0 and <= MostPeople and var people && people == Math.Floor(people))
            found.Count(new CountReading.People((int)people));
        else
            found.Left(name);
    }
}
