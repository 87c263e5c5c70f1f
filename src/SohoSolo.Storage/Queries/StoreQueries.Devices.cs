using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>By site and id; null for every site.</summary>
    public async Task<IReadOnlyList<Door>> Doors(SiteId? site, CancellationToken stop) => await Read(
        $"SELECT {DoorTable.Columns} FROM door d {(site is null ? "" : "WHERE d.site_id = @site")} ORDER BY d.site_id, d.id",
        new { site = site?.Value },
        DoorTable.Read,
        stop).ConfigureAwait(false);

    public Task<Door?> Door(SiteId site, string door, CancellationToken stop) =>
        ReadOne($"SELECT {DoorTable.Columns} FROM door d WHERE d.site_id = @site AND d.id = @door", new { site = site.Value, door }, DoorTable.Read, stop);

    /// <summary>By id, removed ones left out; null for every site.</summary>
    public async Task<IReadOnlyList<Device>> Devices(SiteId? site, CancellationToken stop) => await Read(
        $"SELECT {DeviceTable.Columns} FROM device d WHERE d.removed_at IS NULL {(site is null ? "" : "AND d.site_id = @site")} ORDER BY d.id",
        new { site = site?.Value },
        DeviceTable.Read,
        stop).ConfigureAwait(false);

    /// <summary>Also one that was removed.</summary>
    public Task<Device?> Device(string id, CancellationToken stop) =>
        ReadOne($"SELECT {DeviceTable.Columns} FROM device d WHERE d.id = @id", new { id }, DeviceTable.Read, stop);

    /// <summary>Newest first; null for every site.</summary>
    public async Task<IReadOnlyList<Alarm>> Alarms(SiteId? site, bool openOnly, int most, CancellationToken stop)
    {
        var sql = $"""
            SELECT {DeviceTable.AlarmColumns} FROM alarm a
            WHERE a.site_id {(site is null ? EverySite : "= @site")} {(openOnly ? "AND a.cleared_at IS NULL" : "")}
            ORDER BY a.raised_at DESC, a.id DESC LIMIT @most
            """;
        return await Read(sql, new { site = site?.Value, most }, DeviceTable.ReadAlarm, stop).ConfigureAwait(false);
    }

    public Task<Alarm?> Alarm(string id, CancellationToken stop) =>
        ReadOne($"SELECT {DeviceTable.AlarmColumns} FROM alarm a WHERE a.id = @id", new { id }, DeviceTable.ReadAlarm, stop);
}
