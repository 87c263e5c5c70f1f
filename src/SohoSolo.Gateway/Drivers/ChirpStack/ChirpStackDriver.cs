using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers.Lorawan;

namespace SohoSolo.Gateway.Drivers.ChirpStack;

/// <summary>ChirpStack v4: <c>application/APP/device/EUI/event/up</c> in JSON. A device's id is its EUI in small letters; the bridge, which is the server, may be called anything.</summary>
public sealed class ChirpStackDriver : IDriver
{
    private const int MostEuiDigits = 16;

    public string Name => "chirpstack";

    public DeviceTopics Topics(DeviceAddress device) => device.IsBridge
        ? new(["application/#"], ["application/+/device/+/command/#"])
        : new([$"application/+/device/{device.Id}/event/#"], []);

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (Foreign.From(message.Topic, "application") is not ["application", _, "device", { Length: > 0 } eui, var direction, .. var leaf])
            return Foreign.Topic(message.Topic, Name);

        var device = eui.ToLowerInvariant();
        if (direction != "event" || leaf is not [var what])
            return new DriverReading.Ignored("a command to the device");
        if (device.Length != MostEuiDigits || !device.All(char.IsAsciiHexDigit))
            return new DriverReading.Unreadable("no EUI in the topic");
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);
        if (what is not ("up" or "status"))
            return new DriverReading.Ignored(what is "join" or "ack" or "txack" or "log" or "location" or "integration" ? $"{what}: nothing that the sensor saw" : "an event that is not known", device);

        using var json = VendorJson.Object(message.Payload, out var why);
        return json is null ? new DriverReading.Unreadable(why, device) : Event(what, json.RootElement, new Findings(message, device, devices.Find(device)));
    }

    private static DriverReading Event(string what, JsonElement said, Findings found)
    {
        var about = said.Find("deviceInfo") ?? default;
        if (about.Text("devEui") is { } eui && !eui.Equals(found.Device, StringComparison.OrdinalIgnoreCase))
            return new DriverReading.Unreadable("the topic names one device and the message another", found.Device);

        found.Time(said.Find("time"));
        if (what == "status")
            Status(said, found);
        else
            Uplink.Read(said.Find("object"), said.Find("data"), ModelOf(about), found);

        return found.Reading(said.Text("deduplicationId"));
    }

    /// <summary>The profile's name first, then tags, then the device's.</summary>
    private static SensorModel ModelOf(JsonElement about) =>
        SensorModels.Of([about.Text("deviceProfileName"), .. (about.Find("tags") ?? default).Fields().Select(tag => (about.Find("tags") ?? default).Text(tag.Name)), about.Text("deviceName")]);

    private static void Status(JsonElement said, Findings found)
    {
        if (said.Find("batteryLevelUnavailable") is not { ValueKind: JsonValueKind.True } && said.Find("batteryLevel") is { } level && VendorNumbers.Percent(level) is { } percent)
            found.Battery(percent);
        else
            found.Left("a status without a battery");
    }
}
