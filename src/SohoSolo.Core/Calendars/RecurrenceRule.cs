namespace SohoSolo.Core.Calendars;

/// <summary>How often a series comes. The RFC's smaller units make no sense for places that are booked by the half-day.</summary>
public enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A weekday; with an ordinal only the n-th of its month (or year), counted from the end when negative. An ordinal of 0 means every one.</summary>
public readonly record struct RuleWeekday(DayOfWeek Day, int Ordinal = 0);

/// <summary>The last moment at which an occurrence may start, in the form in which it was written.</summary>
public abstract record RuleEnd
{
    private RuleEnd()
    {
    }

    public sealed record OnDay(DateOnly Day) : RuleEnd;

    public sealed record AtLocal(DateTime Local) : RuleEnd;

    public sealed record AtUtc(DateTimeOffset At) : RuleEnd;
}

/// <summary>
/// A recurrence rule of RFC 5545 §3.3.10 as far as bookings need it. Only <see cref="Parse"/> makes one, so it is consistent, and it has an end.
/// </summary>
public sealed record RecurrenceRule
{
    internal RecurrenceRule()
    {
    }

    public Frequency Frequency { get; internal init; }

    public int Interval { get; internal init; } = 1;

    /// <summary>How many occurrences there are, the first among them; null when <see cref="Until"/> ends the series.</summary>
    public int? Count { get; internal init; }

    public RuleEnd? Until { get; internal init; }

    public IReadOnlyList<int> ByMonth { get; internal init; } = [];

    public IReadOnlyList<int> ByMonthDay { get; internal init; } = [];

    public IReadOnlyList<RuleWeekday> ByDay { get; internal init; } = [];

    public IReadOnlyList<int> BySetPos { get; internal init; } = [];

    public DayOfWeek WeekStart { get; internal init; } = DayOfWeek.Monday;

    /// <summary>Reads what somebody typed or a calendar program sent. Never throws.</summary>
    public static RecurrenceParse Parse(string? text) => new RecurrenceReader().Read(text);

    /// <summary>The rule with what it leaves open taken from the first day, as the RFC says: FREQ=WEEKLY from a Tuesday means every Tuesday.</summary>
    internal RecurrenceRule StartingOn(DateOnly first)
    {
        if (ByDay.Count > 0 || ByMonthDay.Count > 0)
            return this;

        return Frequency switch
        {
            Frequency.Weekly => this with { ByDay = [new RuleWeekday(first.DayOfWeek)] },
            Frequency.Monthly => this with { ByMonthDay = [first.Day] },
            Frequency.Yearly => this with { ByMonthDay = [first.Day], ByMonth = ByMonth.Count > 0 ? ByMonth : [first.Month] },
            _ => this,
        };
    }

    /// <summary>Whether the BY parts allow this day; the interval and BYSETPOS are not asked.</summary>
    internal bool Allows(DateOnly day) => AllowsMonth(day) && AllowsMonthDay(day) && AllowsWeekday(day);

    private bool AllowsMonth(DateOnly day) => ByMonth.Count == 0 || ByMonth.Contains(day.Month);

    private bool AllowsMonthDay(DateOnly day)
    {
        var fromEnd = day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1;
        return ByMonthDay.Count == 0 || ByMonthDay.Contains(day.Day) || ByMonthDay.Contains(fromEnd);
    }

    private bool AllowsWeekday(DateOnly day)
    {
        if (ByDay.Count == 0 || ByDay.Contains(new RuleWeekday(day.DayOfWeek)))
            return true;

        // An ordinal counts within the month, or within the year where a yearly rule names no month.
        var inYear = Frequency is Frequency.Yearly && ByMonth.Count == 0;
        var (number, length) = inYear
            ? (day.DayOfYear, DateTime.IsLeapYear(day.Year) ? 366 : 365)
            : (day.Day, DateTime.DaysInMonth(day.Year, day.Month));
        var fromStart = ((number - 1) / 7) + 1;
        var fromEnd = -((length - number) / 7) - 1;
        return ByDay.Contains(new RuleWeekday(day.DayOfWeek, fromStart)) || ByDay.Contains(new RuleWeekday(day.DayOfWeek, fromEnd));
    }
}
