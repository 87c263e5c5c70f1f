using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Months.World;

/// <summary>The network of the simulated months: small sites with four desks, an office and a room, and people who live around them. Everybody's token is her own name.</summary>
internal static class Villages
{
    public const string Chamber = "chamber";
    public const string Desks = "desk";

    private const string Funder = "200035632";
    private const int DesksEach = 4;
    private const int PeopleEach = 12;

    private static readonly string[] Names = ["nogaro", "auch", "condom", "samatan", "eauze", "mirande", "lectoure", "fleurance"];
    private static readonly DateOnly LongAgo = new(2020, 1, 1);
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static IReadOnlyList<SiteId> Sites(int count) => [.. Names.Take(count).Select(name => new SiteId(name))];

    /// <summary>Those who live around a site.</summary>
    public static IReadOnlyList<string> PeopleOf(SiteId site) => [.. Enumerable.Range(1, PeopleEach).Select(number => $"{site}-{number}")];

    public static IReadOnlyList<SpaceId> DesksOf(SiteId site) => [.. Enumerable.Range(1, DesksEach).Select(number => new SpaceId($"{site}-desk-{number}"))];

    public static IReadOnlyList<SpaceId> SpacesOf(SiteId site) => [.. DesksOf(site), new SpaceId($"{site}-office-1"), new SpaceId($"{site}-room-1")];

    public static string KeeperOf(SiteId site) => $"keeper-{site}";

    /// <summary>Whether people who have not booked are let in.</summary>
    public static bool TakesWalkIns(SiteId site) => Array.IndexOf(Names, site.Value) % 2 == 0;

    /// <summary>An invented number, the same for a name in every run.</summary>
    public static string BadgeOf(string member)
    {
        var hash = member.Aggregate(0xCBF29CE484222325UL, (all, letter) => unchecked((all ^ letter) * 0x100000001B3UL));
        return $"04{hash & 0xFFFFFFFFFFFF:X12}";
    }

    public static SeedData At(DateTimeOffset now, IReadOnlyList<SiteId> sites, KeyBox keys)
    {
        List<Member> people = [.. sites.SelectMany(site => PeopleOf(site)).Select(Somebody)];
        List<Member> all = [.. people, .. sites.Select(site => Somebody(KeeperOf(site)) with { Role = Role.Keeper, Keeps = [site] }), Somebody(Chamber) with { Role = Role.Chamber }];
        return new SeedData
        {
            At = now,
            Communities = [new SeedCommunity(new Community(Funder, "Bas Armagnac"), "CC")],
            Communes = [new SeedCommune(new Commune("32296", "Nogaro", Funder, 2000, new GeoPoint(43.76, -0.03)), "32110")],
            Policy = $"{{\"defaults\":{{}},\"sites\":{{{string.Join(',', sites.Where(TakesWalkIns).Select(site => $"\"{site}\":{{\"walkIns\":1}}"))}}}}}",
            Sites = [.. sites.Select(Site)],
            Members = all,
            Entitlements = [.. people.Select((member, place) => Free(member.Id, place % PeopleEach == 11 ? 6 : 60))],
            Tokens = [.. all.Select(member => Token(member, now))],
            Doors = [.. sites.Select(site => new Door { Site = site, Id = "main", Name = "Entrée", HasContact = true, HasRequestToExit = true })],
            Devices = [.. sites.SelectMany(site => Equipment.Of(site, now))],
            Credentials = [.. people.Concat(all.Where(member => member.Role == Role.Keeper)).Select(member => Badge(member.Id, keys, now))],
        };
    }

    private static Telecentre Site(SiteId site) => new()
    {
        Id = site,
        Version = 1,
        Name = $"Télécentre {site}",
        Commune = "32296",
        Community = Funder,
        Location = new GeoPoint(43.76, -0.03),
        Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every(Weekdays, new TimeOnly(8, 0), new TimeOnly(19, 0))),
        Rules = new Core.Bookings.BookingRules(),
        Spaces =
        [
            .. DesksOf(site).Select(desk => Place(desk, site, SpaceKind.Desk)),
            Place(new SpaceId($"{site}-office-1"), site, SpaceKind.Office),
            Place(new SpaceId($"{site}-room-1"), site, SpaceKind.MeetingRoom) with { Seats = 8 },
        ],
    };

    private static Space Place(SpaceId id, SiteId site, SpaceKind kind) => new() { Id = id, Site = site, Name = id.Value, Kind = kind };

    private static Member Somebody(string id) => new()
    {
        Id = new MemberId(id),
        Name = id,
        Phone = "+33562000000",
        Commune = "32296",
        MadeAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static Entitlement.OccasionalFree Free(MemberId member, int unitsAMonth) =>
        new(unitsAMonth, PerSiteCap: null) { Id = new EntitlementId($"free-{member}"), Member = member, Funder = Funder, FirstDay = LongAgo };

    private static AccessToken Token(Member member, DateTimeOffset now) => new()
    {
        Id = $"token-{member.Id}",
        Hash = TokenHash.Of(member.Id.Value),
        Member = member.Id,
        Role = member.Role,
        Scopes = [Doorkeeper.Read, Doorkeeper.Write],
        Name = "months",
        MadeAt = now,
        ExpiresAt = now.AddYears(5),
    };

    private static Credential Badge(MemberId member, KeyBox keys, DateTimeOffset now)
    {
        var (lookup, kept) = keys.Kept(PresentedCredential.Read("mifare-uid", BadgeOf(member.Value))!);
        return new Credential { Id = $"badge-{member}", Member = member, Kind = CredentialKind.MifareUid, Lookup = lookup, Sealed = kept, MadeAt = now };
    }
}
