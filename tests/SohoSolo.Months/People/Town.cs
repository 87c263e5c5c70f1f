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

    public SimDevice SensorOf(SpaceId space) => sites[siteOf[space]].Sensors[space];

    /// <summary>What other makers' sensors say while nobody listens is lost; ours say it again.</summary>
    public bool IsHeard(SpaceId space) => Equipment.IsOurs(siteOf[space]) || sites[siteOf[space]].IsUp;

    public Sitting Sits(string who, SpaceId space) => truth.Sits(who, space, agenda.Now);

    /// <summary>Somebody asked for a place.</summary>
    public void Asked(int status)
    {
        if (status == 201)
            Booked++;
        else
            Declined++;
    }
}
