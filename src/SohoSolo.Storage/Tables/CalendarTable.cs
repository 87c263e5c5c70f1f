using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Calendars;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Other people's calendars, and their times.</summary>
internal sealed class CalendarTable(Dialect dialect)
{
    public const string Columns =
        "id, version, site_id, space_id, name, url, made_at, removed_at, due_at, etag, whole_at, read_at, failures, failing_since, last_error, warnings";

    public const string EntryColumns = "e.key, e.start_at, e.end_at, e.words, e.state, e.closure_id";

    private const string InsertSql = "INSERT INTO calendar_source (id, version, site_id, space_id, name, url, made_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string ForgetEntriesSql = "DELETE FROM calendar_entry WHERE source_id = $1";

    private const string PutEntrySql = """
        INSERT INTO calendar_entry (source_id, key, start_at, end_at, words, state, closure_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (source_id, key) DO UPDATE SET start_at = excluded.start_at, end_at = excluded.end_at, words = excluded.words, state = excluded.state, closure_id = excluded.closure_id
        """;

    private const string RemoveEntrySql = "DELETE FROM calendar_entry WHERE source_id = $1 AND key = $2";

    private const string SettleSql = """
        UPDATE calendar_source SET claimed_by = NULL, due_at = $2, etag = $3, whole_at = $4, read_at = $5, failures = $6, failing_since = $7, last_error = $8, warnings = $9
        WHERE id = $1 AND removed_at IS NULL
        """;

    private const string ForgetSql = "DELETE FROM calendar_entry WHERE end_at < $1";

    private readonly string removeSql = dialect.Guard("UPDATE calendar_source SET version = $3, url = NULL, due_at = NULL, etag = NULL, removed_at = $4 WHERE id = $1 AND version = $2");

    private readonly string touchSql = dialect.Guard("UPDATE calendar_source SET version = $3 WHERE id = $1 AND version = $2 AND removed_at IS NULL");

    private readonly string claimSql = $"""
        UPDATE calendar_source SET claimed_by = $1, due_at = $2 WHERE id = (
            SELECT s.id FROM calendar_source s WHERE s.due_at <= $3 AND s.removed_at IS NULL ORDER BY s.due_at, s.id LIMIT 1 {(dialect.Locks ? "FOR UPDATE SKIP LOCKED" : "")})
        RETURNING {Columns}
        """;

    public static SqlStatement Insert(CalendarSource s) => new(InsertSql, [s.Id, s.Version, s.Site.Value, s.Space?.Value, s.Name, s.Url, s.MadeAt, s.Health.DueAt]);

    public IEnumerable<SqlStatement> Remove(CalendarSource before, CalendarSource after) =>
    [
        new(removeSql, [after.Id, before.Version, after.Version, after.RemovedAt]) { Guarded = true },
        new(ForgetEntriesSql, [after.Id]),
    ];

    /// <summary>Of two who write its times at once, the second fails.</summary>
    public SqlStatement Touch(CalendarSource before) => new(touchSql, [before.Id, before.Version, before.Version + 1]) { Guarded = true };

    public static SqlStatement Put(string source, ImportedEntry e) => new(PutEntrySql, [source, e.Key, e.During.Start, e.During.End, e.Words, Stored.Word(e.State), e.Closure]);

    public static SqlStatement Remove(string source, string key) => new(RemoveEntrySql, [source, key]);

    public SqlStatement Claim(string node, DateTimeOffset now, DateTimeOffset until, Action<DbDataReader> claimed) => new(claimSql, [node, until, now], claimed);

    public static SqlStatement Settle(string source, CalendarHealth h) =>
        new(SettleSql, [source, h.DueAt, h.ETag, h.WholeAt, h.ReadAt, h.Failures, h.FailingSince, h.LastError, h.Warnings]);

    public static SqlStatement Forget(DateTimeOffset before) => new(ForgetSql, [before]);

    public static CalendarSource Source(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Site = new SiteId(row.GetString(2)),
        Space = row.Text(3) is { } space ? new SpaceId(space) : null,
        Name = row.GetString(4),
        Url = row.Text(5),
        MadeAt = row.Instant(6),
        RemovedAt = row.InstantOrNull(7),
        Health = new CalendarHealth
        {
            DueAt = row.InstantOrNull(8),
            ETag = row.Text(9),
            WholeAt = row.InstantOrNull(10),
            ReadAt = row.InstantOrNull(11),
            Failures = row.GetInt32(12),
            FailingSince = row.InstantOrNull(13),
            LastError = row.Text(14),
            Warnings = row.GetInt32(15),
        },
    };

    public static ImportedEntry Entry(DbDataReader row) =>
        new(row.GetString(0), row.Range(1), row.GetString(3), Stored.Read<ImportState>(row.GetString(4)), row.Text(5));
}
