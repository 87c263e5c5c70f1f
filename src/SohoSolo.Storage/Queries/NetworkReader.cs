using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Puts the network together from its tables' rows.</summary>
internal static class NetworkReader
{
    /// <summary>Its results are read in this order; <c>@now</c> tells which closures are over.</summary>
    public const string Sql = """
        SELECT p.version, p.body FROM policy p ORDER BY p.version DESC LIMIT 1;
        SELECT p.id, p.site_id, p.name, p.kind, p.seats, p.equipment, p.needs_approval, p.plan_x, p.plan_y, p.plan_width, p.plan_height FROM space p WHERE NOT p.removed ORDER BY p.id;
        SELECT c.id, c.site_id, c.space_id, c.start_at, c.end_at, c.reason FROM closure c
            WHERE c.removed_at IS NULL AND c.end_at > @now ORDER BY c.start_at, c.id;
        SELECT p.site_id, p.version FROM plan_picture p;
        SELECT s.id, s.version, s.name, s.commune, s.community, s.lat, s.lon, s.zone, s.hours, s.half_day_boundary, s.equipment, s.leases, s.plan_width, s.plan_height FROM site s;
        SELECT c.siren, c.name FROM community c;
        SELECT c.insee_code, c.name, c.siren, c.population, c.lat, c.lon FROM commune c
        """;

    public static async Task<Network> Read(Results results)
    {
        var (version, body) = (await results.Next(row => (row.GetInt32(0), row.GetString(1))).ConfigureAwait(false)).SingleOrDefault();
        var policy = body is null ? PolicyDocument.Unwritten : PolicyDocument.Stored(version, body);
        var spaces = (await results.Next(ReadSpace).ConfigureAwait(false)).ToLookup(space => space.Site);
        var closures = (await results.Next(ReadClosure).ConfigureAwait(false)).ToLookup(closure => closure.Site);
        var pictures = (await results.Next(row => (Site: new SiteId(row.GetString(0)), Version: row.GetInt32(1))).ConfigureAwait(false)).ToDictionary(picture => picture.Site, picture => (int?)picture.Version);
        var sites = await results.Next(row => ReadSite(row, policy, spaces, closures, pictures)).ConfigureAwait(false);
        var communities = await results.Next(row => new Community(row.GetString(0), row.GetString(1))).ConfigureAwait(false);
        var communes = await results.Next(ReadCommune).ConfigureAwait(false);
        return new Network
        {
            PolicyVersion = policy.Version,
            Policy = body ?? policy.Render(),
            HouseRules = policy.HouseRules,
            ReportFreezeDay = policy.ReportFreezeDay,
            Retention = policy.Retention,
            Sites = sites.ToDictionary(site => site.Id),
            Communities = communities.ToDictionary(community => community.Siren),
            Communes = communes.ToDictionary(commune => commune.InseeCode),
        };
    }

    private static Telecentre ReadSite(DbDataReader row, PolicyDocument policy, ILookup<SiteId, Space> spaces, ILookup<SiteId, Closure> closures, Dictionary<SiteId, int?> pictures)
    {
        var id = new SiteId(row.GetString(0));
        return new Telecentre
        {
            Id = id,
            Version = row.GetInt32(1),
            Name = row.GetString(2),
            Commune = row.GetString(3),
            Community = row.GetString(4),
            Location = new GeoPoint(row.GetDouble(5), row.GetDouble(6)),
            Calendar = new SiteCalendar(row.GetString(7), StoredHours.Read(row.GetString(8)), StoredHours.Clock(row.GetString(9))),
            Rules = policy.RulesFor(id),
            Access = policy.AccessFor(id),
            Presence = policy.PresenceFor(id),
            Wifi = policy.WifiFor(id),
            Spaces = [.. spaces[id]],
            Closures = [.. closures[id]],
            Equipment = Stored.List(row.GetString(10)),
            Leases = row.GetBoolean(11),
            Plan = row.Number(12) is { } width && row.Number(13) is { } height ? new PlanSize(width, height) : null,
            PlanPicture = pictures.GetValueOrDefault(id),
        };
    }

    private static Space ReadSpace(DbDataReader row) => new()
    {
        Id = new SpaceId(row.GetString(0)),
        Site = new SiteId(row.GetString(1)),
        Name = row.GetString(2),
        Kind = Stored.Read<SpaceKind>(row.GetString(3)),
        Seats = row.GetInt32(4),
        Equipment = Stored.List(row.GetString(5)),
        NeedsApproval = row.GetBoolean(6),
        Place = ReadPlace(row),
    };

    private static PlanPlace? ReadPlace(DbDataReader row) =>
        row.Number(7) is { } x && row.Number(8) is { } y && row.Number(9) is { } width && row.Number(10) is { } height ? new PlanPlace(x, y, width, height) : null;

    private static Closure ReadClosure(DbDataReader row) => new(
        row.GetString(0),
        new SiteId(row.GetString(1)),
        row.Text(2) is { } space ? new SpaceId(space) : null,
        row.Range(3),
        row.GetString(5));

    private static Commune ReadCommune(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), new GeoPoint(row.GetDouble(4), row.GetDouble(5)));
}
