using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Outbox;

/// <summary>The outbox, as the doors see it.</summary>
public sealed class EventLog(Outbox outbox) : IEventLog
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Memory => outbox.Memory;

    /// <inheritdoc/>
    public bool Knows(string device, DeviceNumber number) => outbox.Knows(device, number.Boot, number.Seq);

    /// <inheritdoc/>
    public Task Append(Entry entry) => outbox.Append(
        entry.Events,
        entry.Mark is { } mark ? new DeviceMark(mark.Device, mark.Number.Boot, mark.Number.Seq, mark.Lowest) : null,
        [.. entry.Memory.Select(kept => new StateChange(kept.Key, kept.Value))]);

    /// <inheritdoc/>
    public long? UpTo(string device, string boot) => outbox.UpTo(device, boot);
}
