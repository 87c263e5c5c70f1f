using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Messages on their way to people, and what people chose about how they are treated.</summary>
internal sealed class MailTable(Dialect dialect)
{
    public const string Columns =
        "id, key, kind, member_id, site_id, language, recipient, subject, body_text, body_html, message_id, made_at, due_at, expires_at, status, attempts, "
        + "tried_since, last_error, sent_at, method";

    public const string ToldColumns = "m.id, m.kind, m.status, m.member_id, m.made_at, m.recipient, a.booking_id, a.version, a.space_id, a.start_at, a.end_at";

    public const string PreferenceColumns = "p.member_id, p.version, p.language, p.release_when_left, p.calendar_mail";

    private const string InsertSql = """
        INSERT INTO mail (id, key, kind, member_id, site_id, language, recipient, subject, body_text, body_html, message_id, made_at, due_at, expires_at, status, method)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (key) DO NOTHING
        """;

    // Nothing for a message whose key was there already.
    private const string AboutSql = """
        INSERT INTO mail_about (mail_id, booking_id, version, space_id, start_at, end_at)
        SELECT m.id, $2, $3, $4, $5, $6 FROM mail m WHERE m.id = $1
        """;

    private const string CancelSql = "UPDATE mail SET status = 'cancelled', last_error = $2 WHERE id = $1 AND status = 'queued'";

    // What lets somebody in is not kept once it is sent, or never will be.
    private const string SettleSql = """
        UPDATE mail SET status = $3, due_at = $4, attempts = $5, tried_since = $6, last_error = $7, sent_at = $8, claimed_by = NULL,
            body_text = CASE WHEN kind = 'sign-in' AND $3 <> 'queued' THEN NULL ELSE body_text END, body_html = CASE WHEN kind = 'sign-in' AND $3 <> 'queued' THEN NULL ELSE body_html END
        WHERE id = $1 AND status = 'sending' AND claimed_by = $2 RETURNING 1
        """;

    private const string FreeSql = "UPDATE mail SET status = 'queued', due_at = $2, claimed_by = NULL WHERE status = 'sending' AND claimed_by = $1";

    private const string ForgetSql = """
        UPDATE mail SET body_text = NULL, body_html = NULL WHERE id IN (
            SELECT m.id FROM mail m WHERE m.body_text IS NOT NULL AND m.status IN ('sent', 'cancelled') AND m.made_at < $1 ORDER BY m.made_at LIMIT $2) RETURNING 1
        """;

    private const string InsertPreferenceSql = "INSERT INTO preference (member_id, version, language, release_when_left, calendar_mail) VALUES ($1, $2, $3, $4, $5)";

    private readonly string claimSql = $"""
        UPDATE mail SET status = 'sending', claimed_by = $1, due_at = $2, attempts = attempts + 1 WHERE id = (
            SELECT m.id FROM mail m WHERE m.status IN ('queued', 'sending') AND m.due_at <= $3 ORDER BY m.due_at, m.id LIMIT 1 {(dialect.Locks ? "FOR UPDATE SKIP LOCKED" : "")})
        RETURNING {Columns}
        """;

    private readonly string requeueSql = dialect.Guard("""
        UPDATE mail SET status = 'queued', recipient = $2, due_at = $3, attempts = 0, tried_since = NULL, expires_at = NULL
        WHERE id = $1 AND status = 'dead' AND body_text IS NOT NULL
        """);

    private readonly string updatePreferenceSql = dialect.Guard(
        "UPDATE preference SET version = $3, language = $4, release_when_left = $5, calendar_mail = $6 WHERE member_id = $1 AND version = $2");

    public static IEnumerable<SqlStatement> Insert(Letter m) =>
    [
        new(InsertSql,
        [
            m.Id, m.Key, m.Kind, m.Member.Value, m.Site?.Value, Stored.Word(m.Language), m.To, m.Subject, m.Text, m.Html, m.MessageId, m.MadeAt, m.DueAt, m.ExpiresAt,
            Stored.Word(m.Status), m.Method is { } method ? Stored.Word(method) : null,
        ]),
        .. m.About.Select(about => new SqlStatement(AboutSql, [m.Id, about.Booking.Value, about.Version, about.Space.Value, about.During.Start, about.During.End])),
    ];

    public static SqlStatement Cancel(string id, string why) => new(CancelSql, [id, why]);

    public static SqlStatement Settle(Letter m, string node, Action<DbDataReader> settled) =>
        new(SettleSql, [m.Id, node, Stored.Word(m.Status), m.DueAt, m.Attempts, m.TriedSince, m.LastError, m.SentAt], settled);

    public static SqlStatement Free(string node, DateTimeOffset now) => new(FreeSql, [node, now]);

    public static SqlStatement Forget(DateTimeOffset before, int most, Action<DbDataReader> forgotten) => new(ForgetSql, [before, most], forgotten);

    public static SqlStatement Insert(Preference p) => new(InsertPreferenceSql, [p.Member.Value, p.Version, Stored.Word(p.Language), p.ReleaseWhenLeft, p.CalendarMail]);

    public SqlStatement Claim(string node, DateTimeOffset now, DateTimeOffset until, Action<DbDataReader> claimed) => new(claimSql, [node, until, now], claimed);

    public SqlStatement Requeue(string id, string to, DateTimeOffset now) => new(requeueSql, [id, to, now]) { Guarded = true };

    public SqlStatement Update(Preference before, Preference p) => new(updatePreferenceSql,
        [p.Member.Value, before.Version, p.Version, Stored.Word(p.Language), p.ReleaseWhenLeft, p.CalendarMail])
    {
        Guarded = true,
    };

    public static Letter Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Key = row.GetString(1),
        Kind = row.GetString(2),
        Member = new MemberId(row.GetString(3)),
        Site = row.Text(4) is { } site ? new SiteId(site) : null,
        Language = Stored.Read<Language>(row.GetString(5)),
        To = row.GetString(6),
        Subject = row.GetString(7),
        Text = row.Text(8),
        Html = row.Text(9),
        MessageId = row.GetString(10),
        MadeAt = row.Instant(11),
        DueAt = row.Instant(12),
        ExpiresAt = row.InstantOrNull(13),
        Status = Stored.Read<MailStatus>(row.GetString(14)),
        Attempts = row.GetInt32(15),
        TriedSince = row.InstantOrNull(16),
        LastError = row.Text(17),
        SentAt = row.InstantOrNull(18),
        Method = row.Text(19) is { } method ? Stored.Read<CalendarMethod>(method) : null,
    };

    public static MailTold ReadTold(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        Stored.Read<MailStatus>(row.GetString(2)),
        new MemberId(row.GetString(3)),
        row.Instant(4),
        row.GetString(5),
        ReadAbout(row, 6));

    public static MailAbout ReadAbout(DbDataReader row, int first) =>
        new(new BookingId(row.GetString(first)), row.GetInt32(first + 1), new SpaceId(row.GetString(first + 2)), row.Range(first + 3));

    public static Preference ReadPreference(DbDataReader row) => new()
    {
        Member = new MemberId(row.GetString(0)),
        Version = row.GetInt32(1),
        Language = Stored.Read<Language>(row.GetString(2)),
        ReleaseWhenLeft = row.GetBoolean(3),
        CalendarMail = row.GetBoolean(4),
    };
}
