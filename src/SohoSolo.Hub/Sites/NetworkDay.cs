using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Sites;

/// <summary>Which day it is for the network as a whole: on the clock that most of its sites share.</summary>
internal sealed class NetworkDay(NetworkCache cache, TimeProvider clock)
{
    private static readonly SiteCalendar Usual = new("Europe/Paris", new OpeningHours(new Dictionary<DayOfWeek, OpeningHours.Span>()));

    public ValueTask<DateOnly> Today(CancellationToken stop) => Of(clock.GetUtcNow(), stop);

    public async ValueTask<DateOnly> Of(DateTimeOffset at, CancellationToken stop) => (await Calendar(stop)).DayOf(at);

    /// <summary>The clock that most sites share.</summary>
    public async ValueTask<SiteCalendar> Calendar(CancellationToken stop) =>
        (await cache.Get(stop)).Sites.Values.GroupBy(site => site.Calendar.Zone).MaxBy(zone => zone.Count())?.First().Calendar ?? Usual;
}
