using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;

namespace SohoSolo.Hub.Presence;

/// <summary>Which sensors watch which space, by the device table.</summary>
internal static class Sensors
{
    /// <summary>By id, removed ones left out.</summary>
    public static IReadOnlyList<SpaceSensor> Of(IEnumerable<Device> devices, SpaceId space) =>
    [
        .. devices
            .Where(device => device.Space == space && device is { Sensor: not null, RemovedAt: null })
            .Select(device => new SpaceSensor(device.Id, device.Sensor!.Value))
            .OrderBy(sensor => sensor.Id, StringComparer.Ordinal),
    ];
}
