using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// A network for load tests: 8 sites of 25 desks that never close, no limit per member, and a monthly quota that nobody exhausts,
/// so that every booking still takes the quota's path.
/// </summary>
internal static class BenchNetwork
{
    private const int DesksASite = 25;
    private const int UnitsAMonth = 1_000_000;

    /// <summary>31 days: as long as any booking may be.</summary>
    private const string Policy = """{"defaults":{"longestHours":744,"furthestDaysAhead":null,"mostUpcoming":null},"sites":{}}""";

    private static readonly BookingRules Rules = new() { Longest = BookingRules.HardLongest, FurthestDaysAhead = null, MostUpcoming = null };

    public static SeedData Make(ReferenceData data, DateOnly today)
    {
        var midnight = data.Sites[0].Calendar.WholeDay(today).Start;
        var members = DemoMembers.All(data, midnight);
        var sites = data.Sites.Select(site => Widened(site).ToTelecentre(Rules)).ToList();
        return new SeedData
        {
            At = midnight,
            Demo = "bench",
            Communities = data.Communities,
            Communes = data.Communes,
            Policy = Policy,
            Sites = sites,
            Members = members,
            Entitlements = [.. members.Where(member => member.Role == Role.Member).Select(member => Ample(member, data, today))],
            Tokens = DemoTokens.All(midnight),
            Doors = DemoHardware.Doors(sites),
            Devices = DemoHardware.Devices(sites, midnight),
        };
    }

    private static SiteDraft Widened(SiteDraft site) => site with
    {
        Desks = DesksASite,
        Offices = 0,
        RoomSeats = [],
        Leases = false,
        Calendar = new SiteCalendar(
            site.Calendar.Zone,
            OpeningHours.Every(Enum.GetValues<DayOfWeek>(), TimeOnly.MinValue, TimeOnly.MinValue, openOnPublicHolidays: true)),
    };

    private static Entitlement.OccasionalFree Ample(Member member, ReferenceData data, DateOnly today) => new(UnitsAMonth, null)
    {
        Id = new($"{member.Id}-free"),
        Member = member.Id,
        Funder = data.Communes.FirstOrDefault(row => row.Commune.InseeCode == member.Commune)?.Commune.Community ?? data.Sites[0].Community,
        FirstDay = new DateOnly(today.Year - 1, 1, 1),
    };
}
