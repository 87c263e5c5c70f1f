namespace SohoSolo.Gateway.Drivers.SohoSolo;

/// <summary>Our own firmware (contract §3): <c>dev/ID/state</c>, <c>dev/ID/evt</c>, <c>dev/ID/ack</c>.</summary>
public sealed class SohoSoloDriver : IDriver
{
    public const string DriverName = "sohosolo";

    /// <summary>Bytes of a message.</summary>
    public const int LongestMessage = 4096;

    private const string Root = "sohosolo";
    private const string Version = "1";

    public string Name => DriverName;

    public DeviceTopics Topics(DeviceAddress device)
    {
        var (site, own) = ($"{Root}/{Version}/{device.Site}", $"{Root}/{Version}/{device.Site}/dev/{device.Id}");
        return new DeviceTopics([$"{own}/state", $"{own}/evt", $"{own}/ack"], device.Door is { } door ? [$"{own}/rcv", $"{site}/door/{door}/cmd", $"{site}/door/{door}/mode"] : [$"{own}/rcv"])
        {
            Keeps = [$"{own}/state"],
        };
    }

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        if (message.Topic.Split('/') is not [Root, Version, var site, "dev", { Length: > 0 } device, var leaf] || (devices.Site.Value.Length > 0 && site != devices.Site.Value))
            return new DriverReading.Ignored("not a topic of our firmware");
        if (leaf is not ("state" or "evt" or "ack"))
            return new DriverReading.Ignored("nothing that a device says");
        if (message.Payload.IsEmpty)
            return new DriverReading.Ignored("the topic was cleared", device);
        if (message.Retained && leaf != "state")
            return new DriverReading.Ignored("retained: no event", device);

        using var json = StrictJson.Read(message.Payload, LongestMessage, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, device);

        var fields = new Fields(json.RootElement);
        return leaf switch
        {
            "state" => StateReading.Of(fields, device, message.ReceivedAt),
            "evt" => EventReading.Of(fields, device, message.ReceivedAt),
            _ => AckReading.Of(fields, device, message.ReceivedAt),
        };
    }
}
