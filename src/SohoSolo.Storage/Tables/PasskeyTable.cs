using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>The keys that members sign in with. One that is taken away leaves no row, only its entries in the journal.</summary>
internal sealed class PasskeyTable(Dialect dialect)
{
    public const string Columns = "p.id, p.version, p.member_id, p.credential, p.public_key, p.sign_count, p.transports, p.backup_eligible, p.backed_up, p.name, p.made_at, p.used_at";

    private const string InsertSql = """
        INSERT INTO passkey (id, version, member_id, credential, public_key, sign_count, transports, backup_eligible, backed_up, name, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private readonly string renameSql = dialect.Guard("UPDATE passkey SET version = $3, name = $4 WHERE id = $1 AND version = $2");

    private readonly string removeSql = dialect.Guard("DELETE FROM passkey WHERE id = $1 AND version = $2");

    public static SqlStatement Insert(Passkey key) => new(InsertSql,
        [key.Id, key.Version, key.Member.Value, key.Credential, key.PublicKey, key.SignCount, key.Transports, key.IsBackupEligible, key.IsBackedUp, key.Name, key.MadeAt]);

    public SqlStatement Rename(Passkey before, Passkey after) => new(renameSql, [after.Id, before.Version, after.Version, after.Name]) { Guarded = true };

    public SqlStatement Remove(Passkey key) => new(removeSql, [key.Id, key.Version]) { Guarded = true };

    public static Passkey Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Member = new MemberId(row.GetString(2)),
        Credential = row.GetString(3),
        PublicKey = row.GetString(4),
        SignCount = row.GetInt64(5),
        Transports = row.GetString(6),
        IsBackupEligible = row.GetBoolean(7),
        IsBackedUp = row.GetBoolean(8),
        Name = row.GetString(9),
        MadeAt = row.Instant(10),
        UsedAt = row.InstantOrNull(11),
    };
}
