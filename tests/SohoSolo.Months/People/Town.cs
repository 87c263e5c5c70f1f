using SohoSolo.Core.Presence;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Devices.Vendors;
using SohoSolo.Months.Checks;
using SohoSolo.Months.World;

namespace SohoSolo.Months.People;

/// <summary>Where people meet: the doors, the places, and how often the hub was asked for one.</summary>
internal sealed class Town(IReadOnlyDictionary<SiteId, SimSite> sites, IReadOnlyDictionary<SiteId, Doorway> doors, Agenda agenda, Truth truth)
{
    private readonly Dictionary<SpaceId, SiteId> siteOf = sites.Keys.SelectMany(site => Villages.SpacesOf(site).Select(space => (space, site))).ToDictionary(row => row.space, row => row.site);

    public int Booked { get; private set; }

    public int Declined { get; private set; }

    public Doorway DoorOf(SiteId site) => doors[site];

    public Doorway DoorOf(SpaceId space) => doors[siteOf[space]];

    public async Task<Sitting> Sits(string who, SpaceId space)
    {
        var sitting = truth.Sits(who, space, agenda.Now);
        if (CounterOf(space) is { IsBroken: false } counter)
        {
            sitting.IsCounted = true;
            await Count(counter, 1);
        }

        return sitting;
    }

    public async Task Rises(Sitting sitting)
    {
        sitting.Ends(agenda.Now);

        // Whom it did not count in it does not count out; whom it counted in while it worked, and not out again, it counts for ever.
        if (sitting.IsCounted && CounterOf(sitting.Space) is { IsBroken: false } counter)
            await Count(counter, -1);
    }

    /// <summary>The sensor of her place notices her, if it works.</summary>
    public async Task Notice(Sitting sitting)
    {
        var (site, sensor) = (sites[siteOf[sitting.Space]], SensorOf(sitting.Space));
        var isCounter = CounterOf(sitting.Space) is not null;
        if (sensor.IsBroken || (isCounter && !sitting.IsCounted))
            return;

        // What other makers' sensors say while nobody listens is lost; ours say it again.
        if (Equipment.IsOurs(site.Id) || site.IsUp)
            sitting.See(agenda.Now);

        if (!isCounter)
            await sensor.Do(new DeviceInput.MotionSeen());
    }

    /// <summary>Somebody asked for a place.</summary>
    public void Asked(int status)
    {
        if (status == 201)
            Booked++;
        else
            Declined++;
    }

    private SimDevice SensorOf(SpaceId space) => sites[siteOf[space]].Sensors[space];

    private SimDevice? CounterOf(SpaceId space) => Equipment.KindOf(space) == SensorKind.Counter ? SensorOf(space) : null;

    private static Task Count(SimDevice counter, int more) =>
        counter.Do(new DeviceInput.PeopleCounted(Math.Max(0, ((LorawanSensor)counter.Device).People + more)));
}
