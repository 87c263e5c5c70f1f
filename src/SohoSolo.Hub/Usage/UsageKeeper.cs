using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Usage;

/// <summary>
/// Keeps the count of use. It follows the journal only to know which month of which site has changed; what is counted is always the whole month as it is then, so that news may come twice, late or in another order. Bookings
/// do not wait for it: it reads beside them and writes little.
/// </summary>
internal sealed class UsageKeeper(Store store, StoreQueries queries, NetworkCache network, OfferBook offers, TimeProvider clock, ILogger<UsageKeeper> log) : Follower(store, log)
{
    private const int Batch = 2000;

    /// <summary>A month that has news all the time is counted so often.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks at the journal.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>Whoever has just started the hub wants to use it.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(15);

    public override async Task<int> Step(CancellationToken stop)
    {
        if (await Store.Usage.Place(stop) is not { } from)
        {
            await Begin(stop);
            return 0;
        }

        await offers.Keep(stop);
        return await Follow(from, stop) + await Count(stop);
    }

    /// <summary>Counts whatever is due until a turn is over; says how many months.</summary>
    internal async Task<int> Count(CancellationToken stop)
    {
        var (counted, begun) = (0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(begun) < Turn && await Store.Usage.NextDue(clock.GetUtcNow(), stop) is { } due)
        {
            if (await network.Site(due.Site, stop) is not { } site) throw new InvalidOperationException($"No site {due.Site} is in the network.");

            if (await UsageCounting.Count(Store, queries, site.Id, due.Month, site.Calendar, clock.GetUtcNow(), stop)) counted++;
        }

        return counted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Afterwards, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.ExecuteAsync(stoppingToken);
    }

    protected override async Task Begin(CancellationToken stop)
    {
        var sites = (await network.Get(stop)).Sites;
        await Store.Usage.Begin((site, during) => UsageRollup.MonthsOf(sites[site].Calendar, during), stop);
    }

    private async Task<int> Follow(JournalPosition from, CancellationToken stop)
    {
        var entries = await queries.JournalAfter(from, Batch, stop);
        if (entries.Count == 0) return 0;

        // Another node may have changed a site: it is never counted by a calendar older than the news of it.
        var sites = (entries.Any(entry => entry.Entity == "site") ? await network.Reload(stop) : await network.Get(stop)).Sites;
        var news = entries.Where(entry => entry.Entity == "booking").ToList();
        var now = await queries.BookingSpans([.. news.Select(entry => entry.EntityId).Distinct()], stop);
        var moved = entries.Where(UsageNews.IsOfAllHerBookings).Select(entry => entry.MemberId!).Distinct().ToList();
        var hers = moved.Count > 0 ? await queries.BookingSpansOf(moved, stop) : [];
        var divided = entries.Where(UsageNews.IsOfWholeSite).Select(entry => entry.EntityId).Distinct().ToList();
        var theirs = divided.Count > 0 ? await queries.BookingSpansAt(divided, stop) : [];
        var spans = now.Concat(hers).Concat(theirs).Select(span => (span.Site, span.During)).Concat(news.Select(BookingMove.Of).Where(was => was is not null).Select(was => was!.Value)).Distinct();
        var months = spans.SelectMany(span => Months(sites, span.Site, span.During)).ToHashSet();
        await Store.Usage.Follow(from, entries[^1].Position, months, Pause, stop);
        return entries.Count;
    }

    private static IEnumerable<(SiteId Site, DateOnly Month)> Months(IReadOnlyDictionary<SiteId, Core.Sites.Telecentre> sites, SiteId site, TimeRange during) =>
        UsageRollup.MonthsOf(sites[site].Calendar, during).Select(month => (site, month));
}
