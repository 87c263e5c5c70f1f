using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// The random number under which a member is known to statistics, and to whatever outlasts her name. What leads from her to it is one row of <c>person</c>; without that row nothing does. The
/// number itself says nothing, not even when it was made.
/// </summary>
internal static class Pseudonyms
{
    private const string InsertSql = """
        INSERT INTO person (member_id, pseudonym) SELECT m.id, $2 FROM member m WHERE m.id = $1 AND m.status <> 'erased' ON CONFLICT (member_id) DO NOTHING
        """;

    private const string ReadSql = "SELECT p.pseudonym FROM person p WHERE p.member_id = $1";

    private const string RowSql = """
        INSERT INTO member (id, version, name, role, status, made_at) VALUES ($1, 1, '', 'member', 'erased', 0) ON CONFLICT (id) DO NOTHING RETURNING 1
        """;

    // Where she lived when she came here, by community only: figures by home stay as they are.
    private const string HomesSql = """
        INSERT INTO member_home (member_id, from_day, home) SELECT $2, h.from_day, h.home FROM member_home h WHERE h.member_id = $1 ON CONFLICT (member_id, from_day) DO NOTHING
        """;

    private const string HomeSql = """
        INSERT INTO member_home (member_id, from_day, home)
        SELECT $2, 0, CASE WHEN c.siren IS NOT NULL THEN c.siren WHEN m.country IS NOT NULL THEN 'country:' || m.country ELSE '' END
        FROM member m LEFT JOIN commune c ON c.insee_code = m.commune
        WHERE m.id = $1 AND NOT EXISTS (SELECT 1 FROM member_home h WHERE h.member_id = $2) ON CONFLICT (member_id, from_day) DO NOTHING
        """;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Makes one where there is none yet. Null for nobody.</summary>
    public static async ValueTask<string?> Of(Session session, MemberId member, CancellationToken stop)
    {
        string? pseudonym = null;
        await session.Run([new SqlStatement(InsertSql, [member.Value, New()]), new SqlStatement(ReadSql, [member.Value], row => pseudonym = row.GetString(0))], stop).ConfigureAwait(false);
        return pseudonym;
    }

    /// <summary>The row among members that bookings may name, with where she lived; her own row must be locked.</summary>
    public static async ValueTask EnsureRow(Session session, WorkSql sql, MemberId member, string pseudonym, DateTimeOffset now, CancellationToken stop)
    {
        var isNew = false;
        await session.Run(
            [
                new SqlStatement(RowSql, [pseudonym], _ => isNew = true),
                new SqlStatement(HomesSql, [member.Value, pseudonym]),
                new SqlStatement(HomeSql, [member.Value, pseudonym]),
            ],
            stop).ConfigureAwait(false);
        if (isNew)
            await session.Run([Journal.Insert(sql.Journal, Entry("member", pseudonym, 1, "pseudonym", now))], stop).ConfigureAwait(false);
    }

    public static JournalEntry Entry(string entity, string id, int version, string what, DateTimeOffset now) =>
        new() { At = now, Entity = entity, EntityId = id, Version = version, What = what, Actor = "system" };
}
