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

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Makes one where there is none yet. Null for nobody.</summary>
    public static async ValueTask<string?> Of(Session session, MemberId member, CancellationToken stop)
    {
        string? pseudonym = null;
        await session.Run([new SqlStatement(InsertSql, [member.Value, New()]), new SqlStatement(ReadSql, [member.Value], row => pseudonym = row.GetString(0))], stop).ConfigureAwait(false);
        return pseudonym;
    }
}
