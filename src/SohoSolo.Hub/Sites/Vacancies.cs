using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Bookings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>What is free, and why not and when next, as a member would find it: a question asked often, so it reads three things and computes the rest.</summary>
internal sealed class Vacancies(StoreQueries queries, TimeProvider clock)
{
    /// <summary>The spaces that each wish means, in the order of the wishes. When a taken one is free again is said of every site, or only at <paramref name="nextAt"/>.</summary>
    public async Task<IReadOnlyList<(Telecentre Site, IReadOnlyList<SpaceAvailability> Spaces)>> Look(
        IReadOnlyList<(Telecentre Site, Wish Wish)> wishes, MemberId member, CancellationToken stop, SiteId? nextAt = null)
    {
        if (wishes.Count == 0) return [];

        var now = clock.GetUtcNow();
        var window = new TimeRange(wishes.Min(asked => asked.Wish.During.Start), wishes.Max(asked => asked.Wish.During.End));
        var horizon = new TimeRange(window.Start, (window.End > now ? window.End : now).AddDays(Availability.HorizonDays));
        var calendar = wishes[0].Site.Calendar;
        SiteId[] ids = [.. wishes.Select(asked => asked.Site.Id)];
        var wallet = queries.Wallet(member, DecisionScope.Months(calendar, window), stop);
        var leasing = queries.Leases(ids, calendar.DayOf(horizon.Start), calendar.DayOf(horizon.End), stop);
        var (holds, leases) = (await queries.Holds(ids, window, stop), await leasing);

        // Only what is taken needs a next free time, so only its fortnight is read.
        var near = new Diary(holds, leases);
        bool SaysWhenNext(Telecentre site) => nextAt is null || site.Id == nextAt;
        SpaceId[] taken = [.. wishes.Where(asked => SaysWhenNext(asked.Site)).SelectMany(asked => Availability.Taken(asked.Site, asked.Wish, near))];
        var diary = taken.Length == 0 ? near : new Diary(holds.Concat(await queries.HoldsOf(taken, ids, horizon, stop)), leases);
        var purse = await wallet;
        return [.. wishes.Select(asked => (asked.Site, Availability.Of(asked.Site, asked.Wish, diary, now, purse, SaysWhenNext(asked.Site))))];
    }
}
