using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Usage;

/// <summary>
/// Writes down what each site offers today, as long as today lasts: opening hours, plans and leases change, and nobody could tell later. Days on which nobody wrote are made up from what is known now, and marked.
/// </summary>
internal sealed class OfferBook(Store store, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private DateTimeOffset? kept;

    public async Task Keep(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (now - kept < Every) return;

        var last = await queries.LastOffers(stop);
        foreach (var site in (await network.Get(stop)).Sites.Values)
        {
            var today = site.Calendar.DayOf(now);
            var first = last.TryGetValue(site.Id, out var day) ? day : await queries.FirstBookingAt(site.Id, stop) is { } at ? site.Calendar.DayOf(at) : today;
            for (var from = first < today ? first.AddDays(last.ContainsKey(site.Id) ? 1 : 0) : today; from <= today;)
            {
                var to = UsageRollup.First(from).AddMonths(1).AddDays(-1) is var end && end < today ? end : today;
                await Write(site, from, to, today, stop);
                from = to.AddDays(1);
            }
        }

        kept = now;
    }

    /// <summary>A month at most, in one short transaction.</summary>
    private async Task Write(Telecentre site, DateOnly from, DateOnly to, DateOnly today, CancellationToken stop)
    {
        var window = new TimeRange(site.Calendar.WholeDay(from).Start, site.Calendar.WholeDay(to).End);
        var closures = await queries.ClosuresDuring(site.Id, window, stop);
        var leases = site.Leases ? await queries.Leases([site.Id], from, to, stop) : [];
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
        await store.Usage.Put(
            [.. days.SelectMany(day => OfferedPlaces.Of(site, day, closures, leases)).Select(one => new Offer(site.Id, one.Day, one.IsAfternoon, one.Kind, one.Spaces, one.Leased, one.Day < today))],
            stop);
    }
}
