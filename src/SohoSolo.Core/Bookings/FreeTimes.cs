using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>
/// The later times at which a wish may come true at a site: the same part of another day, or as much time from any moment at which something
/// ends that stood in the way. Only such moments need trying: the first free time begins at one of them.
/// </summary>
internal sealed class FreeTimes(Telecentre site, Wish wish, DateTimeOffset now)
{
    private readonly Lazy<IReadOnlyList<TimeRange>> _parts = new(() => PartsOf(site, wish, now));
    private readonly Lazy<IReadOnlyList<DateTimeOffset>> _openings = new(() => OpeningsOf(site, wish, now));

    /// <summary>In order, soonest first.</summary>
    public IEnumerable<TimeRange> After(Space space, IEnumerable<Hold> inTheWay)
    {
        if (wish.Part is not null) return _parts.Value;

        var soonest = Soonest(wish, now);
        if (DateTimeOffset.MaxValue - soonest <= TimeSpan.FromDays(Availability.HorizonDays) + wish.During.Duration) return [];

        var latest = soonest.AddDays(Availability.HorizonDays);
        return inTheWay.Select(hold => hold.During.End)
            .Concat(site.Closures.Where(closure => closure.Concerns(space)).Select(closure => closure.During.End))
            .Concat(_openings.Value)
            .Append(soonest)
            .Where(start => start > wish.During.Start && soonest <= start && start <= latest)
            .Order()
            .Distinct()
            .Select(start => new TimeRange(start, start + wish.During.Duration));
    }

    private static IReadOnlyList<TimeRange> PartsOf(Telecentre site, Wish wish, DateTimeOffset now) =>
        [.. Days(site, wish, now)
            .Select(day => site.Calendar.Span(day, wish.Part!.Value))
            .Where(part => part is not null && part.Start > wish.During.Start && part.End > now)
            .Select(part => part!.Start < now ? new TimeRange(now.FloorToMinute(), part.End) : part)];

    private static IReadOnlyList<DateTimeOffset> OpeningsOf(Telecentre site, Wish wish, DateTimeOffset now) =>
        [.. Days(site, wish, now).Select(day => site.Calendar.Span(day, DayPart.Full)).OfType<TimeRange>().Select(hours => hours.Start)];

    private static IEnumerable<DateOnly> Days(Telecentre site, Wish wish, DateTimeOffset now)
    {
        var first = site.Calendar.DayOf(Soonest(wish, now)).DayNumber;
        var last = Math.Min(first + Availability.HorizonDays, DateOnly.MaxValue.DayNumber);
        return Enumerable.Range(first, last - first + 1).Select(DateOnly.FromDayNumber);
    }

    // A time that has gone by is looked for again from the next quarter of an hour: nobody proposes to meet at 10:07.
    private static DateTimeOffset Soonest(Wish wish, DateTimeOffset now)
    {
        var quarter = TimeSpan.FromMinutes(15).Ticks;
        var next = new DateTimeOffset((now.UtcTicks + quarter - 1) / quarter * quarter, TimeSpan.Zero);
        return wish.During.Start > now ? wish.During.Start : next;
    }
}
