using System.Diagnostics;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// The clock times that a rule names, in order, from its start on. The start is always the first and COUNT includes it, even where the rule alone
/// would not name it (RFC 5545 §3.3.10). Zones and UNTIL are not known here: the caller, who knows them, stops.
/// </summary>
internal sealed class RuleWalk(RecurrenceRule rule, DateTime start, WorkBudget budget)
{
    /// <summary>Whether the start counts although the rule may not name it. It does, but for a rule of exceptions.</summary>
    public bool CountsStart { get; init; } = true;

    /// <summary>
    /// All up to <paramref name="to"/>. Whatever comes long before <paramref name="from"/> is left out where that can be done without counting, so that a
    /// rule that has run for decades costs no more than a new one; a little before it may still come.
    /// </summary>
    public IEnumerable<DateTime> Instances(DateTime from, DateTime to)
    {
        var count = rule.Count ?? long.MaxValue;
        var index = FirstPeriod(from);
        if (index == 0 && CountsStart)
            yield return start;

        // A plain step's period of that index has the occurrence of that index; those before it are counted without being made.
        var counted = Math.Max(rule.IsPlainStep ? index : 0, CountsStart ? 1 : 0);
        var skipsBefore = rule.Count is null ? from : DateTime.MinValue;
        var last = DateTime.MinValue;
        foreach (var moment in rule.Frequency < Frequency.Daily ? ClockWalk.After(rule, start, index, to, budget) : After(index, skipsBefore, to))
        {
            if (moment < start || (moment == start && CountsStart))
                continue;

            // The first of a month may be its own, and stand for a day that the month before does not have.
            if (rule.Skip != DaySkip.Omit && moment == last)
                continue;

            if (counted++ >= count || moment > to)
                yield break;

            yield return last = moment;
        }
    }

    private IEnumerable<DateTime> After(long index, DateTime from, DateTime to)
    {
        var first = DateOnly.FromDateTime(start);
        var asked = rule.StartingOn(first);
        var named = new RuleDays(asked);
        if (!budget.Spend(Math.Max(1, asked.ByHour.Count) * Math.Max(1, asked.ByMinute.Count) * Math.Max(1, asked.BySecond.Count)))
            yield break;

        var times = ClockWalk.TimesOfDay(asked, start);
        var days = new List<DateOnly>();
        var lastDay = DateOnly.FromDateTime(to).DayNumber;
        for (var emptyPeriods = 0; emptyPeriods < PeriodsInCycle(asked.Frequency) && Period(first, index) is { } period && period.From <= lastDay; index++)
        {
            if (!budget.Spend(1 + ((period.To - period.From) / 16)))
                yield break;

            days.Clear();
            named.Collect(period.From, period.To, days);
            emptyPeriods = days.Count == 0 ? emptyPeriods + 1 : 0;
            foreach (var moment in asked.BySetPos.Count == 0 ? Each(days, times, from) : Chosen(days, times, asked.BySetPos))
            {
                if (!budget.Spend())
                    yield break;

                yield return moment;
            }
        }
    }

    private static IEnumerable<DateTime> Each(List<DateOnly> days, TimeOnly[] times, DateTime from)
    {
        var firstDay = DateOnly.FromDateTime(from);
        foreach (var day in days)
        {
            if (day < firstDay)
                continue;

            foreach (var time in times)
                yield return day.ToDateTime(time);
        }
    }

    /// <summary>BYSETPOS chooses among all moments of the period, those before the start too. They are counted and not laid out: there may be millions.</summary>
    internal static IEnumerable<DateTime> Chosen(IReadOnlyList<DateOnly> days, TimeOnly[] times, IReadOnlyList<int> positions)
    {
        var total = (long)days.Count * times.Length;
        return positions
            .Select(position => position > 0 ? position - 1 : total + position)
            .Where(place => place >= 0 && place < total)
            .Distinct()
            .Order()
            .Select(place => days[(int)(place / times.Length)].ToDateTime(times[place % times.Length]));
    }

    /// <summary>Where to begin so that nothing at or after <paramref name="from"/> is missed.</summary>
    private long FirstPeriod(DateTime from)
    {
        if (from <= start || (rule.Count is not null && !rule.IsPlainStep))
            return 0;

        var days = (from - start).Days;
        var periods = rule.Frequency switch
        {
            Frequency.Secondly => (from - start).Ticks / TimeSpan.TicksPerSecond,
            Frequency.Minutely => (from - start).Ticks / TimeSpan.TicksPerMinute,
            Frequency.Hourly => (from - start).Ticks / TimeSpan.TicksPerHour,
            Frequency.Daily => days,
            Frequency.Weekly => days / 7,
            Frequency.Monthly => ((from.Year - start.Year) * 12) + from.Month - start.Month,
            Frequency.Yearly => from.Year - start.Year,
            _ => throw new UnreachableException($"{rule.Frequency}"),
        };
        return Math.Max(0, (periods / rule.Interval) - 1);
    }

    /// <summary>The day numbers, half-open, of the day, week, month or year that is so many intervals after the first; null past the year 9999.</summary>
    private (int From, int To)? Period(DateOnly first, long index)
    {
        var step = index * rule.Interval;
        return rule.Frequency switch
        {
            Frequency.Daily => Days(first.DayNumber + step, 1),
            Frequency.Weekly => Days(first.DayNumber - ((first.DayOfWeek - rule.WeekStart + 7) % 7) + (7 * step), 7),
            Frequency.Monthly => Months((first.Year * 12) + first.Month - 1 + step, 1),
            Frequency.Yearly => Months((first.Year + step) * 12, 12),
            _ => throw new UnreachableException($"{rule.Frequency}"),
        };
    }

    private static (int From, int To)? Days(long from, int length)
    {
        var past = DateOnly.MaxValue.DayNumber + 1;
        return from < past ? ((int)Math.Max(from, 0), (int)Math.Min(from + length, past)) : null;
    }

    private static (int From, int To)? Months(long from, int length)
    {
        if (from >= 10_000 * 12)
            return null;

        var start = new DateOnly((int)(from / 12), (int)(from % 12) + 1, 1);
        var last = start.AddMonths(length - 1);
        return (start.DayNumber, last.DayNumber + DateTime.DaysInMonth(last.Year, last.Month));
    }

    /// <summary>
    /// The Gregorian calendar repeats after 400 years, which are a whole number of weeks. A rule visits its periods in equal steps, so after as many
    /// visits as the cycle has periods it has met each kind it will ever meet. If all of these were empty, it has no further date.
    /// </summary>
    private static int PeriodsInCycle(Frequency frequency) => frequency switch
    {
        Frequency.Daily => 146_097,
        Frequency.Weekly => 146_097 / 7,
        Frequency.Monthly => 4_800,
        Frequency.Yearly => 400,
        _ => throw new UnreachableException($"{frequency}"),
    };
}
