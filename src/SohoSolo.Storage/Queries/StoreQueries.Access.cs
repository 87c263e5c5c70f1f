using System.Data.Common;
using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>
    /// What a site's snapshot is made of, all of one moment: bookings and passes that touch the window, leases and grants of its days (by the UTC calendar,
    /// with a day to spare on either side).
    /// </summary>
    public async Task<AccessRows> AccessRows(SiteId site, TimeRange window, CancellationToken stop)
    {
        var values = new
        {
            site = site.Value,
            start = Stored.Ms(window.Start),
            end = Stored.Ms(window.End),
            earliest = Earliest(window),
            firstDay = Stored.Day(DateOnly.FromDateTime(window.Start.UtcDateTime).AddDays(-1)),
            lastDay = Stored.Day(DateOnly.FromDateTime(window.End.UtcDateTime).AddDays(1)),
        };
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        var command = new CommandDefinition(AccessSql, values, snapshot, cancellationToken: stop);
        var reader = await connection.ExecuteReaderAsync(command).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await ReadAccess(new Results(reader, stop)).ConfigureAwait(false);
    }

    // Read in this order. A revoked badge that is active again counts as active only.
    private string AccessSql => $"""
        SELECT {CredentialTable.Columns}, m.status FROM credential c JOIN member m ON m.id = c.member_id
            WHERE c.revoked_at IS NULL OR (c.sealed <> '' AND NOT EXISTS (SELECT 1 FROM credential a WHERE a.lookup = c.lookup AND a.revoked_at IS NULL)) ORDER BY c.id;
        SELECT m.id FROM member m WHERE m.status = 'active'
            AND (m.role = 'chamber' OR (m.role = 'keeper' AND EXISTS (SELECT 1 FROM keeper_site k WHERE k.member_id = m.id AND k.site_id = @site)));
        SELECT DISTINCT e.member_id FROM entitlement e JOIN member m ON m.id = e.member_id AND m.status = 'active'
            WHERE e.kind <> 'lease' AND e.first_day <= @lastDay AND (e.last_day IS NULL OR e.last_day >= @firstDay);
        SELECT b.member_id, b.start_at, b.end_at FROM booking b JOIN member m ON m.id = b.member_id AND m.status = 'active'
            WHERE b.site_id = @site AND b.start_at > @earliest AND b.start_at < @end AND b.end_at > @start AND b.status IN ('confirmed', 'checked-in', 'completed', 'no-show')
            ORDER BY b.start_at, b.id;
        SELECT e.id, e.space_id, e.member_id, e.first_day, e.last_day,
            (SELECT {Dialect.Join("CAST(l.day AS text)")} FROM lent_day l WHERE l.entitlement_id = e.id AND l.day BETWEEN @firstDay AND @lastDay)
            FROM entitlement e JOIN space s ON s.id = e.space_id AND s.site_id = @site JOIN member m ON m.id = e.member_id AND m.status = 'active'
            WHERE e.space_id IS NOT NULL AND e.first_day <= @lastDay AND (e.last_day IS NULL OR (e.last_day >= @firstDay AND e.last_day >= e.first_day))
            ORDER BY e.space_id, e.first_day;
        SELECT {CredentialTable.PassColumns}, b.status, b.site_id, b.start_at, b.end_at, b.guests FROM guest_pass p JOIN booking b ON b.id = p.booking_id
            WHERE p.site_id = @site AND p.end_at > @start ORDER BY p.nonce;
        SELECT {DoorTable.Columns} FROM door d WHERE d.site_id = @site ORDER BY d.id;
        SELECT {DeviceTable.Columns} FROM device d WHERE d.site_id = @site AND d.removed_at IS NULL ORDER BY d.id
        """;

    private static async Task<AccessRows> ReadAccess(Results results) => new()
    {
        Credentials = await results.Next(row => new HeldRow(CredentialTable.Read(row), Stored.Read<MemberStatus>(row.GetString(10)))).ConfigureAwait(false),
        AlwaysAllowed = (await results.Next(ReadMemberId).ConfigureAwait(false)).ToHashSet(),
        Covered = (await results.Next(ReadMemberId).ConfigureAwait(false)).ToHashSet(),
        Bookings = await results.Next(row => new BookedTime(ReadMemberId(row), row.Range(1))).ConfigureAwait(false),
        Leases = await results.Next(EntitlementTable.ReadLease).ConfigureAwait(false),
        Passes = await results.Next(ReadPass).ConfigureAwait(false),
        Doors = await results.Next(DoorTable.Read).ConfigureAwait(false),
        Devices = await results.Next(DeviceTable.Read).ConfigureAwait(false),
    };

    private static MemberId ReadMemberId(DbDataReader row) => new(row.GetString(0));

    private static PassRow ReadPass(DbDataReader row) => new(
        CredentialTable.ReadPass(row),
        Stored.Read<BookingStatus>(row.GetString(8)),
        new SiteId(row.GetString(9)),
        row.Range(10),
        Stored.Guests(row.Text(12)).Count);
}
