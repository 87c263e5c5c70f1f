using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Addresses of other programs, how they answer, and what is on its way to them.</summary>
internal sealed class WebhookTable(Dialect dialect)
{
    public const string Columns = "w.id, w.version, w.name, w.url, w.secret, w.events, w.sites, w.made_at, w.ended_at, w.ended_why, w.paused_at, w.old_secrets";

    /// <summary>Of the columns above, so many stand before those of the lane.</summary>
    public const int LaneAt = 12;

    public const string LaneColumns = "l.webhook_id, l.due_at, l.failures, l.failing_since, l.delivered_at, l.moves";

    /// <summary>Behind the columns of webhook and lane.</summary>
    public const int BehindLane = LaneAt + 6;

    public const string DeliveryColumns =
        "d.id, d.webhook_id, d.epoch, d.tx, d.seq, d.turn, d.event, d.site_id, d.body, d.made_at, d.queued_at, d.status, d.attempts, d.tried_at, d.answer_status, d.took_ms, d.last_error";

    private const string InsertSql = "INSERT INTO webhook (id, version, name, url, secret, events, sites, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string InsertLaneSql = "INSERT INTO webhook_lane (webhook_id, due_at) VALUES ($1, $2)";

    private const string DropSql = "UPDATE webhook_delivery SET status = 'dropped' WHERE webhook_id = $1 AND status = 'queued'";

    // Nothing for a webhook that has ended meanwhile, and nothing twice for one entry.
    private const string InsertDeliverySql = """
        INSERT INTO webhook_delivery (id, webhook_id, epoch, tx, seq, turn, event, site_id, body, made_at, queued_at, status)
        SELECT $1, w.id, $3, $4, $5, $6, $7, $8, $9, $10, $10, 'queued' FROM webhook w WHERE w.id = $2 AND w.ended_at IS NULL
        ON CONFLICT (webhook_id, epoch, tx, seq) DO NOTHING
        """;

    private const string HurrySql = "UPDATE webhook_lane SET due_at = $2 WHERE webhook_id = $1 AND claimed_by IS NULL AND due_at > $2";

    private const string NextSql = $"""
        UPDATE webhook_delivery AS d SET attempts = d.attempts + 1, tried_at = $2 WHERE d.id = (
            SELECT n.id FROM webhook_delivery n WHERE n.webhook_id = $1 AND n.status = 'queued' ORDER BY n.turn, n.epoch, n.tx, n.seq LIMIT 1)
        RETURNING id, webhook_id, epoch, tx, seq, turn, event, site_id, body, made_at, queued_at, status, attempts, tried_at, answer_status, took_ms, last_error
        """;

    private const string ReadLaneSql = $"SELECT {Columns}, {LaneColumns} FROM webhook_lane l JOIN webhook w ON w.id = l.webhook_id WHERE l.webhook_id = $1";

    // What was delivered is so, whoever wrote first.
    private const string SettleSql = """
        UPDATE webhook_delivery SET status = $2, answer_status = $3, took_ms = $4, last_error = $5 WHERE id = $1 AND (status = 'queued' OR $2 = 'delivered')
        """;

    // Where it has moved meanwhile, what the old address answered is no pause for the new one.
    private const string ReleaseSql = """
        UPDATE webhook_lane SET claimed_by = NULL, delivered_at = $6,
            due_at = CASE WHEN moves = $7 THEN $3 ELSE 0 END, failures = CASE WHEN moves = $7 THEN $4 ELSE 0 END, failing_since = CASE WHEN moves = $7 THEN $5 END
        WHERE webhook_id = $1 AND claimed_by = $2 RETURNING 1
        """;

    // One that is claimed stays so: its time is over when that of whoever has claimed it is.
    private const string MoveSql = """
        UPDATE webhook_lane SET moves = moves + 1, failures = 0, failing_since = NULL, due_at = CASE WHEN claimed_by IS NULL THEN 0 ELSE due_at END WHERE webhook_id = $1
        """;

    /// <summary>Something waits that may go: nothing while it is paused but a test.</summary>
    public const string HasWaiting =
        "EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.status = 'queued' AND (w.paused_at IS NULL OR d.turn = 0))";

    private const string GiveUpSql = "UPDATE webhook_delivery SET status = 'dead', last_error = coalesce(last_error, 'given-up') WHERE webhook_id = $1 AND status = 'queued' AND queued_at <= $2";

    private const string GiveUpPausedSql = """
        UPDATE webhook_delivery SET status = 'dead', last_error = 'given-up'
        WHERE status = 'queued' AND queued_at <= $1 AND webhook_id IN (SELECT w.id FROM webhook w WHERE w.paused_at IS NOT NULL AND w.ended_at IS NULL)
        """;

    private const string FreeSql = "UPDATE webhook_lane SET claimed_by = NULL, due_at = $2 WHERE claimed_by = $1";

    private const string DropOrphansSql =
        "UPDATE webhook_delivery SET status = 'dropped' WHERE status = 'queued' AND webhook_id IN (SELECT w.id FROM webhook w WHERE w.ended_at IS NOT NULL)";

    private const string ForgetSql = """
        DELETE FROM webhook_delivery WHERE id IN (
            SELECT d.id FROM webhook_delivery d WHERE d.made_at < $1 AND d.status <> 'queued' ORDER BY d.made_at LIMIT $2) RETURNING 1
        """;

    private readonly string changeSql = dialect.Guard("""
        UPDATE webhook SET version = $3, name = $4, url = $5, secret = $6, old_secrets = $7, events = $8, sites = $9, paused_at = $10, ended_at = $11, ended_why = $12 WHERE id = $1 AND version = $2
        """);

    private readonly string againSql = dialect.Guard("""
        UPDATE webhook_delivery SET status = 'queued', queued_at = $2, attempts = 0, last_error = NULL, answer_status = NULL WHERE id = $1 AND status IN ('delivered', 'dead')
        """);

    private readonly string claimSql = $"""
        UPDATE webhook_lane SET claimed_by = $1, due_at = $2 WHERE webhook_id = (
            SELECT l.webhook_id FROM webhook_lane l JOIN webhook w ON w.id = l.webhook_id
            WHERE l.due_at <= $3 AND w.ended_at IS NULL AND {HasWaiting}
            ORDER BY l.due_at, l.webhook_id LIMIT 1 {(dialect.Locks ? "FOR UPDATE OF l SKIP LOCKED" : "")})
        RETURNING webhook_id
        """;

    private readonly string passOverSql = $"""
        UPDATE journal_cursor SET (epoch, tx, seq) = (SELECT {FollowedCursor.Last(dialect)})
        WHERE name = '{StoreWebhooks.Cursor}' AND NOT EXISTS (SELECT 1 FROM webhook w WHERE w.ended_at IS NULL) AND EXISTS (SELECT {FollowedCursor.Last(dialect)})
        """;

    public static IEnumerable<SqlStatement> Insert(Webhook w) =>
    [
        new(InsertSql, [w.Id, w.Version, w.Name, w.Url, w.Secret, Stored.List(w.Events), Stored.List(w.Sites.Select(site => site.Value)), w.MadeAt]),
        new(InsertLaneSql, [w.Id, w.MadeAt]),
    ];

    public IEnumerable<SqlStatement> Change(Webhook before, Webhook after)
    {
        Value[] values =
        [
            after.Id, before.Version, after.Version, after.Name, after.Url, after.Secret, Stored.Json<OldSecret>([.. after.OldSecrets]), Stored.List(after.Events),
            Stored.List(after.Sites.Select(site => site.Value)), after.PausedAt, after.EndedAt, after.EndedWhy is { } why ? Stored.Word(why) : null,
        ];
        yield return new SqlStatement(changeSql, values) { Guarded = true };
        if (!after.IsActive) yield return new SqlStatement(DropSql, [after.Id]);
        if (after.Url != before.Url) yield return new SqlStatement(MoveSql, [after.Id]);
    }

    public SqlStatement SendAgain(string delivery, DateTimeOffset now) => new(againSql, [delivery, now]) { Guarded = true };

    public static SqlStatement Hurry(string webhook, DateTimeOffset now) => new(HurrySql, [webhook, now]);

    /// <summary>A test is due at once, whatever waits.</summary>
    public static IEnumerable<SqlStatement> Insert(Delivery d)
    {
        yield return new SqlStatement(
            InsertDeliverySql, [d.Id, d.Webhook, d.Position.Epoch, d.Position.Tx, d.Position.Seq, d.IsTest ? 0 : 1, d.Event, d.Site?.Value, d.Body, d.MadeAt]);
        if (d.IsTest) yield return Hurry(d.Webhook, d.MadeAt);
    }

    public SqlStatement PassOver() => new(passOverSql, []);

    public SqlStatement Claim(string node, DateTimeOffset now, DateTimeOffset until, Action<DbDataReader> claimed) => new(claimSql, [node, until, now], claimed);

    public static SqlStatement ReadLane(string webhook, Action<DbDataReader> read) => new(ReadLaneSql, [webhook], read);

    public static SqlStatement Next(string webhook, DateTimeOffset now, Action<DbDataReader> read) => new(NextSql, [webhook, now], read);

    public static SqlStatement Settle(Delivery d) => new(SettleSql, [d.Id, Stored.Word(d.Status), d.AnswerStatus, d.TookMs, d.LastError]);

    public static SqlStatement Release(WebhookLane lane, string node, Action<DbDataReader> released) =>
        new(ReleaseSql, [lane.Webhook, node, lane.DueAt, lane.Failures, lane.FailingSince, lane.DeliveredAt, lane.Moves], released);

    public static SqlStatement GiveUp(string webhook, DateTimeOffset before) => new(GiveUpSql, [webhook, before]);

    public static SqlStatement GiveUpPaused(DateTimeOffset before) => new(GiveUpPausedSql, [before]);

    public static SqlStatement Free(string node, DateTimeOffset now) => new(FreeSql, [node, now]);

    public static SqlStatement DropOrphans() => new(DropOrphansSql, []);

    public static SqlStatement Forget(DateTimeOffset before, int most, Action<DbDataReader> forgotten) => new(ForgetSql, [before, most], forgotten);

    public static Webhook Webhook(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Name = row.GetString(2),
        Url = row.GetString(3),
        Secret = row.GetString(4),
        Events = Stored.List(row.GetString(5)),
        Sites = [.. Stored.List(row.GetString(6)).Select(site => new SiteId(site))],
        MadeAt = row.Instant(7),
        EndedAt = row.InstantOrNull(8),
        EndedWhy = row.Text(9) is { } why ? Stored.Read<WebhookEnd>(why) : null,
        PausedAt = row.InstantOrNull(10),
        OldSecrets = Stored.Parse<OldSecret[]>(row.GetString(11)),
    };

    public static WebhookLane Lane(DbDataReader row) => new(
        row.GetString(LaneAt), row.Instant(LaneAt + 1), row.GetInt32(LaneAt + 2), row.InstantOrNull(LaneAt + 3), row.InstantOrNull(LaneAt + 4), row.GetInt32(LaneAt + 5));

    public static Delivery Delivery(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Webhook = row.GetString(1),
        Position = new JournalPosition(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
        IsTest = row.GetInt32(5) == 0,
        Event = row.GetString(6),
        Site = row.Text(7) is { } site ? new SiteId(site) : null,
        Body = row.GetString(8),
        MadeAt = row.Instant(9),
        QueuedAt = row.Instant(10),
        Status = Stored.Read<DeliveryStatus>(row.GetString(11)),
        Attempts = row.GetInt32(12),
        TriedAt = row.InstantOrNull(13),
        AnswerStatus = row.Number(14),
        TookMs = row.Number(15),
        LastError = row.Text(16),
    };
}
