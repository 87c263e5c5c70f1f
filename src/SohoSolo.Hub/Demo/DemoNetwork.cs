using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Health;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>The network as people would meet it: eight télécentres, their members and grants, a month behind and two weeks ahead, and a thinner year before.</summary>
internal static class DemoNetwork
{
    /// <summary>Two sites let a member in who has booked nothing.</summary>
    private const string Policy = """{"defaults":{},"sites":{"fleurance":{"walkIns":1},"samatan":{"walkIns":1}}}""";

    public static bool TakesWalkIns(SiteId site) => site.Value is "fleurance" or "samatan";

    /// <summary>The large room of Auch is lent on a keeper's word.</summary>
    private static readonly SpaceId RoomOnApproval = new("auch-room-1");

    /// <summary>Where the morning ends earlier than elsewhere.</summary>
    private static readonly SiteId EarlyMiddaySite = new("mauvezin");

    private static readonly TimeOnly EarlyMidday = new(13, 0);

    public static SeedData Make(ReferenceData data, DateOnly today)
    {
        var midnight = data.Sites[0].Calendar.WholeDay(today).Start;
        var sites = data.Sites.Select(Site).ToList();
        var members = DemoMembers.All(data, midnight);
        var grants = new DemoGrants(data, sites, today);
        var entitlements = grants.All(members);
        var known = DemoHistory.Live(entitlements, new DemoWishes(sites, members, grants, today).All(), midnight);
        var past = new DemoPast(sites, members, grants, today);
        return new SeedData
        {
            At = midnight,
            Demo = "network",
            Communities = data.Communities,
            Communes = data.Communes,
            Policy = Policy,
            Sites = sites,
            Members = members,
            Consents = DemoConsents.All(members, midnight),
            Entitlements = entitlements,
            Tokens = DemoTokens.All(midnight),
            Bookings = [.. DemoHistory.LiveBefore(known, entitlements, past.Wishes(), past.AllHasEnded), .. known],
            Doors = DemoHardware.Doors(sites),
            Devices = DemoHardware.Devices(sites, midnight),
            Informed = [HealthApi.Cursor],
        };
    }

    private static Telecentre Site(SiteDraft draft)
    {
        var calendar = draft.Calendar;
        var site = draft.ToTelecentre(new BookingRules());
        var plan = FloorLayout.Arrange(site.Spaces, SideOf(draft));
        return site with
        {
            Calendar = site.Id == EarlyMiddaySite ? new SiteCalendar(calendar.Zone, calendar.Hours, EarlyMidday) : calendar,
            Plan = plan.Size,
            Spaces = [.. plan.Places.Select(found => found.Space with { Place = found.Place, NeedsApproval = found.Space.Id == RoomOnApproval })],
        };
    }

    /// <summary>No two neighbours look alike.</summary>
    private static RoomSide SideOf(SiteDraft draft) => (RoomSide)((draft.Line + draft.Desks) % 3);
}
