using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>By space; one of which nothing was ever folded is absent. Null for every site.</summary>
    public async Task<IReadOnlyList<SpaceRecord>> Occupancies(SiteId? site, CancellationToken stop) => await Read(
        $"SELECT {OccupancyTable.Columns} FROM occupancy o {(site is null ? "" : "WHERE o.site_id = @site")} ORDER BY o.space_id",
        new { site = site?.Value },
        OccupancyTable.Read,
        stop).ConfigureAwait(false);

    /// <summary>Those that touch the window, ordered by start, then id.</summary>
    public async Task<IReadOnlyList<Reconciliation>> Reconciliations(SiteId site, TimeRange window, CancellationToken stop) => await ReadHot(
        presence.Reconciliations,
        [site.Value, Stored.Ms(window.Start), Stored.Ms(window.End), Earliest(window)],
        ReconciliationTable.Read,
        stop).ConfigureAwait(false);

    public Task<Reconciliation?> Reconciliation(string id, CancellationToken stop) =>
        ReadOne($"SELECT {ReconciliationTable.Columns} FROM reconciliation r WHERE r.id = @id", new { id }, ReconciliationTable.Read, stop);

    /// <summary>Confirmed bookings at a site that have begun and are not over: nobody has come for them yet. Ordered by start, then id.</summary>
    public async Task<IReadOnlyList<Booking>> NoShowCandidates(SiteId site, DateTimeOffset now, CancellationToken stop)
    {
        var sql = wholeBooking.Select + """
            WHERE b.site_id = $1 AND b.holds AND b.start_at > $2 AND b.start_at <= $3 AND b.end_at > $3 AND b.status = 'confirmed' ORDER BY b.start_at, b.id
            """;
        return await ReadHot(sql, [site.Value, Stored.Ms(now - BookingRules.HardLongest) - 1, Stored.Ms(now)], WholeBooking.Read, stop).ConfigureAwait(false);
    }

    /// <summary>What a device said that nobody could read or that was refused, newest first: when, on which topic and why. What it was is never kept.</summary>
    public Task<IReadOnlyList<SiteEvent>> Quarantined(SiteId site, string device, int most, CancellationToken stop) => OfDevice(site, device, "e.kind = 'quarantine'", most, stop);

    /// <summary>What a device said last, newest first; neither what was presented to it nor what nobody could read.</summary>
    public Task<IReadOnlyList<SiteEvent>> Said(SiteId site, string device, int most, CancellationToken stop) =>
        OfDevice(site, device, "e.kind NOT IN ('quarantine', 'tag', 'pin', 'qr')", most, stop);

    private async Task<IReadOnlyList<SiteEvent>> OfDevice(SiteId site, string device, string which, int most, CancellationToken stop) => await Read(
        $"""
        SELECT {EventTable.Columns} FROM site_event e WHERE e.device = @device AND e.site_id = @site AND {which}
        ORDER BY e.at DESC, e.gateway DESC, e.epoch DESC, e.seq DESC LIMIT @most
        """,
        new { site = site.Value, device, most },
        EventTable.Read,
        stop).ConfigureAwait(false);
}
