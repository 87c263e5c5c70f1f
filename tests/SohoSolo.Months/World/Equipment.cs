using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.Hub.Devices;

namespace SohoSolo.Months.World;

/// <summary>What hangs where: our own reader and lock at each door, and above each desk a sensor of the site's family.</summary>
internal static class Equipment
{
    public static IEnumerable<Device> Of(SiteId site, DateTimeOffset now)
    {
        yield return Made(site, ReaderOf(site), "door-controller", now) with { Door = "main" };
        foreach (var space in Villages.SpacesOf(site))
            yield return Made(site, SensorOf(space), "presence", now) with { Space = space, Sensor = SensorKind.Pir };
    }

    public static string ReaderOf(SiteId site) => $"{site}-reader-main";

    public static string SensorOf(SpaceId space) => $"{space}-pir";

    public static IDevice Play(Device device, string boot, DateTimeOffset at) => device.Role == "presence"
        ? PirSensor.New(device.Site.Value, device.Id, boot, at)
        : DoorController.New(device.Site.Value, device.Id, device.Door!, boot, at);

    private static Device Made(SiteId site, string id, string role, DateTimeOffset now) => new()
    {
        Id = id,
        Site = site,
        Driver = "sohosolo",
        Role = role,
        PasswordHash = DeviceWords.Hash(id, "demo"),
        MadeAt = now,
    };
}
