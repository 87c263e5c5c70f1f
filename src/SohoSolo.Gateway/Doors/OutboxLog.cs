using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Outbox;

namespace SohoSolo.Gateway.Doors;

/// <summary>The outbox as the doors see it.</summary>
internal sealed class OutboxLog(Outbox.Outbox outbox) : IEventLog
{
    public IReadOnlyDictionary<string, string> Memory => outbox.Memory;

    public bool Knows(string device, DeviceNumber number) => outbox.Knows(device, number.Boot, number.Seq);

    public Task Append(Entry entry) => outbox.Append(
        entry.Events,
        entry.Mark is { } mark ? new DeviceMark(mark.Device, mark.Number.Boot, mark.Number.Seq, mark.Lowest) : null,
        [.. entry.Memory.Select(change => new StateChange(change.Key, change.Value))]);

    public IReadOnlyList<Wire.GatewayEvent> Since(DateTimeOffset received) => outbox.Since(received);

    public long? UpTo(string device, string boot) => outbox.UpTo(device, boot);
}
