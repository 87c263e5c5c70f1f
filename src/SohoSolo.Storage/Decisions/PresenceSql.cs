using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>The reads of decisions about presence. Whatever is only needed for late news finds nothing when there is none.</summary>
internal sealed class PresenceSql
{
    public const string AllOccupancies = $"SELECT {OccupancyTable.Columns} FROM occupancy o WHERE o.site_id = $1 ORDER BY o.space_id";

    private const string KindsOfSignals = "('occ', 'count', 'batt', 'online')";

    public PresenceSql(Dialect dialect)
    {
        Reconciliations = $"""
            SELECT {ReconciliationTable.Columns} FROM {dialect.Through("reconciliation r", "reconciliation_going_on")} WHERE r.site_id = $1 AND r.until_at IS NULL AND r.from_at < $3
            UNION ALL
            SELECT {ReconciliationTable.Columns} FROM reconciliation r WHERE r.site_id = $1 AND r.from_at > $4 AND r.from_at < $3 AND r.until_at > $2
            ORDER BY 9, 1
            """;
        Occupancies = ByIds.Of(dialect, ids => $"SELECT {OccupancyTable.Columns} FROM occupancy o WHERE o.space_id {ids}");

        // A signal at the very instant that was folded last may belong before it. CROSS: SQLite keeps to this order, from what is late to its checkpoint to what was said since; left to choose, it reads
        // everything that a device has ever said.
        var late = $"FROM {dialect.Pairs("$1", "$2")} CROSS JOIN occupancy o CROSS JOIN occupancy_checkpoint c";
        const string Which = """
            WHERE o.space_id = asked.id AND o.folded_to >= asked.at AND c.space_id = o.space_id
                AND c.at = (SELECT max(x.at) FROM occupancy_checkpoint x WHERE x.space_id = o.space_id AND x.at <= asked.at)
            """;
        Checkpoints = $"SELECT o.space_id, c.at, c.state {late} {Which}";
        SensorsOfLate = $"SELECT o.space_id, d.id, d.sensor {late} CROSS JOIN device d {Which} AND d.space_id = o.space_id AND d.sensor IS NOT NULL ORDER BY d.id";
        EventsOfLate = $"""
            SELECT {EventTable.Columns}, o.space_id {late} CROSS JOIN device d CROSS JOIN site_event e {Which}
                AND d.space_id = o.space_id AND e.device = d.id AND e.at >= c.at AND e.kind IN {KindsOfSignals} AND (d.removed_at IS NULL OR e.at <= d.removed_at)
            ORDER BY e.at, e.device, e.seq, e.gateway, e.epoch
            """;
    }

    /// <summary>No booking is longer than the hard limit, so its start bounds the read; what goes on has an index of its own.</summary>
    public string Reconciliations { get; }

    public ByIds Occupancies { get; }

    public string Checkpoints { get; }

    public string SensorsOfLate { get; }

    public string EventsOfLate { get; }

    public static Value[] Touching(string site, TimeRange window) => [site, window.Start, window.End, window.Start - BookingRules.HardLongest];
}
