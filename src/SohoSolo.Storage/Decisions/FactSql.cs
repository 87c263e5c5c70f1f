using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>The locks and reads of a decision. Cost depends on what holds in the window, never on history.</summary>
internal sealed class FactSql(Dialect dialect)
{
    /// <summary>Null on SQLite, where the writer is alone.</summary>
    public string? LockMembers { get; } = dialect.Lock("member");

    public string? LockSpaces { get; } = dialect.Lock("space");

    public string SiteVersions { get; } = $"SELECT s.id, s.version FROM site s WHERE s.id {dialect.In("$1")}";

    public string SpaceHolds { get; } = $"""
        SELECT {BookingTable.HoldColumns} FROM {dialect.Table("$1")} JOIN booking b ON b.space_id = ids.id
        WHERE b.holds AND {dialect.Overlaps("b", "$2", "$3")} ORDER BY b.start_at, b.id
        """;

    public string Leases { get; } = $"""
        SELECT e.id, e.space_id, e.member_id, e.first_day, e.last_day,
            (SELECT {dialect.Join("CAST(l.day AS text)")} FROM lent_day l WHERE l.entitlement_id = e.id AND l.day BETWEEN $2 AND $3)
        FROM entitlement e
        WHERE e.space_id {dialect.In("$1")} AND e.first_day <= $3 AND (e.last_day IS NULL OR (e.last_day >= $2 AND e.last_day >= e.first_day))
        ORDER BY e.first_day, e.id
        """;

    public string Members { get; } = $"SELECT {MemberTable.Columns(dialect)} FROM member m WHERE m.id {dialect.In("$1")}";

    public string MemberHolds { get; } = $"""
        SELECT {BookingTable.HoldColumns} FROM booking b
        WHERE b.member_id {dialect.In("$1")} AND b.holds AND b.end_at > $2 AND b.start_at < $3 ORDER BY b.start_at, b.id
        """;

    public string Upcoming { get; } = $"""
        SELECT b.member_id, count(*) FROM booking b WHERE b.member_id {dialect.In("$1")} AND b.holds AND b.end_at > $2 AND b.start_at > $2
        GROUP BY b.member_id
        """;

    public string Entitlements { get; } = $"""
        SELECT {EntitlementTable.Columns} FROM entitlement e
        WHERE e.member_id {dialect.In("$1")} AND (e.last_day IS NULL OR e.last_day >= $2) ORDER BY e.id
        """;

    public string Balances { get; } = $"""
        SELECT {EntitlementTable.BalanceColumns}, e.member_id FROM entitlement e JOIN balance b ON b.entitlement_id = e.id
        WHERE e.member_id {dialect.In("$1")} AND (e.last_day IS NULL OR e.last_day >= $2) AND (b.period = 'whole' OR b.period {dialect.In("$3")})
        ORDER BY b.entitlement_id, b.period, b.site_id
        """;

    public string Bookings { get; } = $"SELECT {BookingTable.Columns} FROM booking b WHERE b.id {dialect.In("$1")}";

    public string Charges { get; } = $"SELECT {BookingTable.ChargeColumns} FROM charge c WHERE c.booking_id {dialect.In("$1")} ORDER BY c.entitlement_id, c.period";

    public string Evidence { get; } = $"SELECT {BookingTable.EvidenceColumns} FROM evidence e WHERE e.booking_id {dialect.In("$1")} ORDER BY e.at, e.kind";

    public string SeriesBookings { get; } = $"SELECT {BookingTable.Columns} FROM booking b WHERE b.series = $1";

    public string SeriesCharges { get; } = $"""
        SELECT {BookingTable.ChargeColumns} FROM booking b JOIN charge c ON c.booking_id = b.id WHERE b.series = $1 ORDER BY c.entitlement_id, c.period
        """;

    public string SeriesEvidence { get; } = $"""
        SELECT {BookingTable.EvidenceColumns} FROM booking b JOIN evidence e ON e.booking_id = b.id WHERE b.series = $1 ORDER BY e.at, e.kind
        """;

    public string Waiting { get; } = $"SELECT {WaitingTable.Columns} FROM waiting w WHERE w.id {dialect.In("$1")} ORDER BY w.made_at, w.id";
}
