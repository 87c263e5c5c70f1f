using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Usage;

/// <summary>The use case of counting one site's month: load, count, commit.</summary>
internal static class UsageCounting
{
    /// <summary>False when something has happened meanwhile: the month is due still.</summary>
    public static async Task<bool> Count(Store store, StoreQueries queries, SiteId site, DateOnly month, SiteCalendar calendar, DateTimeOffset now, CancellationToken stop)
    {
        var facts = await queries.UsageFacts(site, month, calendar, stop);
        if (facts.Unnumbered.Count > 0)
        {
            await store.Usage.Number(facts.Unnumbered, stop);
            facts = await queries.UsageFacts(site, month, calendar, stop);
        }

        return facts.Unnumbered.Count == 0 && await store.Usage.Write(facts, UsageRollup.Of(calendar, month, facts.Bookings, now), now, stop);
    }
}
