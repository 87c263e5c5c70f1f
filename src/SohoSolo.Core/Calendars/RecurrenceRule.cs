namespace SohoSolo.Core.Calendars;

/// <summary>
/// How often a series comes. Units below the day come only in calendars that are read (<see cref="CalendarReader"/>): they make no sense for places
/// that are booked by the half-day, and <see cref="RecurrenceRule.Parse"/> refuses them.
/// </summary>
public enum Frequency
{
    Secondly,
    Minutely,
    Hourly,
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
/// A recurrence rule of RFC 5545 §3.3.10. <see cref="Parse"/> makes those that bookings need: consistent, and with an end. The reader of other
/// people's calendars makes the rest, some of which never end and some of which contradict themselves.
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

    public IReadOnlyList<int> ByWeekNo { get; internal init; } = [];

    public IReadOnlyList<int> ByYearDay { get; internal init; } = [];

    public IReadOnlyList<int> ByMonthDay { get; internal init; } = [];

    public IReadOnlyList<RuleWeekday> ByDay { get; internal init; } = [];

    public IReadOnlyList<int> ByHour { get; internal init; } = [];

    public IReadOnlyList<int> ByMinute { get; internal init; } = [];

    public IReadOnlyList<int> BySecond { get; internal init; } = [];

    public IReadOnlyList<int> BySetPos { get; internal init; } = [];

    public DayOfWeek WeekStart { get; internal init; } = DayOfWeek.Monday;

    /// <summary>Reads what somebody typed or a calendar program sent. Never throws.</summary>
    public static RecurrenceParse Parse(string? text) => new RecurrenceReader().Read(text);

    /// <summary>The rule with what it leaves open taken from the first day, as the RFC says: FREQ=WEEKLY from a Tuesday means every Tuesday.</summary>
    internal RecurrenceRule StartingOn(DateOnly first)
    {
        if (ByDay.Count > 0 || ByMonthDay.Count > 0 || ByYearDay.Count > 0)
            return this;

        if (ByWeekNo.Count > 0)
            return Frequency is Frequency.Yearly or Frequency.Monthly or Frequency.Weekly ? this with { ByDay = [new RuleWeekday(first.DayOfWeek)] } : this;

        return Frequency switch
        {
            Frequency.Weekly => this with { ByDay = [new RuleWeekday(first.DayOfWeek)] },
            Frequency.Monthly => this with { ByMonthDay = [first.Day] },
            Frequency.Yearly => this with { ByMonthDay = [first.Day], ByMonth = ByMonth.Count > 0 ? ByMonth : [first.Month] },
            _ => this,
        };
    }

    /// <summary>Whether the rule is nothing but a step: each of its periods then has exactly one occurrence.</summary>
    internal bool IsPlainStep =>
        Frequency <= Frequency.Weekly
        && ByMonth.Count + ByWeekNo.Count + ByYearDay.Count + ByMonthDay.Count + ByDay.Count + ByHour.Count + ByMinute.Count + BySecond.Count + BySetPos.Count == 0;
}
