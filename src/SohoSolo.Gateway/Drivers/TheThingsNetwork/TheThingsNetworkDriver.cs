using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers.Lorawan;

namespace SohoSolo.Gateway.Drivers.TheThingsNetwork;

/// <summary>The Things Network and The Things Stack v3: <c>v3/APP@TENANT/devices/DEVICE/up</c>. A device's id is the one it has there, or its EUI in small letters. What somebody simulated in the console never happened.</summary>
public sealed class TheThingsNetworkDriver : IDriver
{
    public string Name => "ttn";

    public DeviceTopics Topics(DeviceAddress device) => device.IsBridge
        ? new(["v3/#"], ["v3/+/devices/+/down/#"])
        : new([$"v3/+/devices/{device.Id}/up"], []);

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (Foreign.From(message.Topic, "v3") is not ["v3", _, "devices", { Length: > 0 } name, { } what, .. var leaf])
            return Foreign.Topic(message.Topic, Name);
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", name);
        if (what != "up" || leaf.Length > 0)
            return new DriverReading.Ignored(what is "join" or "down" or "service" or "location" ? $"{what}: nothing that the sensor saw" : "an event that is not known", name);

        using var json = VendorJson.Object(message.Payload, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, name);

        var said = json.RootElement;
        var ids = said.Find("end_device_ids") ?? default;
        if (ids.Text("device_id") is { } inside && inside != name)
            return new DriverReading.Unreadable("the topic names one device and the message another", name);

        var eui = ids.Text("dev_eui")?.ToLowerInvariant();
        var known = devices.Find(name) ?? devices.Find(eui);
        return Event(said, new Findings(message, known?.Id ?? name, known));
    }

    private static DriverReading Event(JsonElement said, Findings found)
    {
        var uplink = said.Find("uplink_message") ?? default;
        if (IsSimulated(said) || IsSimulated(uplink))
            return new DriverReading.Ignored("simulated: no sensor sent it", found.Device);
        if (uplink.ValueKind != JsonValueKind.Object)
            return new DriverReading.Unreadable("no uplink_message", found.Device);

        found.Time(said.Find("received_at") ?? uplink.Find("received_at"));
        var version = uplink.Find("version_ids") ?? default;
        var model = SensorModels.Of([version.Text("model_id"), (said.Find("end_device_ids") ?? default).Text("device_id")]);
        Uplink.Read(uplink.Find("decoded_payload"), uplink.Find("frm_payload"), model, found);
        return found.Reading(OnceOf(said, uplink));
    }

    /// <summary>A word for true is enough: what is not to count must not slip through by how it is written.</summary>
    private static bool IsSimulated(JsonElement said) => said.Find("simulated") is { } flag && VendorWords.Liveness(flag) is not (Answer.No or Answer.Nothing);

    /// <summary>One frame of one session, whichever gateways heard it.</summary>
    private static string? OnceOf(JsonElement said, JsonElement uplink)
    {
        if (uplink.Text("session_key_id") is { } session && uplink.Find("f_cnt") is { ValueKind: JsonValueKind.Number } frame)
            return $"{session}/{frame.GetRawText()}";

        return said.Find("correlation_ids") is { ValueKind: JsonValueKind.Array } ids && ids.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first && VendorJson.IsWhole(first) ? first.GetString() : null;
    }
}
