using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Reporting;

/// <summary>A half-day's use of one kind of space by people of one home, paid by one funder.</summary>
public sealed record DayUse(DateOnly Day, bool IsAfternoon, SpaceKind Kind, string Home, string Funder, Measures Measures);

/// <summary>One person's use of one kind of space in a month.</summary>
public sealed record PersonMonth(string Person, SpaceKind Kind, string Home, string Funder, string Payer, Measures Measures);

/// <summary>How long one person was there in one hour of the week, summed over a month.</summary>
/// <param name="Hour">0 to 23 on the site's clock.</param>
public sealed record HourMonth(string Person, DayOfWeek Day, int Hour, int Minutes);

/// <summary>
/// One site's month, counted from its bookings: the unit of recounting. Counting again from the same bookings at the same moment gives the same rows; a booking to come is counted from the beginning of each of its
/// half-days on. A booking over the edge of a month is counted in each month with the half-days that it has there.
/// </summary>
/// <param name="NextAt">When, without any news, the count will be another one: a half-day of a booking begins. Nothing when all have begun.</param>
public sealed record UsageRollup(IReadOnlyList<DayUse> Days, IReadOnlyList<PersonMonth> Persons, IReadOnlyList<HourMonth> Hours, DateTimeOffset? NextAt)
{
    /// <summary>From local midnight of the first day to local midnight after the last one.</summary>
    public static TimeRange Window(SiteCalendar calendar, DateOnly month) =>
        new(calendar.WholeDay(First(month)).Start, calendar.WholeDay(First(month).AddMonths(1).AddDays(-1)).End);

    /// <summary>The first days of the months that a range touches on the site's clock.</summary>
    public static IReadOnlyList<DateOnly> MonthsOf(SiteCalendar calendar, TimeRange range)
    {
        var last = First(calendar.DayOf(range.End.AddTicks(-1)));
        var months = new List<DateOnly>();
        for (var month = First(calendar.DayOf(range.Start)); month <= last; month = month.AddMonths(1))
            months.Add(month);

        return months;
    }

    public static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    public static UsageRollup Of(SiteCalendar calendar, DateOnly month, IEnumerable<CountedBooking> bookings, DateTimeOffset now)
    {
        var (days, persons, hours) = (new Sums<(HalfDay, SpaceKind, string, string)>(), new Sums<(string, SpaceKind, string, string, string)>(), new Dictionary<(string, DayOfWeek, int), int>());
        DateTimeOffset? next = null;
        foreach (var booking in bookings.Where(booking => booking.Counts))
        {
            var halves = calendar.HalfDaysTouched(booking.During);
            foreach (var half in halves.Where(half => First(half.Day) == First(month)))
            {
                var part = Part(booking.During, calendar.WholeHalfDay(half));
                if (part.Start > now)
                {
                    next = next < part.Start ? next : part.Start;
                    break;
                }

                var measures = Of(booking, half == halves[0], part);
                days.Add((half, booking.Kind, booking.Home, booking.Funder), measures);
                persons.Add((booking.Person, booking.Kind, booking.Home, booking.Funder, booking.Payer), measures);
                if (!booking.IsNoShow)
                    AddHours(hours, booking.Person, calendar, part);
            }
        }

        return new UsageRollup(
            [.. days.All.Select(sum => new DayUse(sum.Key.Item1.Day, sum.Key.Item1.IsAfternoon, sum.Key.Item2, sum.Key.Item3, sum.Key.Item4, sum.Value))],
            [.. persons.All.Select(sum => new PersonMonth(sum.Key.Item1, sum.Key.Item2, sum.Key.Item3, sum.Key.Item4, sum.Key.Item5, sum.Value))],
            [.. hours.Select(sum => new HourMonth(sum.Key.Item1, sum.Key.Item2, sum.Key.Item3, sum.Value))],
            next);
    }

    private static Measures Of(CountedBooking booking, bool isFirst, TimeRange part) => new(
        Booked: 1,
        Used: booking.IsUsed ? 1 : 0,
        NoShows: isFirst && booking.IsNoShow ? 1 : 0,
        WalkIns: isFirst && booking.IsWalkIn ? 1 : 0,
        Guests: isFirst && !booking.IsNoShow ? booking.Guests : 0,
        Minutes: booking.IsNoShow ? 0 : Minutes(part));

    private static TimeRange Part(TimeRange booking, TimeRange half) =>
        new(booking.Start > half.Start ? booking.Start : half.Start, booking.End < half.End ? booking.End : half.End);

    /// <summary>Whole minutes on a clock of the instants, so that the parts of a booking add up to it.</summary>
    private static int Minutes(TimeRange part) => (int)(MinuteOf(part.End) - MinuteOf(part.Start));

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 60_000;

    private static void AddHours(Dictionary<(string, DayOfWeek, int), int> hours, string person, SiteCalendar calendar, TimeRange part)
    {
        for (var at = part.Start; at < part.End;)
        {
            var local = calendar.ToLocal(at);
            var whole = at.AddTicks(TimeSpan.TicksPerHour - (local.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
            var end = whole < part.End ? whole : part.End;
            if (Minutes(new TimeRange(at, end)) is > 0 and var minutes)
            {
                var key = (person, local.DayOfWeek, local.Hour);
                hours[key] = hours.GetValueOrDefault(key) + minutes;
            }

            at = end;
        }
    }

    private sealed class Sums<TKey>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, Measures> sums = [];

        public IEnumerable<KeyValuePair<TKey, Measures>> All => sums;

        public void Add(TKey key, Measures measures) => sums[key] = sums.GetValueOrDefault(key) + measures;
    }
}
