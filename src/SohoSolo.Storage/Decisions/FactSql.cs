using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>The locks and reads of a decision. Cost depends on what holds in the window, never on history.</summary>
internal sealed class FactSql(Dialect dialect)
{
    public DoorSql Doors { get; } = new(dialect);

    public PresenceSql Presence { get; } = new(dialect);

    /// <summary>Null on SQLite, where the writer is alone.</summary>
    public ByIds? LockMembers { get; } = Lock(dialect, "member");

    public ByIds? LockSpaces { get; } = Lock(dialect, "space");

    public ByIds SiteVersions { get; } = ByIds.Of(dialect, ids => $"SELECT s.id, s.version FROM site s WHERE s.id {ids}");

    // Several ids as a table: the exclusion constraint's own index is searched by one of them at a time.
    public ByIds SpaceHolds { get; } = new(
        $"""
        SELECT {BookingTable.HoldColumns} FROM booking b
        WHERE b.space_id = $1 AND b.holds AND {dialect.Overlaps("b", "$2", "$3")} ORDER BY b.start_at, b.id
        """,
        $"""
        SELECT {BookingTable.HoldColumns} FROM {dialect.Table("$1")} JOIN booking b ON b.space_id = ids.id
        WHERE b.holds AND {dialect.Overlaps("b", "$2", "$3")} ORDER BY b.start_at, b.id
        """);

    public ByIds Leases { get; } = ByIds.Of(dialect, ids => $"""
        SELECT e.id, e.space_id, e.member_id, e.first_day, e.last_day,
            (SELECT {dialect.Join("CAST(l.day AS text)")} FROM lent_day l WHERE l.entitlement_id = e.id AND l.day BETWEEN $2 AND $3)
        FROM entitlement e
        WHERE e.space_id {ids} AND e.first_day <= $3 AND (e.last_day IS NULL OR (e.last_day >= $2 AND e.last_day >= e.first_day))
        ORDER BY e.first_day, e.id
        """);

    public ByIds Members { get; } = ByIds.Of(dialect, ids => $"SELECT {MemberTable.Columns(dialect)} FROM member m WHERE m.id {ids}");

    public ByIds MemberHolds { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {BookingTable.HoldColumns} FROM booking b
        WHERE b.member_id {ids} AND b.holds AND b.end_at > $2 AND b.start_at < $3 ORDER BY b.start_at, b.id
        """);

    public ByIds Upcoming { get; } = ByIds.Of(dialect, ids => $"""
        SELECT b.member_id, count(*) FROM booking b WHERE b.member_id {ids} AND b.holds AND b.end_at > $2 AND b.start_at > $2
        GROUP BY b.member_id
        """);

    public ByIds Entitlements { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {EntitlementTable.Columns} FROM entitlement e
        WHERE e.member_id {ids} AND (e.last_day IS NULL OR e.last_day >= $2) ORDER BY e.id
        """);

    public ByIds Balances { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {EntitlementTable.BalanceColumns}, e.member_id FROM entitlement e JOIN balance b ON b.entitlement_id = e.id
        WHERE e.member_id {ids} AND (e.last_day IS NULL OR e.last_day >= $2) AND b.period {dialect.In("$3")}
        ORDER BY b.entitlement_id, b.period, b.site_id
        """);

    public ByIds Bookings { get; } = ByIds.Of(dialect, ids => $"SELECT {BookingTable.Columns} FROM booking b WHERE b.id {ids}");

    public ByIds Charges { get; } = ByIds.Of(dialect, ids => $"SELECT {BookingTable.ChargeColumns} FROM charge c WHERE c.booking_id {ids} ORDER BY c.entitlement_id, c.period");

    public ByIds Evidence { get; } = ByIds.Of(dialect, ids => $"SELECT {BookingTable.EvidenceColumns} FROM evidence e WHERE e.booking_id {ids} ORDER BY e.at, e.kind");

    public string SeriesBookings { get; } = $"SELECT {BookingTable.Columns} FROM booking b WHERE b.series = $1";

    public string SeriesCharges { get; } = $"""
        SELECT {BookingTable.ChargeColumns} FROM booking b JOIN charge c ON c.booking_id = b.id WHERE b.series = $1 ORDER BY c.entitlement_id, c.period
        """;

    public string SeriesEvidence { get; } = $"""
        SELECT {BookingTable.EvidenceColumns} FROM booking b JOIN evidence e ON e.booking_id = b.id WHERE b.series = $1 ORDER BY e.at, e.kind
        """;

    public StaySql Stays { get; } = new(dialect);

    public ByIds Waiting { get; } = ByIds.Of(dialect, ids => $"SELECT {WaitingTable.Columns} FROM waiting w WHERE w.id {ids} ORDER BY w.made_at, w.id");

    /// <summary>Takes row locks in the order of ids. <c>NO KEY</c>: foreign keys to the row stay free (<c>rulings</c> 9).</summary>
    private static ByIds? Lock(Dialect dialect, string table) =>
        dialect.Locks ? ByIds.Of(dialect, ids => $"SELECT id FROM {table} WHERE id {ids} ORDER BY id FOR NO KEY UPDATE") : null;
}

/// <summary>Whole bookings of some members at a site that touch a window, whatever their status. A member's bookings lie together in their index.</summary>
internal sealed class StaySql(Dialect dialect)
{
    // No booking is longer than the hard limit: the earliest start ($3) bounds the read.
    private const string Touching = "b.site_id = $2 AND b.start_at > $3 AND b.start_at < $4 AND b.end_at > $5";

    public ByIds Bookings { get; } = ByIds.Of(dialect, ids => $"SELECT {BookingTable.Columns} FROM booking b WHERE b.member_id {ids} AND {Touching}");

    public ByIds Charges { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {BookingTable.ChargeColumns} FROM booking b JOIN charge c ON c.booking_id = b.id
        WHERE b.member_id {ids} AND {Touching} ORDER BY c.entitlement_id, c.period
        """);

    public ByIds Evidence { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {BookingTable.EvidenceColumns} FROM booking b JOIN evidence e ON e.booking_id = b.id
        WHERE b.member_id {ids} AND {Touching} ORDER BY e.at, e.kind
        """);
}

/// <summary>Whole bookings of a site that touch a window and were not given up before.</summary>
internal static class StandingSql
{
    public const string Which = "b.site_id = $1 AND b.start_at > $2 AND b.start_at < $3 AND b.end_at > $4 AND b.status IN ('confirmed', 'checked-in', 'completed', 'no-show')";

    public const string Bookings = $"SELECT {BookingTable.Columns} FROM booking b WHERE {Which}";

    public const string Charges = $"""
        SELECT {BookingTable.ChargeColumns} FROM booking b JOIN charge c ON c.booking_id = b.id WHERE {Which} ORDER BY c.entitlement_id, c.period
        """;

    public const string Evidence = $"SELECT {BookingTable.EvidenceColumns} FROM booking b JOIN evidence e ON e.booking_id = b.id WHERE {Which} ORDER BY e.at, e.kind";
}
