using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Demo;

/// <summary>The doors and devices of the demo (contract §1): our own reader and motion sensors everywhere, and at five sites what other makers sell besides.</summary>
internal static class DemoHardware
{
    /// <summary>Every device's password at the brokers; they listen to this machine only.</summary>
    public const string Password = "demo";

    public const string MainDoor = "main";

    private const string OurOwn = "sohosolo";
    private const string Zigbee = "zigbee2mqtt";
    private const string ChirpStack = "chirpstack";

    /// <summary>A Milesight VS341 under Nogaro's first desk.</summary>
    private const string SeatSensor = "24e124535b316056";

    private const string Reader = "reader";
    private const string Presence = "presence";

    public static IReadOnlyList<Door> Doors(IEnumerable<Telecentre> sites) =>
        [.. sites.Select(site => new Door { Site = site.Id, Id = MainDoor, Name = "Entrée", HasRequestToExit = true, HasContact = true })];

    public static IReadOnlyList<Device> Devices(IEnumerable<Telecentre> sites, DateTimeOffset today) =>
        [.. sites.SelectMany(site => OurOwnAt(site, today).Concat(OthersAt(site, today)))];

    /// <summary>What a device's password is compared with.</summary>
    public static string HashOf(string device, string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{device}:{password}")));

    private static IEnumerable<Device> OurOwnAt(Telecentre site, DateTimeOffset today) =>
    [
        AtDoor(site, $"{site.Id}-reader-{MainDoor}", OurOwn, "door-controller", today),
        .. Desks(site).Select(desk => AtDesk(desk, $"{desk.Id}-pir", OurOwn, today)),
    ];

    private static IEnumerable<Device> OthersAt(Telecentre site, DateTimeOffset today) => site.Id.Value switch
    {
        "auch" => [AtDoor(site, "rfid-auch", "esp-rfid", Reader, today)],
        "condom" => [AtDoor(site, "wiegand-condom", "esphome", Reader, today)],
        "eauze" => [AtDoor(site, "rfid-eauze", "tasmota", Reader, today)],

        // The bridge speaks for its sensors in one connection; the simulator may let each speak for itself.
        "samatan" => [Made(site.Id, Zigbee, Zigbee, "bridge", today), .. Desks(site).Select(desk => AtDesk(desk, desk.Id.Value, Zigbee, today))],

        // A LoRaWAN server speaks for a sensor under the table, which is known by its EUI.
        "nogaro" => [Made(site.Id, ChirpStack, ChirpStack, "bridge", today), .. Desks(site).Take(1).Select(desk => AtDesk(desk, SeatSensor, ChirpStack, today) with { Sensor = SensorKind.Seat })],
        _ => [],
    };

    private static IEnumerable<Space> Desks(Telecentre site) => site.Spaces.Where(space => space.Kind == SpaceKind.Desk);

    private static Device AtDoor(Telecentre site, string id, string driver, string role, DateTimeOffset today) =>
        Made(site.Id, id, driver, role, today) with { Door = MainDoor };

    private static Device AtDesk(Space desk, string id, string driver, DateTimeOffset today) =>
        Made(desk.Site, id, driver, Presence, today) with { Space = desk.Id, Sensor = SensorKind.Pir };

    private static Device Made(SiteId site, string id, string driver, string role, DateTimeOffset today) => new()
    {
        Id = id,
        Site = site,
        Driver = driver,
        Role = role,
        PasswordHash = HashOf(id, Password),
        MadeAt = today,
    };
}
