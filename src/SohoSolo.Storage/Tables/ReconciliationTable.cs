using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>The account of bookings and presence, as rows.</summary>
internal sealed class ReconciliationTable(Dialect dialect)
{
    public const string Columns =
        "r.id, r.version, r.site_id, r.space_id, r.booking_id, r.member_id, r.kind, r.why, r.from_at, r.until_at, r.evidence, r.concluded_at, r.reminded_at, r.leave_offered_at";

    private const string InsertSql = """
        INSERT INTO reconciliation (id, version, site_id, space_id, booking_id, member_id, kind, why, from_at, until_at, evidence, concluded_at, reminded_at, leave_offered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE reconciliation SET version = $3, space_id = $4, member_id = $5, kind = $6, why = $7, from_at = $8, until_at = $9, evidence = $10, concluded_at = $11,
            reminded_at = $12, leave_offered_at = $13
        WHERE id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Reconciliation r) => new(InsertSql,
    [
        r.Id, r.Version, r.Site.Value, r.Space.Value, r.Booking?.Value, r.Member?.Value, Stored.Word(r.Kind), r.Why, r.From, r.Until, Write(r.Evidence), r.ConcludedAt,
        r.RemindedAt, r.LeaveOfferedAt,
    ]);

    public SqlStatement Update(Reconciliation before, Reconciliation r) => new(updateSql,
    [
        r.Id, before.Version, r.Version, r.Space.Value, r.Member?.Value, Stored.Word(r.Kind), r.Why, r.From, r.Until, Write(r.Evidence), r.ConcludedAt, r.RemindedAt, r.LeaveOfferedAt,
    ])
    {
        Guarded = true,
    };

    public static Reconciliation Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Site = new SiteId(row.GetString(2)),
        Space = new SpaceId(row.GetString(3)),
        Booking = row.Text(4) is { } booking ? new BookingId(booking) : null,
        Member = row.Text(5) is { } member ? new MemberId(member) : null,
        Kind = Stored.Read<ReconciliationKind>(row.GetString(6)),
        Why = row.Text(7),
        From = row.Instant(8),
        Until = row.InstantOrNull(9),
        Evidence = [.. Stored.Parse<EvidenceJson[]>(row.GetString(10)).Select(seen => new Evidence(Stored.At(seen.At), seen.Kind, seen.Device, seen.Says))],
        ConcludedAt = row.Instant(11),
        RemindedAt = row.InstantOrNull(12),
        LeaveOfferedAt = row.InstantOrNull(13),
    };

    private static string Write(IReadOnlyList<Evidence> evidence) =>
        Stored.Json([.. evidence.Select(seen => new EvidenceJson(Stored.Ms(seen.At), seen.Kind, seen.Device, seen.Says))]);

    private sealed record EvidenceJson(long At, string Kind, string? Device, string Says);
}
