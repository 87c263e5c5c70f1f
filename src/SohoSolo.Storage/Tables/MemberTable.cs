using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Members, the sites they keep, and their tokens.</summary>
internal sealed class MemberTable(Dialect dialect)
{
    private const string InsertSql = """
        INSERT INTO member (id, version, name, email, phone, commune, country, role, status, made_at, rules_edition, rules_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <summary>By which days of moves are told, in a network whose sites share one clock.</summary>
    private static readonly SiteCalendar Clock = new("Europe/Paris", new OpeningHours(new Dictionary<DayOfWeek, OpeningHours.Span>()));

    private const string HomeOf = """
        coalesce((SELECT c.siren FROM commune c WHERE c.insee_code = $2), 'country:' || CAST($3 AS text), '')
        """;

    private const string OldHomeSql = $"""
        INSERT INTO member_home (member_id, from_day, home) SELECT $1, 0, {HomeOf}
        WHERE NOT EXISTS (SELECT 1 FROM member_home h WHERE h.member_id = $1) ON CONFLICT (member_id, from_day) DO NOTHING
        """;

    private const string NewHomeSql = $"""
        INSERT INTO member_home (member_id, from_day, home) VALUES ($1, $4, {HomeOf}) ON CONFLICT (member_id, from_day) DO UPDATE SET home = excluded.home
        """;

    private const string ForgetSitesSql = "DELETE FROM keeper_site WHERE member_id = $1";

    private const string KeepSiteSql = "INSERT INTO keeper_site (member_id, site_id) VALUES ($1, $2)";

    private const string PutTokenSql = """
        INSERT INTO token (id, hash, member_id, role, scopes, name, made_at, expires_at, revoked_at, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET role = excluded.role, scopes = excluded.scopes, name = excluded.name,
            expires_at = excluded.expires_at, revoked_at = excluded.revoked_at
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE member SET version = $3, name = $4, email = $5, phone = $6, commune = $7, country = $8, role = $9, status = $10,
            rules_edition = $11, rules_at = $12
        WHERE id = $1 AND version = $2
        """);

    /// <summary>For a table called <c>m</c>; the last column is the sites she keeps, separated by commas.</summary>
    public static string Columns(Dialect dialect) =>
        "m.id, m.version, m.name, m.email, m.phone, m.commune, m.country, m.role, m.status, m.made_at, m.rules_edition, m.rules_at, "
        + $"(SELECT {dialect.Join("k.site_id")} FROM keeper_site k WHERE k.member_id = m.id)";

    public static SqlStatement Insert(Member m) => new(InsertSql,
        [m.Id.Value, m.Version, m.Name, m.Email, m.Phone, m.Commune, m.Country, Stored.Word(m.Role), Stored.Word(m.Status), m.MadeAt, m.Accepted?.Edition, m.Accepted?.At]);

    public SqlStatement Update(Member before, Member m) => new(updateSql,
        [m.Id.Value, before.Version, m.Version, m.Name, m.Email, m.Phone, m.Commune, m.Country, Stored.Word(m.Role), Stored.Word(m.Status), m.Accepted?.Edition, m.Accepted?.At])
    {
        Guarded = true,
    };

    /// <summary>From the day of the move on figures by home count her elsewhere; what she did before stays where it was.</summary>
    public static IEnumerable<SqlStatement> Move(Member before, Member after, DateTimeOffset at) =>
    [
        new(OldHomeSql, [after.Id.Value, before.Commune, before.Country]),
        new(NewHomeSql, [after.Id.Value, after.Commune, after.Country, Stored.Day(Clock.DayOf(at))]),
    ];

    public static SqlStatement ForgetSites(MemberId member) => new(ForgetSitesSql, [member.Value]);

    public static SqlStatement Keep(MemberId member, SiteId site) => new(KeepSiteSql, [member.Value, site.Value]);

    public static SqlStatement Put(AccessToken t) => new(PutTokenSql,
        [t.Id, t.Hash, t.Member.Value, Stored.Word(t.Role), Stored.List(t.Scopes), t.Name, t.MadeAt, t.ExpiresAt, t.RevokedAt, Stored.Word(t.Kind)]);

    public static Member Read(DbDataReader row) => new()
    {
        Id = new MemberId(row.GetString(0)),
        Version = row.GetInt32(1),
        Name = row.GetString(2),
        Email = row.Text(3),
        Phone = row.Text(4),
        Commune = row.Text(5),
        Country = row.Text(6),
        Role = Stored.Read<Role>(row.GetString(7)),
        Status = Stored.Read<MemberStatus>(row.GetString(8)),
        MadeAt = row.Instant(9),
        Accepted = row.Number(10) is { } edition ? new Acceptance(edition, row.Instant(11)) : null,
        Keeps = row.Text(12) is { } sites ? [.. sites.Split(',').Order(StringComparer.Ordinal).Select(site => new SiteId(site))] : [],
    };
}
