using SohoSolo.Core;
using SohoSolo.Core.Calendars;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>The calendars that close a site or its spaces, oldest first.</summary>
    public async Task<IReadOnlyList<CalendarSource>> CalendarSources(SiteId site, CancellationToken stop) => await Read(
        $"SELECT {CalendarTable.Columns} FROM calendar_source WHERE site_id = @site AND removed_at IS NULL ORDER BY made_at, id", new { site = site.Value }, CalendarTable.Source, stop).ConfigureAwait(false);

    public Task<CalendarSource?> CalendarSource(string id, CancellationToken stop) =>
        ReadOne($"SELECT {CalendarTable.Columns} FROM calendar_source WHERE id = @id AND removed_at IS NULL", new { id }, CalendarTable.Source, stop);

    /// <summary>The times of a calendar as they were read last, soonest first.</summary>
    public async Task<IReadOnlyList<ImportedEntry>> CalendarEntries(string source, CancellationToken stop) => await Read(
        $"SELECT {CalendarTable.EntryColumns} FROM calendar_entry e WHERE e.source_id = @source ORDER BY e.start_at, e.key", new { source }, CalendarTable.Entry, stop).ConfigureAwait(false);

    public async Task<bool> IsCalendarDue(DateTimeOffset now, CancellationToken stop)
    {
        const string sql = "SELECT 1 FROM calendar_source s WHERE s.due_at <= $1 AND s.removed_at IS NULL LIMIT 1";
        return (await ReadHot(sql, [Stored.Ms(now)], row => row.GetInt32(0), stop).ConfigureAwait(false)).Count > 0;
    }
}
