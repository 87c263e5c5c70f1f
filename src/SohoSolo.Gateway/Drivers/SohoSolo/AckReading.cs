namespace SohoSolo.Gateway.Drivers.SohoSolo;

/// <summary><c>{"id":"01J…","ok":true,"t":…}</c>: what a lock did with a command.</summary>
internal static class AckReading
{
    public static DriverReading Of(Fields fields, string device, DateTimeOffset receivedAt)
    {
        var command = fields.Required(fields.Text("id"), "id");
        var acted = fields.Required(fields.Flag("ok"), "ok");
        if (fields.Fault is { } fault)
            return new DriverReading.Unreadable(fault, device);

        return new DriverReading.Signals([new Signal { Kind = SignalKind.Ack, Device = device, At = receivedAt, ReceivedAt = receivedAt, Flag = acted, Command = command }]);
    }
}
