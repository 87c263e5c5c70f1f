namespace SohoSolo.Gateway.Drivers.SohoSolo;

/// <summary><c>{"s":"online","boot":"9f3c…","fw":"1.4","up":12}</c>, or the will <c>{"s":"offline"}</c>.</summary>
internal static class StateReading
{
    private const double LongestUptime = 10 * 366 * 86_400.0;

    public static DriverReading Of(Fields fields, string device, DateTimeOffset receivedAt)
    {
        var word = fields.Required(fields.Text("s"), "s");
        var boot = fields.Text("boot");
        var uptime = fields.Real("up", LongestUptime);
        if (fields.Fault is { } fault)
            return new DriverReading.Unreadable(fault, device);

        // Another word is a state that is not known here: not that the device is gone.
        if (word is not ("online" or "offline"))
            return new DriverReading.Ignored("a state that is not known", device);

        return new DriverReading.Signals(
        [
            new Signal
            {
                Kind = SignalKind.Online,
                Device = device,
                At = receivedAt,
                ReceivedAt = receivedAt,
                Flag = word == "online",
                Boot = boot,
                UptimeSeconds = uptime,
            },
        ]);
    }
}
