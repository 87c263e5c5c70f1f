using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>What gateways reported, and how far each of them has been heard.</summary>
internal sealed class EventTable(Dialect dialect)
{
    public const string Columns =
        "e.gateway, e.epoch, e.seq, e.site_id, e.at, e.received_at, e.kind, e.device, e.door, e.reader, e.decision, e.reason, e.credential, e.member_id, "
        + "e.booking_id, e.command, e.value, e.detail";

    public const string CursorColumns = "g.gateway, g.epoch, g.site_id, g.upto, g.watermark, g.seen_at";

    private const string InsertCursorSql = "INSERT INTO gateway_cursor (gateway, epoch, site_id, upto, watermark, seen_at) VALUES ($1, $2, $3, $4, $5, $6)";

    private const string InsertGapSql = """
        INSERT INTO event_gap (gateway, epoch, first_seq, last_seq, accepted_at, accepted_by) VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private readonly ManyRows events = new(dialect, "site_event", [],
    [
        ("gateway", ValueKind.Text), ("epoch", ValueKind.Text), ("seq", ValueKind.Number), ("site_id", ValueKind.Text), ("at", ValueKind.Number),
        ("received_at", ValueKind.Number), ("kind", ValueKind.Text), ("device", ValueKind.Text), ("door", ValueKind.Text), ("reader", ValueKind.Text),
        ("decision", ValueKind.Text), ("reason", ValueKind.Text), ("credential", ValueKind.Text), ("member_id", ValueKind.Text),
        ("booking_id", ValueKind.Text), ("command", ValueKind.Text), ("value", ValueKind.Text), ("detail", ValueKind.Text),
    ]);

    // Where the cursor stands is its version: two who apply one batch are told apart by it.
    private readonly string moveSql = dialect.Guard("""
        UPDATE gateway_cursor SET upto = $4, watermark = $5, seen_at = $6 WHERE gateway = $1 AND epoch = $2 AND upto = $3
        """);

    public IEnumerable<SqlStatement> Insert(IReadOnlyList<SiteEvent> all) => events.Insert([.. all.Select(Row)]);

    public SqlStatement Move(GatewayCursor? before, GatewayCursor after) => before is null
        ? new SqlStatement(InsertCursorSql, [after.Gateway, after.Epoch, after.Site.Value, after.Upto, after.Watermark, after.SeenAt])
        : new SqlStatement(moveSql, [after.Gateway, after.Epoch, before.Upto, after.Upto, after.Watermark, after.SeenAt]) { Guarded = true };

    public static SqlStatement InsertGap(GatewayCursor cursor, long first, DateTimeOffset at, string by) =>
        new(InsertGapSql, [cursor.Gateway, cursor.Epoch, first, cursor.Upto, at, by]);

    public static SiteEvent Read(DbDataReader row) => new()
    {
        Id = new EventId(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        Site = new SiteId(row.GetString(3)),
        At = row.Instant(4),
        ReceivedAt = row.Instant(5),
        Kind = row.GetString(6),
        Device = row.Text(7),
        Door = row.Text(8),
        Reader = row.Text(9),
        Decision = row.Text(10),
        Reason = row.Text(11),
        Credential = row.Text(12),
        Member = row.Text(13) is { } member ? new MemberId(member) : null,
        Booking = row.Text(14) is { } booking ? new BookingId(booking) : null,
        Command = row.Text(15),
        Value = row.Text(16),
        Detail = row.Text(17),
    };

    public static GatewayCursor ReadCursor(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), new SiteId(row.GetString(2)), row.GetInt64(3), row.Instant(4), row.Instant(5));

    private static Value[] Row(SiteEvent e) =>
    [
        e.Id.Gateway, e.Id.Epoch, e.Id.Seq, e.Site.Value, e.At, e.ReceivedAt, e.Kind, e.Device, e.Door, e.Reader, e.Decision, e.Reason, e.Credential,
        e.Member?.Value, e.Booking?.Value, e.Command, e.Value, e.Detail,
    ];
}
