using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Télécentres, their spaces and their closures.</summary>
internal sealed class SiteTable(Dialect dialect)
{
    private const string InsertSql = """
        INSERT INTO site (id, version, name, commune, community, lat, lon, zone, hours, half_day_boundary, equipment, leases, plan_width, plan_height)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    private const string PresenceSql = "INSERT INTO presence (site_id) VALUES ($1)";

    private const string PutSpaceSql = """
        INSERT INTO space (id, site_id, name, kind, seats, equipment, needs_approval, plan_x, plan_y, plan_width, plan_height, removed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, seats = excluded.seats, equipment = excluded.equipment,
            needs_approval = excluded.needs_approval, plan_x = excluded.plan_x, plan_y = excluded.plan_y, plan_width = excluded.plan_width,
            plan_height = excluded.plan_height, removed = FALSE
        """;

    private const string RemoveSpaceSql = "UPDATE space SET removed = TRUE WHERE id = $1";

    private const string CloseSql = """
        INSERT INTO closure (id, site_id, space_id, start_at, end_at, reason, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET start_at = excluded.start_at, end_at = excluded.end_at, reason = excluded.reason, removed_at = NULL
        """;

    private const string PutPictureSql = """
        INSERT INTO plan_picture (site_id, version, media_type, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (site_id) DO UPDATE SET version = excluded.version, media_type = excluded.media_type, body = excluded.body
        """;

    private const string RemovePictureSql = "DELETE FROM plan_picture WHERE site_id = $1";

    private const string ReopenSql = "UPDATE closure SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";

    private const string InsertPolicySql = "INSERT INTO policy (version, body, made_at, made_by) VALUES ($1, $2, $3, $4)";

    private const string BumpAllSql = "UPDATE site SET version = version + 1";

    private readonly string updateSql = dialect.Guard("""
        UPDATE site SET version = $3, name = $4, commune = $5, community = $6, lat = $7, lon = $8, zone = $9, hours = $10, half_day_boundary = $11,
            equipment = $12, leases = $13, plan_width = $14, plan_height = $15
        WHERE id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Telecentre t) => new(InsertSql, [t.Id.Value, t.Version, .. Fields(t)]);

    /// <summary>What ingest locks, made with the site.</summary>
    public static SqlStatement InsertPresence(Telecentre t) => new(PresenceSql, [t.Id.Value]);

    public SqlStatement Update(Telecentre before, Telecentre t) => new(updateSql, [t.Id.Value, before.Version, t.Version, .. Fields(t)]) { Guarded = true };

    public static SqlStatement Put(Space s) => new(PutSpaceSql,
        [s.Id.Value, s.Site.Value, s.Name, Stored.Word(s.Kind), s.Seats, Stored.List(s.Equipment), s.NeedsApproval, s.Place?.X, s.Place?.Y, s.Place?.Width, s.Place?.Height]);

    public static SqlStatement Remove(Space s) => new(RemoveSpaceSql, [s.Id.Value]);

    public static SqlStatement Put(PlanPicture p) => new(PutPictureSql, [p.Site.Value, p.Version, p.MediaType, Convert.ToBase64String(p.Body)]);

    public static SqlStatement RemovePicture(Telecentre t) => new(RemovePictureSql, [t.Id.Value]);

    public static SqlStatement Close(Closure c, DateTimeOffset at) => new(CloseSql,
        [c.Id, c.Site.Value, c.Space?.Value, c.During.Start, c.During.End, c.Reason, at]);

    public static SqlStatement Reopen(Closure c, DateTimeOffset at) => new(ReopenSql, [c.Id, at]);

    public static SqlStatement InsertPolicy(int version, string body, DateTimeOffset at, string by) => new(InsertPolicySql, [version, body, at, by]);

    public static SqlStatement BumpAll() => new(BumpAllSql, []);

    private static Value[] Fields(Telecentre t) =>
    [
        t.Name, t.Commune, t.Community, t.Location.Latitude, t.Location.Longitude, t.Calendar.Zone, StoredHours.Write(t.Calendar.Hours),
        StoredHours.Clock(t.Calendar.HalfDayBoundary), Stored.List(t.Equipment), t.Leases, t.Plan?.Width, t.Plan?.Height,
    ];
}
