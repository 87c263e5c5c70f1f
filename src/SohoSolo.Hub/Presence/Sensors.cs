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

    /// <summary>What is believed at an instant, or where a signal is younger than that, at the signal's.</summary>
    public static Occupancy At(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules) =>
        SpaceOccupancy.At(state, sensors, state.FoldedTo > now ? state.FoldedTo.Value : now, rules);

    public static OccupancyLevel LevelOf(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules) => At(state, sensors, now, rules).Level;
}
