using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Doors;

/// <summary>
/// When each sensor was last heard. One that says nothing for twice its time has gone silent: an empty room and a dead sensor look alike otherwise, and nobody's desk may be given away for a battery.
/// </summary>
internal sealed class SilenceWatch
{
    private const int Periods = 2;

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(60);

    private readonly Dictionary<string, DateTimeOffset> heard = new(StringComparer.Ordinal);

    /// <summary>From when on the silence of a device that was never heard is counted.</summary>
    private readonly Dictionary<string, DateTimeOffset> expected = new(StringComparer.Ordinal);

    private readonly HashSet<string> connected = new(StringComparer.Ordinal);
    private readonly HashSet<string> promised = new(StringComparer.Ordinal);

    public static bool IsSensor(SnapshotDevice device) => device.Sensor is not null || device.Role is "presence" or "counter";

    /// <summary>The device has said something, whatever it was.</summary>
    public void Heard(string device, DateTimeOffset at) => heard[device] = at;

    /// <summary>When it was last heard; null for never since the start.</summary>
    public DateTimeOffset? LastHeard(string device) => heard.TryGetValue(device, out var at) ? at : null;

    /// <summary>A device's own connection counts as being heard while it lasts.</summary>
    public void Connected(string device, bool isThere)
    {
        if (isThere)
            connected.Add(device);
        else
            connected.Remove(device);
    }

    /// <summary>Some families report changes alone, and leave a last will with their broker: they are there until it says otherwise.</summary>
    public void Promised(SnapshotDevice device, bool isThere)
    {
        if (isThere && device.Driver is "esphome" or "shelly")
            promised.Add(device.Id);
        else
            promised.Remove(device.Id);
    }

    /// <summary>The clock was set: what was counted before by another one means nothing.</summary>
    public void Restart()
    {
        heard.Clear();
        expected.Clear();
    }

    /// <summary>Sensors that have been silent for too long, or whose bridge is gone.</summary>
    /// <param name="devices">The site's table.</param>
    /// <param name="awaySince">Since when a device is known to be gone.</param>
    /// <param name="now">The instant.</param>
    public IEnumerable<SnapshotDevice> Silent(DeviceTable devices, Func<string, DateTimeOffset?> awaySince, DateTimeOffset now)
    {
        var gone = devices.All.Where(device => device.Role == "bridge").Select(bridge => (bridge.Driver, Since: awaySince(bridge.Id))).Where(bridge => bridge.Since is not null).ToList();
        return devices.All.Where(IsSensor).Where(device => !connected.Contains(device.Id) && (IsCutOff(device, gone) || (!promised.Contains(device.Id) && IsOverdue(device, now))));
    }

    private bool IsCutOff(SnapshotDevice device, List<(string Driver, DateTimeOffset? Since)> gone) =>
        gone.Exists(bridge => bridge.Driver == device.Driver && (LastHeard(device.Id) is not { } last || last <= bridge.Since));

    private bool IsOverdue(SnapshotDevice device, DateTimeOffset now)
    {
        if (!expected.ContainsKey(device.Id))
            expected[device.Id] = now;

        return now - (LastHeard(device.Id) ?? expected[device.Id]) >= Periods * PeriodOf(device);
    }

    private static TimeSpan PeriodOf(SnapshotDevice device) => device.ReportMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : device.Driver is "sohosolo" or "tasmota" ? Often : Seldom;
}
