using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Devices.Vendors;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Hub;
using SohoSolo.FirmwareSim.Members;
using SohoSolo.FirmwareSim.Shell;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>One télécentre: its door controller, a sensor above each desk, what other makers have hung there, and the people of its day.</summary>
internal sealed class SimulatedSite : IAsyncDisposable
{
    private readonly List<MqttDevice> devices = [];
    private readonly Chance chance;
    private readonly DayRun day;
    private readonly SitePlan plan;

    public SimulatedSite(SitePlan plan, SimulationSettings settings, IErrands errands)
    {
        this.plan = plan;
        chance = Chance.Of(settings.Seed, plan.Site);
        var story = new Story(ZoneOf(plan.Zone), settings.Write);
        var door = Add(settings, id => DoorController.New(plan.Site, id, "main", Boots.New(), settings.Clock.GetUtcNow()), $"{plan.Site}-reader-main");
        var sensors = plan.Desks.ToDictionary(desk => desk, desk => Add(settings, id => PirSensor.New(plan.Site, id, Boots.New(), settings.Clock.GetUtcNow()), $"{desk}-pir"));
        var others = Others(plan, settings.Clock.GetUtcNow()).ToDictionary(other => other.Identity.Id, other => Add(settings, _ => other, other.Identity.Id));
        var doorstep = new Doorstep(door, settings.People, story) { OtherReader = others.Values.FirstOrDefault(other => other.Identity.Door is not null) };
        var bridge = others.GetValueOrDefault(ZigbeeBridge.Base);
        day = new DayRun(doorstep, sensors, errands, settings.People, story, settings.Seed) { Moved = space => bridge?.Post(new DeviceInput.Of(space, new DeviceInput.MotionSeen())) };
    }

    public string Site => plan.Site;

    public int Devices => devices.Count;

    public void Start() => devices.ForEach(device => device.Start());

    public void Follow(IReadOnlyList<BookedVisit> visits) => day.Follow(visits);

    /// <summary>Somebody trips over a cable: one device restarts, and sometimes finds no time server.</summary>
    public async Task<string> TripOverACable()
    {
        var device = chance.Of(devices);
        TimeSpan? skew = chance.Percent(70) ? TimeSpan.Zero : null;
        await device.Reboot(Boots.New(), skew);
        return $"{device.Host.Identity.Id} restarted{(skew is null ? ", its clock unset" : "")}";
    }

    public async ValueTask DisposeAsync()
    {
        day.Dispose();
        await Task.WhenAll(devices.Select(device => device.DisposeAsync().AsTask()));
        devices.ForEach(device => device.Host.Dispose());
    }

    /// <summary>Now and then somebody comes by, where anybody is at all.</summary>
    public void MaybeComeBy()
    {
        if (!day.IsQuiet && chance.Percent(Habits.ComesWithoutBooking))
            day.ComeBy(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"member-{chance.Between(1, 400):000}"));
    }

    /// <summary>What the demo has of other makers' (contract §1).</summary>
    private static IEnumerable<IDevice> Others(SitePlan plan, DateTimeOffset now) => plan.Site switch
    {
        "auch" => [new EspRfid(new DeviceIdentity(plan.Site, "rfid-auch", "main"), "/rfid-auch", now)],
        "condom" => [new EsphomeNode(new DeviceIdentity(plan.Site, "wiegand-condom", "main"), "wiegand-condom", "wiegand", null)],
        "eauze" => [new TasmotaDevice(new DeviceIdentity(plan.Site, "rfid-eauze", "main"), "rfid-eauze", "RC522", ZoneOf(plan.Zone))],
        "samatan" => [ZigbeeBridge.New(plan.Site, plan.Desks, now)],
        _ => [],
    };

    /// <summary>A machine without zone data tells the story in UTC.</summary>
    private static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private DeviceHost Add(SimulationSettings settings, Func<string, IDevice> make, string id)
    {
        var host = new DeviceHost(make(id), settings.Clock, new FaultyLine(settings.Faults, Chance.Of(settings.Seed, id)));
        host.Post(new DeviceInput.ClockSet(TimeSpan.Zero));
        devices.Add(new MqttDevice(host, settings.Broker, TimeProvider.System, settings.Complain));
        return host;
    }
}

/// <summary>How a network is simulated.</summary>
/// <param name="Broker">Where the devices connect.</param>
/// <param name="Clock">The devices': the hub's.</param>
/// <param name="People">The people's: the same, or a faster one.</param>
/// <param name="Seed">Of all chance.</param>
/// <param name="Faults">Between devices and broker.</param>
/// <param name="Write">Takes the lines of the story.</param>
/// <param name="Complain">Takes what the broker refused.</param>
internal sealed record SimulationSettings(BrokerAddress Broker, TimeProvider Clock, TimeProvider People, int Seed, FaultRates Faults, Action<string> Write, Action<string> Complain);
