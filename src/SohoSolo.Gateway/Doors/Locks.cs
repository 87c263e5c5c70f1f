using SohoSolo.Core;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>Words to a door's lock. A command has its end, and is never kept for later.</summary>
internal sealed class Locks(SiteId site, ILan lan)
{
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(10);

    public void Open(string door, string id, TimeSpan span, string why, DateTimeOffset now) => OpenUntil(door, id, span, why, now + Valid);

    public void OpenUntil(string door, string id, TimeSpan span, string why, DateTimeOffset notAfter) =>
        lan.Send(Topics.DoorCommand(site, door), DeviceMessages.Unlock(id, span, notAfter, why), retain: false);

    public void Refuse(string door, string id, string reason, DateTimeOffset now) =>
        lan.Send(Topics.DoorCommand(site, door), DeviceMessages.Beep(id, now + Valid, reason), retain: false);
}
