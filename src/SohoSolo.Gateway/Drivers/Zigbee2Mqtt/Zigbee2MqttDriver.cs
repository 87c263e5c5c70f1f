using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers.Zigbee2Mqtt;

/// <summary>
/// Zigbee2MQTT: <c>zigbee2mqtt/NAME</c>, <c>zigbee2mqtt/NAME/availability</c>, <c>zigbee2mqtt/bridge/state</c>. The friendly name is the device's id and may hold slashes and blanks. The base topic is <c>zigbee2mqtt</c> or the bridge's
/// own id, so that two sites at one broker do not speak into each other's.
/// </summary>
public sealed class Zigbee2MqttDriver : IDriver
{
    public const string DriverName = "zigbee2mqtt";

    public string Name => DriverName;

    public DeviceTopics Topics(DeviceAddress device) => device.IsBridge
        ? new([$"{DriverName}/#", $"{device.Id}/#"], [.. Commands(DriverName), .. Commands(device.Id)]) { Reads = [$"{device.Id}/#"] }
        : new([$"{DriverName}/{device.Id}", $"{DriverName}/{device.Id}/#"], []);

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        var end = message.Topic.IndexOf('/', StringComparison.Ordinal);
        if (end <= 0 || end + 1 == message.Topic.Length || message.Topic[..end] is var root && root is "homeassistant" or "homie" or "esphome" or "tasmota" or "tele" or "stat" or "sohosolo" or "application" or "v3")
            return Foreign.Topic(message.Topic, Name);

        var (name, leaf) = ZigbeeTopic.Parse(message.Topic[(end + 1)..], message.Payload);
        var device = leaf == ZigbeeLeaf.BridgeState ? BridgeOf(message.Topic[..end], devices) : name;
        if (leaf == ZigbeeLeaf.Bridge)
            return new DriverReading.Ignored($"the bridge's own business ({name})");
        if (leaf == ZigbeeLeaf.Command)
            return new DriverReading.Ignored("a command to the device");
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);

        var found = new Findings(message, device, devices.Find(device));
        return leaf switch
        {
            ZigbeeLeaf.BridgeState or ZigbeeLeaf.Availability => Alive(message.Payload, found),
            ZigbeeLeaf.Attribute => Attribute(ZigbeeTopic.AttributeOf(message.Topic), message.Payload, found),
            _ => Report(message.Payload, found),
        };
    }

    /// <summary>Where a bridge is spoken to. No bridge writes there: at a broker with several sites it could move another's locks.</summary>
    private static string[] Commands(string root) => [$"{root}/+/set/#", $"{root}/+/get/#", $"{root}/+/+/set/#", $"{root}/+/+/get/#", $"{root}/bridge/request/#"];

    /// <summary>A bridge is known under its base topic, or is the only one of the site.</summary>
    private static string BridgeOf(string root, DeviceTable devices)
    {
        var bridges = devices.All.Where(device => device is { Driver: DriverName, Role: DeviceAddress.Bridge }).ToList();
        return bridges is [var only] && bridges.All(bridge => bridge.Id != root) ? only.Id : root;
    }

    private static DriverReading Alive(ReadOnlyMemory<byte> payload, Findings found)
    {
        string why;
        if (VendorJson.IsObject(payload))
        {
            using var json = VendorJson.Object(payload, out why);
            if (json is null)
                return new DriverReading.Unreadable(why, found.Device);
            if (json.RootElement.Find("state") is { } state)
                found.Alive(VendorWords.Liveness(state));
            else
                found.Left("no state");

            return found.Reading();
        }

        if (VendorJson.Text(payload, out why) is not { } text)
            return new DriverReading.Unreadable(why, found.Device);

        found.Alive(VendorWords.Liveness(text));
        return found.Reading();
    }

    private static DriverReading Report(ReadOnlyMemory<byte> payload, Findings found)
    {
        using var json = VendorJson.Object(payload, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, found.Device);

        found.Time(json.RootElement.Find("last_seen"));
        SensorFields.Read(json.RootElement, found);
        return found.Reading();
    }

    /// <summary>With <c>output: attribute</c> each field has a topic of its own.</summary>
    private static DriverReading Attribute(string name, ReadOnlyMemory<byte> payload, Findings found)
    {
        if (VendorJson.Text(payload, out var why) is not { } text)
            return new DriverReading.Unreadable(why, found.Device);

        using var field = System.Text.Json.JsonDocument.Parse(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text));
        SensorFields.IsRead(name, field.RootElement, found);
        return found.Reading();
    }
}
