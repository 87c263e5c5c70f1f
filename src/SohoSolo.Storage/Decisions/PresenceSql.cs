using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>The reads of decisions about presence. Whatever is only needed for late news finds nothing when there is none.</summary>
internal sealed class PresenceSql
{
    public const string AllOccupancies = $"SELECT {OccupancyTable.Columns} FROM occupancy o WHERE o.site_id = $1 ORDER BY o.space_id";

    /// <summary>No booking is longer than the hard limit, so its start bounds the read; what goes on has an index of its own.</summary>
    public const string Reconciliations = $"""
        SELECT {ReconciliationTable.Columns} FROM reconciliation r
        WHERE r.site_id = $1 AND r.from_at < $3 AND (r.until_at IS NULL OR (r.from_at > $4 AND r.until_at > $2)) ORDER BY r.from_at, r.id
        """;

    private const string KindsOfSignals = "('occ', 'count', 'batt', 'online')";

    public PresenceSql(Dialect dialect)
    {
        Occupancies = ByIds.Of(dialect, ids => $"SELECT {OccupancyTable.Columns} FROM occupancy o WHERE o.space_id {ids}");

        // A signal at the very instant that was folded last may belong before it.
        var late = $"""
            FROM {dialect.Pairs("$1", "$2")} JOIN occupancy o ON o.space_id = asked.id AND o.folded_to >= asked.at
            JOIN occupancy_checkpoint c ON c.space_id = o.space_id
                AND c.at = (SELECT max(x.at) FROM occupancy_checkpoint x WHERE x.space_id = o.space_id AND x.at <= asked.at)
            """;
        Checkpoints = $"SELECT o.space_id, c.at, c.state {late}";
        SensorsOfLate = $"SELECT o.space_id, d.id, d.sensor {late} JOIN device d ON d.space_id = o.space_id AND d.sensor IS NOT NULL ORDER BY d.id";
        EventsOfLate = $"""
            SELECT {EventTable.Columns}, o.space_id {late} JOIN device d ON d.space_id = o.space_id
            JOIN site_event e ON e.device = d.id AND e.at >= c.at AND e.kind IN {KindsOfSignals} AND (d.removed_at IS NULL OR e.at <= d.removed_at)
            ORDER BY e.at, e.device, e.seq, e.gateway, e.epoch
            """;
    }

    public ByIds Occupancies { get; }

    public string Checkpoints { get; }

    public string SensorsOfLate { get; }

    public string EventsOfLate { get; }

    public static Value[] Touching(string site, TimeRange window) => [site, window.Start, window.End, window.Start - BookingRules.HardLongest];
}
