using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers.Tasmota;

/// <summary>Tasmota: <c>tele/ID/SENSOR</c>, <c>tele/ID/LWT</c>, <c>tele/ID/RESULT</c>, and <c>stat/ID/…</c> where a rule publishes what a sensor sees. The prefix may also stand after the device's name.</summary>
public sealed class TasmotaDriver : IDriver
{
    private static readonly string[] Prefixes = ["tele", "stat", "cmnd"];

    private static readonly string[] Relays = ["", "1", "2", "3", "4"];

    public string Name => "tasmota";

    public DeviceTopics Topics(DeviceAddress device) => new([$"tele/{device.Id}/#", $"stat/{device.Id}/#"], [$"cmnd/{device.Id}/#"])
    {
        Keeps = [$"tele/{device.Id}/LWT", $"tele/{device.Id}/STATE", .. Relays.Select(relay => $"stat/{device.Id}/POWER{relay}")],
    };

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (message.Topic.Split('/') is not [{ Length: > 0 } first, { Length: > 0 } second, .. { Length: > 0 } rest])
            return Foreign.Topic(message.Topic, Name);

        var (prefix, device) = Prefixes.Contains(second) && !Prefixes.Contains(first) ? (second, first) : (first, second);
        if (!Prefixes.Contains(prefix))
            return Foreign.Topic(message.Topic, Name);
        if (prefix == "cmnd")
            return new DriverReading.Ignored("a command to the device", device);
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);

        var found = new Findings(message, device, devices.Find(device));
        return VendorJson.IsObject(message.Payload) ? OfObject(message.Payload, found) : OfText(message.Payload, rest[^1], found);
    }

    private static DriverReading OfObject(ReadOnlyMemory<byte> payload, Findings found)
    {
        using var json = VendorJson.Object(payload, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, found.Device);

        found.Time(json.RootElement.Find("Time"));
        TasmotaReport.Read(json.RootElement, found);
        return found.Reading();
    }

    private static DriverReading OfText(ReadOnlyMemory<byte> payload, string leaf, Findings found)
    {
        if (VendorJson.Text(payload, out var why) is not { } text)
            return new DriverReading.Unreadable(why, found.Device);

        if (leaf.Equals("LWT", StringComparison.OrdinalIgnoreCase))
            found.Alive(VendorWords.Liveness(text));
        else if (TasmotaReport.IsInput(leaf))
            found.Answered(leaf, VendorWords.Occupancy(text), isOn => found.Input(leaf, isOn));
        else if (leaf is "SENSOR" or "STATE" or "RESULT")
            return new DriverReading.Unreadable("not a JSON object", found.Device);
        else
            found.Left(leaf.StartsWith("POWER", StringComparison.OrdinalIgnoreCase) ? "a relay" : leaf);

        return found.Reading();
    }
}
