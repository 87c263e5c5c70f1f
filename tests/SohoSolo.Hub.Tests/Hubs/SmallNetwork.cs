using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>
/// A network that fits in a head. Nogaro (two desks, an office, a room on approval) and Auch (one desk, an office, a room, leases) are open on
/// weekdays from 8 to 19, each with a door and a reader; Eauze (two desks) day and night; Le Port (one desk) lies on Réunion, three hours ahead of Paris in winter.
/// Everybody's token is her own name.
/// </summary>
internal static class SmallNetwork
{
    public const string Funder = "200035632";
    public const string Expired = "anne-expired";
    public const string ReadOnly = "anne-read";
    public const string WriteOnly = "anne-write";
    public const string Revoked = "anne-revoked";

    private static readonly DateOnly LongAgo = new(2020, 1, 1);
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly OpeningHours Office = OpeningHours.Every(Weekdays, new TimeOnly(8, 0), new TimeOnly(19, 0));
    private static readonly OpeningHours Always = OpeningHours.Every(Enum.GetValues<DayOfWeek>(), TimeOnly.MinValue, TimeOnly.MinValue, openOnPublicHolidays: true);

    public static SeedData At(DateTimeOffset now) => new()
    {
        At = now,
        Communities = [new SeedCommunity(new Community(Funder, "Bas Armagnac"), "CC")],
        Communes =
        [
            new SeedCommune(new Commune("32296", "Nogaro", Funder, 2000, new GeoPoint(43.76, -0.03)), "32110"),
            new SeedCommune(new Commune("32013", "Auch", Funder, 22000, new GeoPoint(43.65, 0.58)), "32000"),
        ],
        Policy = """{"defaults":{},"sites":{}}""",
        Sites = [Nogaro, Auch, Eauze, Port],
        Members =
        [
            Person("anne"), Person("bruno"), Person("chloe"), Person("simon") with { Status = MemberStatus.Suspended },
            Person("keeper-nogaro") with { Role = Role.Keeper, Keeps = [Nogaro.Id] },
            Person("keeper-auch") with { Role = Role.Keeper, Keeps = [Auch.Id] },
            Person("chamber") with { Role = Role.Chamber },
        ],
        Entitlements =
        [
            Free("anne", 10), Free("bruno", 10), Free("chloe", 2), Free("keeper-nogaro", 10), Free("keeper-auch", 10), Free("chamber", 10),
        ],
        Doors = [Entrance(Nogaro), Entrance(Auch)],
        Devices =
        [
            Thing("nogaro-reader-main", Nogaro) with { Door = "main" },
            Thing("nogaro-desk-1-pir", Nogaro) with { Role = "presence", Space = new SpaceId("nogaro-desk-1"), Sensor = SensorKind.Pir },
            Thing("auch-reader-main", Auch) with { Door = "main" },
        ],
        Tokens =
        [
            Token("anne", "anne", now), Token("bruno", "bruno", now), Token("chloe", "chloe", now), Token("simon", "simon", now),
            Token("keeper-nogaro", "keeper-nogaro", now) with { Role = Role.Keeper },
            Token("keeper-auch", "keeper-auch", now) with { Role = Role.Keeper },
            Token("chamber", "chamber", now) with { Role = Role.Chamber },
            Token(Expired, "anne", now) with { ExpiresAt = now },
            Token(ReadOnly, "anne", now) with { Scopes = [Doorkeeper.Read] },
            Token(WriteOnly, "anne", now) with { Scopes = [Doorkeeper.Write] },
            Token(Revoked, "anne", now) with { RevokedAt = now },
        ],
    };

    private static Telecentre Nogaro => Site("nogaro", "32296", new GeoPoint(43.76, -0.03), Office) with
    {
        Spaces =
        [
            Place("nogaro-desk-1", SpaceKind.Desk), Place("nogaro-desk-2", SpaceKind.Desk) with { Equipment = ["screen"] },
            Place("nogaro-office-1", SpaceKind.Office), Place("nogaro-room-1", SpaceKind.MeetingRoom) with { Seats = 8, NeedsApproval = true },
        ],
    };

    private static Telecentre Auch => Site("auch", "32013", new GeoPoint(43.65, 0.58), Office) with
    {
        Leases = true,
        Spaces = [Place("auch-desk-1", SpaceKind.Desk), Place("auch-office-1", SpaceKind.Office), Place("auch-room-1", SpaceKind.MeetingRoom) with { Seats = 6 }],
    };

    private static Telecentre Eauze => Site("eauze", "32296", new GeoPoint(43.86, 0.10), Always) with
    {
        Spaces = [Place("eauze-desk-1", SpaceKind.Desk), Place("eauze-desk-2", SpaceKind.Desk)],
    };

    private static Telecentre Port => Site("port", "32296", new GeoPoint(-20.93, 55.29), Office, "Indian/Reunion") with
    {
        Spaces = [Place("port-desk-1", SpaceKind.Desk)],
    };

    private static Telecentre Site(string id, string commune, GeoPoint location, OpeningHours hours, string zone = "Europe/Paris") => new()
    {
        Id = new SiteId(id),
        Version = 1,
        Name = $"Télécentre {id}",
        Commune = commune,
        Community = Funder,
        Location = location,
        Calendar = new SiteCalendar(zone, hours),
        Rules = new BookingRules(),
        Spaces = [],
    };

    private static Space Place(string id, SpaceKind kind) => new() { Id = new SpaceId(id), Site = new SiteId(id.Split('-')[0]), Name = id, Kind = kind };

    private static Door Entrance(Telecentre site) => new() { Site = site.Id, Id = "main", Name = "Entrée", HasRequestToExit = true, HasContact = true };

    private static Device Thing(string id, Telecentre site) => new()
    {
        Id = id,
        Site = site.Id,
        Driver = "sohosolo",
        Role = "door-controller",
        PasswordHash = DeviceWords.Hash(id, "demo"),
        MadeAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static Member Person(string id) => new()
    {
        Id = new MemberId(id),
        Name = id,
        Phone = "+33562000000",
        Commune = "32296",
        MadeAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Accepted = new Acceptance(HouseRules.First, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    private static Entitlement.OccasionalFree Free(string member, int unitsAMonth) =>
        new(unitsAMonth, PerSiteCap: null) { Id = new EntitlementId($"free-{member}"), Member = new MemberId(member), Funder = Funder, FirstDay = LongAgo };

    private static AccessToken Token(string token, string member, DateTimeOffset now) => new()
    {
        Id = $"token-{token}",
        Hash = TokenHash.Of(token),
        Member = new MemberId(member),
        Role = Role.Member,
        Scopes = [Doorkeeper.Read, Doorkeeper.Write],
        Name = "test",
        MadeAt = now,
        ExpiresAt = now.AddYears(5),
    };
}
