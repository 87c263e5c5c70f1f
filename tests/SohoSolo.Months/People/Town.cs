using SohoSolo.FirmwareSim.Devices;
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

    public Sitting Sits(string who, SpaceId space) => truth.Sits(who, space, agenda.Now);

    /// <summary>The sensor of her place notices her, if it works.</summary>
    public async Task Notice(Sitting sitting)
    {
        var (site, sensor) = (sites[siteOf[sitting.Space]], sites[siteOf[sitting.Space]].Sensors[sitting.Space]);
        if (sensor.IsBroken)
            return;

        // What other makers' sensors say while nobody listens is lost; ours say it again.
        if (Equipment.IsOurs(site.Id) || site.IsUp)
            sitting.See(agenda.Now);

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
}
