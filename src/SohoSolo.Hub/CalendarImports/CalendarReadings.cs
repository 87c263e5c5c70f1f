using SohoSolo.Core;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>The calendars of a site for whoever looks after it.</summary>
internal sealed class CalendarReadings(StoreQueries queries, KeyBox keys)
{
    public async Task<IReadOnlyList<CalendarStanding>> Of(SiteId site, CancellationToken stop)
    {
        var standings = new List<CalendarStanding>();
        foreach (var source in await queries.CalendarSources(site, stop))
            standings.Add(new CalendarStanding(source, await queries.CalendarEntries(source.Id, stop)));

        return standings;
    }

    /// <summary>As much of its address as everybody may know.</summary>
    public string? Host(CalendarSource source) => source.Url is { } url ? new Uri(keys.OpenValue(url)).IdnHost : null;
}
