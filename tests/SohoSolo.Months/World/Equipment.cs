using System.Globalization;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Devices.Vendors;
using SohoSolo.Hub.Devices;

namespace SohoSolo.Months.World;

/// <summary>What hangs where: our own reader and lock at each door, and above each desk a sensor of the site's family; where that is LoRaWAN, rooms and offices have a counter over their doors.</summary>
internal static class Equipment
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static IEnumerable<Device> Of(SiteId site, DateTimeOffset now)
    {
        yield return Made(site, ReaderOf(site), "sohosolo", "door-controller", now) with { Door = "main" };
        foreach (var space in Villages.SpacesOf(site))
        {
            yield return Made(site, SensorOf(space), FamilyOf(site), KindOf(space) == SensorKind.Counter ? "counter" : "presence", now) with
            {
                Space = space,
                Sensor = KindOf(space),
                ReportsEvery = IsLorawan(site) ? LorawanSensor.Report : null,
            };
        }
    }

    public static string ReaderOf(SiteId site) => $"{site}-reader-main";

    /// <summary>A LoRaWAN sensor is called by its number.</summary>
    public static string SensorOf(SpaceId space) =>
        IsLorawan(SiteOf(space)) ? string.Create(CultureInfo.InvariantCulture, $"24e124{Chance.Of(0, space.Value).Between(0, int.MaxValue - 1):x10}") : $"{space}-pir";

    public static SensorKind KindOf(SpaceId space)
    {
        if (IsLorawan(SiteOf(space)) && !Villages.DesksOf(SiteOf(space)).Contains(space))
            return SensorKind.Counter;

        return SiteOf(space).Value == "mirande" ? SensorKind.Seat : SensorKind.Pir;
    }

    /// <summary>Whether it keeps what it noticed until the gateway has it.</summary>
    public static bool IsOurs(SiteId site) => FamilyOf(site) == "sohosolo";

    /// <summary>Whether a server speaks for it, and not itself.</summary>
    public static bool IsLorawan(SiteId site) => FamilyOf(site) is "chirpstack" or "ttn";

    /// <summary>For how long it may be dead before its gateway must have noticed: two of its periods, and a look.</summary>
    public static TimeSpan NoticedDead(SiteId site) => TimeSpan.FromMinutes(IsLorawan(site) ? 23 : 12);

    public static SiteId SiteOf(SpaceId space) => new(space.Value.Split('-')[0]);

    public static IDevice Play(Device device, string boot, DateTimeOffset at)
    {
        var identity = new DeviceIdentity(device.Site.Value, device.Id);
        return device.Driver switch
        {
            "esphome" => new EsphomeNode(identity, device.Id, null, "motion"),
            "tasmota" => new TasmotaDevice(identity, device.Id, "Switch1", Paris),
            "chirpstack" => new LorawanSensor(identity, device.Sensor == SensorKind.Counter ? MilesightModel.Vs121 : MilesightModel.Vs341, LorawanNetwork.ChirpStack, device.Id),
            "ttn" => new LorawanSensor(identity, device.Sensor == SensorKind.Counter ? MilesightModel.Vs121 : MilesightModel.Ws202, LorawanNetwork.TheThings, device.Id),
            _ when device.Role == "presence" => PirSensor.New(device.Site.Value, device.Id, boot, at),
            _ => DoorController.New(device.Site.Value, device.Id, device.Door!, boot, at),
        };
    }

    private static string FamilyOf(SiteId site) => site.Value switch
    {
        "auch" => "esphome",
        "eauze" => "tasmota",
        "mirande" => "chirpstack",
        "lectoure" => "ttn",
        _ => "sohosolo",
    };

    private static Device Made(SiteId site, string id, string family, string role, DateTimeOffset now) => new()
    {
        Id = id,
        Site = site,
        Driver = family,
        Role = role,
        PasswordHash = DeviceWords.Hash(id, "demo"),
        MadeAt = now,
    };
}
