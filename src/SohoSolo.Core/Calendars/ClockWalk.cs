namespace SohoSolo.Core.Calendars;

/// <summary>Rules of hours, minutes and seconds: they step on the clock, and step over days, hours and minutes that their BY parts leave out.</summary>
internal static class ClockWalk
{
    private static readonly long LastSecond = DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>The times of day that a rule of days or longer has on each of its days.</summary>
    public static TimeOnly[] TimesOfDay(RecurrenceRule rule, DateTime start) =>
        Times(Or(rule.ByHour, start.Hour), Or(rule.ByMinute, start.Minute), Or(rule.BySecond, start.Second));

    public static IEnumerable<DateTime> After(RecurrenceRule rule, DateTime start, long index, DateTime to, WorkBudget budget)
    {
        var unit = rule.Frequency switch { Frequency.Hourly => 3600, Frequency.Minutely => 60, _ => 1 };
        var step = (long)unit * rule.Interval;
        var origin = start.Ticks / TimeSpan.TicksPerSecond / unit * unit;
        var days = new RuleDays(rule);
        var (known, isNamed) = (DateOnly.MinValue, days.Allows(DateOnly.MinValue));
        while (index <= (LastSecond - origin) / step && budget.Spend())
        {
            var second = origin + (index * step);
            var at = new DateTime(second * TimeSpan.TicksPerSecond);
            if (at > to)
                yield break;

            var day = DateOnly.FromDateTime(at);
            if (day != known)
                (known, isNamed) = (day, days.Allows(day));

            var skipped = isNamed ? Skipped(rule, at) : 86_400;
            if (skipped > 0)
            {
                index = Math.Max(index + 1, (((second / skipped) + 1) * skipped - origin + step - 1) / step);
                continue;
            }

            index++;
            foreach (var moment in Within(rule, start, at))
            {
                if (!budget.Spend())
                    yield break;

                yield return moment;
            }
        }
    }

    /// <summary>How many seconds long the hour, minute or second is that the rule leaves out here; 0 where it leaves out nothing.</summary>
    private static int Skipped(RecurrenceRule rule, DateTime at)
    {
        if (rule.ByHour.Count > 0 && !rule.ByHour.Contains(at.Hour))
            return 3600;
        if (rule.Frequency <= Frequency.Minutely && rule.ByMinute.Count > 0 && !rule.ByMinute.Contains(at.Minute))
            return 60;

        return rule.Frequency == Frequency.Secondly && rule.BySecond.Count > 0 && !rule.BySecond.Contains(at.Second) ? 1 : 0;
    }

    private static IEnumerable<DateTime> Within(RecurrenceRule rule, DateTime start, DateTime at)
    {
        if (rule.Frequency == Frequency.Secondly)
            return rule.BySetPos.Count == 0 || rule.BySetPos.Contains(1) || rule.BySetPos.Contains(-1) ? [at] : [];

        var minutes = rule.Frequency == Frequency.Minutely ? [at.Minute] : Or(rule.ByMinute, start.Minute);
        var times = Times([at.Hour], minutes, Or(rule.BySecond, start.Second));
        var day = DateOnly.FromDateTime(at);
        return rule.BySetPos.Count == 0 ? times.Select(day.ToDateTime) : RuleWalk.Chosen([day], times, rule.BySetPos);
    }

    private static IReadOnlyList<int> Or(IReadOnlyList<int> named, int otherwise) => named.Count > 0 ? named : [otherwise];

    private static TimeOnly[] Times(IReadOnlyList<int> hours, IReadOnlyList<int> minutes, IReadOnlyList<int> seconds) =>
    [
        .. from hour in hours.Order()
           from minute in minutes.Order()
           from second in seconds.Order()
           select new TimeOnly(hour, minute, second),
    ];
}
