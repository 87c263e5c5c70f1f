using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Gateways: their keys, what was last said to them, and what became of the walk-ins they asked about.</summary>
internal static class LinkTable
{
    public const string KeyColumns = "k.site_id, k.kid, k.gateway, k.sealed, k.mqtt_hash, k.made_at, k.used_at, k.revoked_at";

    public const string Columns = "l.site_id, l.counter, l.rev, l.content, l.published_at";

    public const string WalkInColumns = "w.ask, w.booking_id, w.site_id, w.member_id, w.made_at, w.outcome";

    private const string InsertKeySql = """
        INSERT INTO gateway_key (site_id, kid, gateway, sealed, mqtt_hash, made_at, used_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string UsedSql = "UPDATE gateway_key SET used_at = $3 WHERE site_id = $1 AND kid = $2 AND used_at IS NULL";

    private const string RevokeSql = "UPDATE gateway_key SET revoked_at = $3 WHERE site_id = $1 AND kid = $2 AND revoked_at IS NULL RETURNING gateway";

    // A counter never goes back, whoever writes last.
    private const string CounterSql = """
        INSERT INTO site_link (site_id, counter) VALUES ($1, $2)
        ON CONFLICT (site_id) DO UPDATE SET counter = excluded.counter WHERE site_link.counter < excluded.counter
        """;

    private const string PublishSql = """
        INSERT INTO site_link (site_id, counter, rev, content, published_at) VALUES ($1, $2, $2, $3, $4)
        ON CONFLICT (site_id) DO UPDATE SET
            counter = CASE WHEN site_link.counter < excluded.counter THEN excluded.counter ELSE site_link.counter END,
            rev = excluded.rev, content = excluded.content, published_at = excluded.published_at
        WHERE site_link.rev < excluded.rev
        """;

    private const string WalkInSql = "INSERT INTO walk_in (ask, booking_id, site_id, member_id, made_at, outcome) VALUES ($1, $2, $3, $4, $5, $6)";

    public static SqlStatement Insert(GatewayKeyRow k) => new(InsertKeySql,
        [k.Site.Value, k.Kid, k.Gateway, k.Sealed, k.MqttHash, k.MadeAt, k.UsedAt, k.RevokedAt]);

    public static SqlStatement Use(SiteId site, int kid, DateTimeOffset at) => new(UsedSql, [site.Value, kid, at]);

    /// <summary>Tells the gateway's id when there was something to revoke.</summary>
    public static SqlStatement Revoke(SiteId site, int kid, DateTimeOffset at, Action<string> revoked) =>
        new(RevokeSql, [site.Value, kid, at], row => revoked(row.GetString(0)));

    public static SqlStatement Count(SiteId site, long counter) => new(CounterSql, [site.Value, counter]);

    public static SqlStatement Publish(SiteId site, long revision, string content, DateTimeOffset at) => new(PublishSql, [site.Value, revision, content, at]);

    public static SqlStatement Insert(WalkInRow w) => new(WalkInSql, [w.Ask, w.Booking?.Value, w.Site.Value, w.Member.Value, w.MadeAt, w.Outcome]);

    public static GatewayKeyRow ReadKey(DbDataReader row) => new(
        new SiteId(row.GetString(0)),
        row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.Instant(5),
        row.InstantOrNull(6),
        row.InstantOrNull(7));

    public static SiteLinkRow Read(DbDataReader row) => new(new SiteId(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.Text(3), row.InstantOrNull(4));

    public static WalkInRow ReadWalkIn(DbDataReader row) => new(
        row.GetString(0),
        row.Text(1) is { } booking ? new BookingId(booking) : null,
        new SiteId(row.GetString(2)),
        new MemberId(row.GetString(3)),
        row.Instant(4),
        row.GetString(5));
}
