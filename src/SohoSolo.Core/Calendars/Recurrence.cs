using System.Diagnostics;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// A rule that starts at a local clock time, without some of its days. The first day is always the first occurrence and COUNT includes it,
/// even where the rule alone would not name it; a day that is left out still counts, as RFC 5545 has it for EXDATE.
/// </summary>
public sealed record Recurrence(DateTime Start, RecurrenceRule Rule, IReadOnlySet<DateOnly> Except)
{
    /// <summary>
    /// The local days of the series in order, <paramref name="most"/> of them at most (who asks for one more learns whether there are more).
    /// The calendar is asked only what an UNTIL in UTC means at the site.
    /// </summary>
    public IReadOnlyList<DateOnly> Dates(SiteCalendar calendar, int most) =>
    [
        .. Instances()
            .Take(Rule.Count ?? int.MaxValue)
            .TakeWhile(day => StartsInTime(day, calendar))
            .Where(day => !Except.Contains(day))
            .Take(most),
    ];

    private IEnumerable<DateOnly> Instances()
    {
        var first = DateOnly.FromDateTime(Start);
        yield return first;

        var rule = Rule.StartingOn(first);
        var emptyPeriods = 0;
        for (var index = 0L; emptyPeriods < PeriodsInCycle(rule.Frequency) && Period(rule, first, index) is { } period; index++)
        {
            var days = Chosen(rule, period);
            emptyPeriods = days.Count == 0 ? emptyPeriods + 1 : 0;
            foreach (var day in days)
            {
                if (day > first)
                    yield return day;
            }
        }
    }

    private bool StartsInTime(DateOnly day, SiteCalendar calendar)
    {
        var start = day.ToDateTime(TimeOnly.FromDateTime(Start));
        return Rule.Until switch
        {
            null => true,
            RuleEnd.OnDay(var last) => day <= last,
            RuleEnd.AtLocal(var last) => start <= last,
            RuleEnd.AtUtc(var last) => calendar.Resolve(start) is LocalMoment.Instant found ? found.At <= last : start <= calendar.ToLocal(last).DateTime,
            _ => throw new UnreachableException($"{Rule.Until}"),
        };
    }

    /// <summary>The days of one period that the rule names; BYSETPOS chooses among all of them, those before the first day too.</summary>
    private static List<DateOnly> Chosen(RecurrenceRule rule, (int From, int To) period)
    {
        var days = new List<DateOnly>();
        for (var number = period.From; number < period.To; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (rule.Allows(day))
                days.Add(day);
        }

        return rule.BySetPos.Count == 0
            ? days
            : [.. days.Where((_, index) => rule.BySetPos.Contains(index + 1) || rule.BySetPos.Contains(index - days.Count))];
    }

    /// <summary>The day numbers, half-open, of the day, week, month or year that is so many intervals after the first; null past the year 9999.</summary>
    private static (int From, int To)? Period(RecurrenceRule rule, DateOnly first, long index)
    {
        var step = index * rule.Interval;
        return rule.Frequency switch
        {
            Frequency.Daily => Days(first.DayNumber + step, 1),
            Frequency.Weekly => Days(first.DayNumber - DaysIntoWeek(first, rule.WeekStart) + (7 * step), 7),
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

    private static int DaysIntoWeek(DateOnly day, DayOfWeek weekStart) => (day.DayOfWeek - weekStart + 7) % 7;

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
