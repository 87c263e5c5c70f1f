using System.Collections.Concurrent;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>
/// A month that is not frozen: counted from the bookings up to the last Monday's beginning, and kept for some minutes. In a network with many bookings a count takes a second or two, for which nobody should wait who
/// opens a page: the running month is counted again before what is kept has become too old to be told.
/// </summary>
internal sealed class RunningUse(StoreQueries queries, NetworkCache network, NetworkDay day, PersonNumbers numbers, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<DateOnly, Counted> counted = new();

    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<(PublishedUse Use, OfferSums Offers)> Read(DateOnly month, CancellationToken stop)
    {
        var told = await Read(month, Kept, stop);
        return (told.Use, told.Offers);
    }

    /// <summary>Counts the month again when that was never done or some minutes ago.</summary>
    public Task Refresh(DateOnly month, CancellationToken stop) => Read(month, Fresh, stop);

    public void Dispose() => one.Dispose();

    /// <summary>However many ask at once, one counts.</summary>
    private async Task<Counted> Read(DateOnly month, TimeSpan longest, CancellationToken stop)
    {
        var until = Monday(await day.Today(stop));
        if (Known(month, until, longest) is { } known) return known;

        await one.WaitAsync(stop);
        try
        {
            return Known(month, until, longest) ?? (counted[month] = await Count(month, until, stop));
        }
        finally
        {
            one.Release();
        }
    }

    private Counted? Known(DateOnly month, DateOnly until, TimeSpan longest) =>
        counted.TryGetValue(month, out var last) && last.Until == until && clock.GetUtcNow() - last.At < longest ? last : null;

    private async Task<Counted> Count(DateOnly month, DateOnly until, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var known = await network.Get(stop);
        var uses = new List<PersonUse>();
        foreach (var site in known.Sites.Values.OrderBy(site => site.Id))
        {
            var facts = await queries.UsageFacts(site.Id, month, site.Calendar, stop);
            uses.AddRange(UsageRollup.Of(site.Calendar, month, facts.Bookings, LastMoment(site.Calendar, until)).Persons.Select(use => PersonUses.Of(site.Id, use, known)));
        }

        var shown = SmallCells.Decide(uses, SmallCellRule.Internal).Shown.ToList();
        var ends = month.AddMonths(1) < until ? month.AddMonths(1) : until;
        var offers = new OfferSums(await queries.Offers(month, ends.AddDays(-1), stop), known);
        return new Counted(until, now, new PublishedUse(month, uses, shown, isRevised: false, numbers), offers);
    }

    private static DateOnly Monday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    private static DateTimeOffset LastMoment(SiteCalendar calendar, DateOnly until) => calendar.WholeDay(until).Start.AddTicks(-1);

    private sealed record Counted(DateOnly Until, DateTimeOffset At, PublishedUse Use, OfferSums Offers);
}
