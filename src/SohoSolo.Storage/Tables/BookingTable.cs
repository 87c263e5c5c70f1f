using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Bookings as rows: the booking itself, its charges, its evidence.</summary>
internal sealed class BookingTable(Dialect dialect)
{
    public const string Columns =
        "b.id, b.version, b.site_id, b.space_id, b.kind, b.member_id, b.start_at, b.end_at, b.status, b.rules_version, b.rate, b.purpose, b.guests, "
        + "b.series, b.made_at, b.due_at, b.unproven, b.end_reason, b.walk_in";

    public const string ChargeColumns = "c.booking_id, c.entitlement_id, c.period, c.units, c.used";

    public const string EvidenceColumns = "e.booking_id, e.at, e.kind, e.device, e.says";

    public const string HoldColumns = "b.id, b.space_id, b.member_id, b.kind, b.start_at, b.end_at, b.guests IS NOT NULL";

    private const string InsertSql = """
        INSERT INTO booking (id, version, site_id, space_id, kind, member_id, start_at, end_at, status, holds, rules_version, rate, purpose, guests,
            series, made_at, due_at, unproven, end_reason, walk_in)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    private const string InsertChargeSql = "INSERT INTO charge (booking_id, entitlement_id, period, units, used) VALUES ($1, $2, $3, $4, $5)";

    private const string DeleteChargesSql = "DELETE FROM charge WHERE booking_id = $1";

    private const string InsertEvidenceSql = "INSERT INTO evidence (booking_id, at, kind, device, says) VALUES ($1, $2, $3, $4, $5)";

    private readonly string letGoSql = $"UPDATE booking SET holds = FALSE WHERE id {dialect.In("$1")} AND holds";

    // What never changes (who, when and how made) is left out, so that no foreign key is checked again without need.
    private readonly string updateSql = dialect.Guard("""
        UPDATE booking SET version = $3, site_id = $4, space_id = $5, kind = $6, start_at = $7, end_at = $8, status = $9, holds = $10,
            rules_version = $11, rate = $12, purpose = $13, guests = $14, series = $15, due_at = $16, unproven = $17, end_reason = $18
        WHERE id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Booking b) => new(InsertSql,
    [
        b.Id.Value, b.Version, b.Site.Value, b.Space.Value, Stored.Word(b.Kind), b.Member.Value, b.During.Start, b.During.End, Stored.Word(b.Status), b.Holds,
        b.RulesVersion, b.Rate, b.Purpose, Stored.Guests(b.Guests), b.Series, b.MadeAt, b.DueAt, b.Unproven, b.EndReason, b.IsWalkIn,
    ]);

    public SqlStatement Update(Booking before, Booking b) => new(updateSql,
    [
        b.Id.Value, before.Version, b.Version, b.Site.Value, b.Space.Value, Stored.Word(b.Kind), b.During.Start, b.During.End, Stored.Word(b.Status), b.Holds,
        b.RulesVersion, b.Rate, b.Purpose, Stored.Guests(b.Guests), b.Series, b.DueAt, b.Unproven, b.EndReason,
    ])
    {
        Guarded = true,
    };

    /// <summary>Lets go of places that the same transaction takes again, so that the bookings of one series may move into each other's old places.</summary>
    public SqlStatement LetGo(IEnumerable<BookingId> bookings) => new(letGoSql, [bookings.Select(id => id.Value).ToArray()]);

    public static SqlStatement Insert(BookingId booking, Charge charge) =>
        new(InsertChargeSql, [booking.Value, charge.Entitlement.Value, charge.Period.Value, charge.Units, charge.State == ChargeState.Used]);

    public static SqlStatement DeleteCharges(BookingId booking) => new(DeleteChargesSql, [booking.Value]);

    public static SqlStatement Insert(BookingId booking, Evidence evidence) =>
        new(InsertEvidenceSql, [booking.Value, evidence.At, evidence.Kind, evidence.Device, evidence.Says]);

    /// <summary>A row of <see cref="Columns"/>, without its charges and evidence.</summary>
    public static Booking Read(DbDataReader row) => new()
    {
        Id = new BookingId(row.GetString(0)),
        Version = row.GetInt32(1),
        Site = new SiteId(row.GetString(2)),
        Space = new SpaceId(row.GetString(3)),
        Kind = Stored.Read<SpaceKind>(row.GetString(4)),
        Member = new MemberId(row.GetString(5)),
        During = row.Range(6),
        Status = Stored.Read<BookingStatus>(row.GetString(8)),
        RulesVersion = row.GetInt32(9),
        Rate = row.GetInt32(10),
        Purpose = row.Text(11),
        Guests = Stored.Guests(row.Text(12)),
        Series = row.Text(13),
        MadeAt = row.Instant(14),
        DueAt = row.InstantOrNull(15),
        Unproven = row.GetBoolean(16),
        EndReason = row.Text(17),
        IsWalkIn = row.GetBoolean(18),
    };

    public static (BookingId Booking, Charge Charge) ReadCharge(DbDataReader row) => (
        new BookingId(row.GetString(0)),
        new Charge(new EntitlementId(row.GetString(1)), new Period(row.GetString(2)), row.GetInt32(3), row.GetBoolean(4) ? ChargeState.Used : ChargeState.Held));

    public static (BookingId Booking, Evidence Evidence) ReadEvidence(DbDataReader row) =>
        (new BookingId(row.GetString(0)), new Evidence(row.Instant(1), row.GetString(2), row.Text(3), row.GetString(4)));

    public static Hold ReadHold(DbDataReader row) => new(
        new BookingId(row.GetString(0)),
        new SpaceId(row.GetString(1)),
        new MemberId(row.GetString(2)),
        Stored.Read<SpaceKind>(row.GetString(3)),
        row.Range(4),
        row.GetBoolean(6));
}
