using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>A month that is not frozen: counted from the bookings up to the last Monday's beginning, and kept for some minutes.</summary>
internal sealed class RunningUse(StoreQueries queries, NetworkCache network, NetworkDay day, PersonNumbers numbers, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private volatile Counted? counted;

    public async Task<(PublishedUse Use, OfferSums Offers)> Read(DateOnly month, CancellationToken stop)
    {
        var (now, until) = (clock.GetUtcNow(), Monday(await day.Today(stop)));
        if (counted is { } last && last.Month == month && last.Until == until && now - last.At < Kept)
            return (last.Use, last.Offers);

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
        var made = new Counted(month, until, now, new PublishedUse(month, uses, shown, isRevised: false, numbers), offers);
        counted = made;
        return (made.Use, made.Offers);
    }

    private static DateOnly Monday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    private static DateTimeOffset LastMoment(SiteCalendar calendar, DateOnly until) => calendar.WholeDay(until).Start.AddTicks(-1);

    private sealed record Counted(DateOnly Month, DateOnly Until, DateTimeOffset At, PublishedUse Use, OfferSums Offers);
}
