using System.Data.Common;
using Dapper;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>
/// Audit log, outbox and live feed in one. Entries are read in the order of (epoch, transaction, sequence), and never past a transaction that
/// still runs: a sequence alone would let a late commit be skipped.
/// </summary>
internal sealed class Journal(Engine engine, CommitSignal signal)
{
    public const string Columns =
        "j.epoch, j.tx, j.seq, j.at, j.entity, j.entity_id, j.version, j.what, j.actor, j.member_id, j.site_id, j.rules_version, j.detail";

    /// <summary>The epoch that entries are written in now.</summary>
    public const string Epoch = "(SELECT CAST(value AS bigint) FROM meta WHERE key = 'journal_epoch')";

    // Two nodes may read the same entries: the slower one does not take the cursor back.
    private const string MoveSql = """
        INSERT INTO journal_cursor (name, epoch, tx, seq) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, tx = excluded.tx, seq = excluded.seq
        WHERE (journal_cursor.epoch, journal_cursor.tx, journal_cursor.seq) < (excluded.epoch, excluded.tx, excluded.seq)
        """;

    private const string CursorSql = "SELECT epoch, tx, seq FROM journal_cursor WHERE name = @cursor";

    private readonly string readSql = ReadSql(engine.Dialect);

    /// <summary>The entries behind a place, in order. However long the journal is, only they are looked at.</summary>
    public static string ReadSql(Dialect dialect) => ReadSql(dialect, $"AND (j.epoch < {Epoch} OR {dialect.Settled})");

    /// <summary>The same with those that others may still come before: whatever one moment of the database sees.</summary>
    public static string UnsettledSql(Dialect dialect) => ReadSql(dialect, "");

    private static string ReadSql(Dialect dialect, string settled)
    {
        // SQLite's index serves a comparison of rows by its first two columns only, and the second one is the same in all entries of its own: it would look at the whole epoch.
        string[] behind = dialect.IsPostgres
            ? ["(j.epoch, j.tx, j.seq) > (@epoch, @tx, @seq)"]
            : ["j.epoch = @epoch AND j.tx = @tx AND j.seq > @seq", "j.epoch = @epoch AND j.tx > @tx", "j.epoch > @epoch"];
        return $"{string.Join(" UNION ALL ", behind.Select(which => $"SELECT {Columns} FROM journal j WHERE {which} {settled}"))} ORDER BY 1, 2, 3 LIMIT @most";
    }

    public static string InsertSql(Dialect dialect) => $"""
        INSERT INTO journal (epoch, tx, at, entity, entity_id, version, what, actor, member_id, site_id, rules_version, detail)
        VALUES ({Epoch}, {dialect.Transaction}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <summary>One entry for every site at the version it has now: when the network's policy changed, so did each of them.</summary>
    public static string InsertForSitesSql(Dialect dialect) => $"""
        INSERT INTO journal (epoch, tx, at, entity, entity_id, version, what, actor, site_id, rules_version)
        SELECT {Epoch}, {dialect.Transaction}, $1, 'site', s.id, s.version, 'policy-set', $2, s.id, $3 FROM site s ORDER BY s.id
        """;

    /// <summary>Many entries at once.</summary>
    public static ManyRows Many(Dialect dialect) => new(dialect, "journal", [("epoch", Epoch), ("tx", dialect.Transaction)],
    [
        ("at", ValueKind.Number), ("entity", ValueKind.Text), ("entity_id", ValueKind.Text), ("version", ValueKind.Number), ("what", ValueKind.Text),
        ("actor", ValueKind.Text), ("member_id", ValueKind.Text), ("site_id", ValueKind.Text), ("rules_version", ValueKind.Number), ("detail", ValueKind.Text),
    ]);

    public static SqlStatement Insert(string insertSql, JournalEntry e) => new(insertSql, Row(e));

    public static Value[] Row(JournalEntry e) =>
        [e.At, e.Entity, e.EntityId, e.Version, e.What, e.Actor, e.MemberId, e.SiteId, e.RulesVersion, e.Detail];

    public async Task<IReadOnlyList<JournalEntry>> Read(string cursor, int most, CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var (epoch, tx, seq) = await connection.QuerySingleOrDefaultAsync<(long, long, long)>(
            new CommandDefinition(CursorSql, new { cursor }, cancellationToken: stop)).ConfigureAwait(false);
        return await Read(connection, new JournalPosition(epoch, tx, seq), most, stop).ConfigureAwait(false);
    }

    /// <summary>For whoever keeps her place herself.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAfter(JournalPosition position, int most, CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await Read(connection, position, most, stop).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<JournalEntry>> Read(DbConnection connection, JournalPosition after, int most, CancellationToken stop)
    {
        var (epoch, tx, seq) = (after.Epoch, after.Tx, after.Seq);
        var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(readSql, new { epoch, tx, seq, most }, cancellationToken: stop)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
            entries.Add(ReadEntry(reader));

        await reader.DisposeAsync().ConfigureAwait(false);
        if (entries.Count > 0)
            await signal.Tell(entries[^1].Position, stop).ConfigureAwait(false);

        return entries;
    }

    public static async ValueTask<JournalPosition> Move(Session session, string cursor, JournalPosition to)
    {
        await session.Commit([new SqlStatement(MoveSql, [cursor, to.Epoch, to.Tx, to.Seq])]).ConfigureAwait(false);
        return to;
    }

    /// <summary>A row of <see cref="Columns"/>.</summary>
    public static JournalEntry ReadEntry(DbDataReader row) => new()
    {
        Position = new JournalPosition(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
        At = row.Instant(3),
        Entity = row.GetString(4),
        EntityId = row.GetString(5),
        Version = row.GetInt32(6),
        What = row.GetString(7),
        Actor = row.GetString(8),
        MemberId = row.Text(9),
        SiteId = row.Text(10),
        RulesVersion = row.Number(11),
        Detail = row.Text(12),
    };
}
