using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>Which spaces somebody could sit down in just now, whoever she is.</summary>
internal sealed class PlacesNow(StoreQueries queries)
{
    /// <summary>A place that is somebody's in less than this is not called free.</summary>
    private static readonly TimeSpan Worthwhile = TimeSpan.FromMinutes(30);

    /// <summary>The free spaces of each site that is open; of the others nothing.</summary>
    public async Task<IReadOnlyDictionary<SiteId, IReadOnlyList<Space>>> Free(IReadOnlyCollection<Telecentre> sites, DateTimeOffset now, CancellationToken stop)
    {
        var open = sites.Select(site => (Site: site, Open: OpenTimes.At(site, now))).Where(found => found.Open is not null).ToList();
        if (open.Count == 0) return new Dictionary<SiteId, IReadOnlyList<Space>>();

        SiteId[] ids = [.. open.Select(found => found.Site.Id)];
        var days = open.Select(found => found.Site.Calendar.DayOf(now)).ToList();
        var leasing = queries.Leases(ids, days.Min(), days.Max(), stop);
        var diary = new Diary(await queries.Holds(ids, new TimeRange(now, now + Worthwhile), stop), await leasing);
        return open.ToDictionary(found => found.Site.Id, found => Free(found.Site, found.Open!.Intersect(new TimeRange(now, now + Worthwhile))!, diary));
    }

    private static IReadOnlyList<Space> Free(Telecentre site, TimeRange during, Diary diary)
    {
        var taken = Availability.Taken(site, new Wish { During = during }, diary);
        return [.. site.Spaces.Where(space => !taken.Contains(space.Id))];
    }
}
