namespace SohoSolo.Core.Calendars;

/// <summary>Which days the BY parts of a rule allow; the interval and BYSETPOS are not asked. Lists are turned into bits once, for rules meet many days.</summary>
internal sealed class RuleDays
{
    private readonly RecurrenceRule _rule;
    private readonly uint _months;
    private readonly uint _monthDays;
    private readonly uint _monthDaysFromEnd;
    private readonly uint _weekdays;
    private readonly RuleWeekday[] _ordinals;
    private readonly bool _countsInYear;
    private readonly bool _asksMonthDaysOnly;
    private readonly bool _moves;
    private readonly int[] _sortedMonthDays;

    public RuleDays(RecurrenceRule rule)
    {
        _rule = rule;
        _months = Bits(rule.ByMonth);
        _monthDays = Bits(rule.ByMonthDay.Where(day => day > 0));
        _monthDaysFromEnd = Bits(rule.ByMonthDay.Where(day => day < 0).Select(day => -day));

        // An ordinal counts within the month, or within the year where a yearly rule names no month; where there is neither it says nothing.
        var counts = rule.Frequency is Frequency.Monthly or Frequency.Yearly;
        _weekdays = Bits(rule.ByDay.Where(weekday => weekday.Ordinal == 0 || !counts).Select(weekday => (int)weekday.Day));
        _ordinals = counts ? [.. rule.ByDay.Where(weekday => weekday.Ordinal != 0)] : [];
        _countsInYear = rule.Frequency is Frequency.Yearly && rule.ByMonth.Count == 0;
        _asksMonthDaysOnly = rule.ByMonthDay.Count > 0 && rule.ByDay.Count + rule.ByYearDay.Count + rule.ByWeekNo.Count == 0;
        _moves = rule.Skip != DaySkip.Omit && rule.ByMonthDay.Count > 0 && counts;
        _sortedMonthDays = [.. rule.ByMonthDay.Distinct().Order()];
    }

    public bool Allows(DateOnly day)
    {
        var (year, month, number) = day;
        return AllowsMonth(month) && AllowsMonthDay(year, month, number) && AllowsWeekday(day, year, month, number) && AllowsYearDay(day, year) && AllowsWeek(day);
    }

    /// <summary>The days that the rule names from one day number to another, half-open, in order.</summary>
    public void Collect(int from, int to, List<DateOnly> into)
    {
        while (from < to)
        {
            var day = DateOnly.FromDayNumber(from);
            var (year, month, number) = day;
            var length = DateTime.DaysInMonth(year, month);
            var endOfMonth = from - number + 1 + length;
            if (AllowsMonth(month))
                CollectInMonth(from, Math.Min(to, endOfMonth), (from - number, length), into);

            from = endOfMonth;
        }
    }

    private void CollectInMonth(int from, int to, (int DayZero, int Length) month, List<DateOnly> into)
    {
        if (_moves)
        {
            CollectMoved(month, into);
            return;
        }

        if (!_asksMonthDaysOnly)
        {
            for (var number = from; number < to; number++)
            {
                var day = DateOnly.FromDayNumber(number);
                if (Allows(day))
                    into.Add(day);
            }

            return;
        }

        // The usual case, the same day of each month: no need to look at the other thirty.
        var before = into.Count;
        foreach (var asked in _sortedMonthDays)
        {
            var number = month.DayZero + (asked > 0 ? asked : month.Length + 1 + asked);
            if (asked <= month.Length && -asked <= month.Length && from <= number && number < to)
                into.Add(DateOnly.FromDayNumber(number));
        }

        if (into.Count - before > 1)
            PutInOrder(into, before);
    }

    /// <summary>Days that the month does not have come as others, before weekdays are asked (RFC 7529 §4.1).</summary>
    private void CollectMoved((int DayZero, int Length) month, List<DateOnly> into)
    {
        var (before, isBack) = (into.Count, _rule.Skip == DaySkip.Backward);
        foreach (var asked in _sortedMonthDays)
        {
            var number = asked > 0 ? asked : month.Length + 1 + asked;
            if (number > month.Length)
                number = isBack ? month.Length : month.Length + 1;
            else if (number < 1)
                number = isBack ? 0 : 1;

            var day = month.DayZero + number;
            if (day < 0 || day > DateOnly.MaxValue.DayNumber)
                continue;

            var named = DateOnly.FromDayNumber(day);
            if (AllowsWeekday(named, named.Year, named.Month, named.Day) && AllowsYearDay(named, named.Year) && AllowsWeek(named))
                into.Add(named);
        }

        if (into.Count - before > 1)
            PutInOrder(into, before);
    }

    /// <summary>The 31st and the last are the same day, and the last but thirty comes before the second.</summary>
    private static void PutInOrder(List<DateOnly> days, int from)
    {
        days.Sort(from, days.Count - from, Comparer<DateOnly>.Default);
        for (var i = days.Count - 1; i > from; i--)
        {
            if (days[i] == days[i - 1])
                days.RemoveAt(i);
        }
    }

    private bool AllowsMonth(int month) => _months == 0 || (_months >> month & 1) != 0;

    private bool AllowsMonthDay(int year, int month, int number) =>
        _rule.ByMonthDay.Count == 0
        || (_monthDays >> number & 1) != 0
        || (_monthDaysFromEnd >> (DateTime.DaysInMonth(year, month) - number + 1) & 1) != 0;

    private bool AllowsWeekday(DateOnly day, int year, int month, int number)
    {
        if (_rule.ByDay.Count == 0 || (_weekdays >> (int)day.DayOfWeek & 1) != 0)
            return true;

        if (_ordinals.Length == 0)
            return false;

        var (place, length) = _countsInYear ? (day.DayOfYear, DaysIn(year)) : (number, DateTime.DaysInMonth(year, month));
        var fromStart = ((place - 1) / 7) + 1;
        var fromEnd = -((length - place) / 7) - 1;
        return Array.Exists(_ordinals, asked => asked.Day == day.DayOfWeek && (asked.Ordinal == fromStart || asked.Ordinal == fromEnd));
    }

    private bool AllowsYearDay(DateOnly day, int year) =>
        _rule.ByYearDay.Count == 0 || _rule.ByYearDay.Contains(day.DayOfYear) || _rule.ByYearDay.Contains(day.DayOfYear - DaysIn(year) - 1);

    private bool AllowsWeek(DateOnly day)
    {
        if (_rule.ByWeekNo.Count == 0)
            return true;

        var (year, week) = WeekOf(day.DayNumber);
        var weeks = WeekOf(new DateOnly(year, 12, 28).DayNumber).Week;
        return _rule.ByWeekNo.Contains(week) || _rule.ByWeekNo.Contains(week - weeks - 1);
    }

    /// <summary>The week as ISO 8601 counts it, from the rule's first day of the week: a week belongs to the year that has four of its days.</summary>
    private (int Year, int Week) WeekOf(int dayNumber)
    {
        var intoWeek = ((int)DateOnly.FromDayNumber(dayNumber).DayOfWeek - (int)_rule.WeekStart + 7) % 7;
        var middle = DateOnly.FromDayNumber(Math.Clamp(dayNumber - intoWeek + 3, 0, DateOnly.MaxValue.DayNumber));
        return (middle.Year, ((middle.DayOfYear - 1) / 7) + 1);
    }

    private static int DaysIn(int year) => DateTime.IsLeapYear(year) ? 366 : 365;

    private static uint Bits(IEnumerable<int> numbers) => numbers.Aggregate(0u, (bits, number) => bits | (1u << number));
}
