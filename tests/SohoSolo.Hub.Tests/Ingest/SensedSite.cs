using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Ingest;

/// <summary>Nogaro with sensors: a PIR and a seat at the first desk, a PIR at the second, a counter in the room.</summary>
internal static class SensedSite
{
    public const string Pir = "nogaro-desk-1-pir";
    public const string Seat = "nogaro-desk-1-seat";
    public const string OtherPir = "nogaro-desk-2-pir";
    public const string Counter = "nogaro-room-1-counter";

    public static readonly SpaceId Desk = new("nogaro-desk-1");
    public static readonly SpaceId OtherDesk = new("nogaro-desk-2");
    public static readonly SpaceId Room = new("nogaro-room-1");

    public static readonly (string Id, SpaceId Space, SensorKind Kind)[] Sensors =
        [(Pir, Desk, SensorKind.Pir), (Seat, Desk, SensorKind.Seat), (OtherPir, OtherDesk, SensorKind.Pir), (Counter, Room, SensorKind.Counter)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<LinkedHub> Start(string engine) => LinkedHub.Start(engine, change: seed => seed with
    {
        Devices = [.. seed.Devices, .. Sensors.Select(sensor => Sensor(sensor.Id, sensor.Space, sensor.Kind, seed.At))],
    });

    public static Device Sensor(string id, SpaceId space, SensorKind kind, DateTimeOffset now) => new()
    {
        Id = id,
        Site = LinkedHub.Nogaro,
        Driver = "sohosolo",
        Role = kind == SensorKind.Counter ? "counter" : "presence",
        Space = space,
        Sensor = kind,
        PasswordHash = "x",
        MadeAt = now,
    };

    public static GatewayEvent Notices(this LinkedHub hub, string sensor, bool isThere = true, DateTimeOffset? at = null) =>
        hub.Happened(EventKinds.Occupancy, at) with { Device = sensor, Value = isThere ? "true" : "false" };

    public static GatewayEvent Goes(this LinkedHub hub, string sensor, bool online, DateTimeOffset? at = null) =>
        hub.Happened(EventKinds.Online, at) with { Device = sensor, Value = online ? "true" : "false" };

    public static async Task<SpaceRecord?> Of(this LinkedHub hub, SpaceId space) =>
        (await hub.Queries.Occupancies(LinkedHub.Nogaro, Stop)).SingleOrDefault(record => record.Space == space);

    public static async Task<IEnumerable<string>> Told(this LinkedHub hub, SpaceId space) =>
        (await hub.Queries.Audit("occupancy", space.Value, null, null, 100, Stop)).Reverse().Select(entry => entry.What);

    public static async Task MustApply(this LinkedHub hub, long from, params GatewayEvent[] events) =>
        Assert.IsType<IngestOutcome.Applied>(await hub.Ingest(from, events));
}
