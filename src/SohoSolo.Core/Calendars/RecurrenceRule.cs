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

/// <summary>What becomes of a day that a month does not have (RFC 7529 §4.1).</summary>
public enum DaySkip
{
    /// <summary>It does not come.</summary>
    Omit,

    /// <summary>The last day of the month stands for it.</summary>
    Backward,

    /// <summary>The first of the next month stands for it.</summary>
    Forward,
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

    public DaySkip Skip { get; internal init; }

    /// <summary>Reads what somebody typed or a calendar program sent. Never throws.</summary>
    public static RecurrenceParse Parse(string? text) => new RecurrenceReader().Read(text);

    /// <summary>
    /// The rule with what it leaves open taken from the first day, as the RFC says: FREQ=WEEKLY from a Tuesday means every Tuesday. For years it is RFC 8984
    /// (§4.3.3.1) that says it clearly: days of a month, without a month, are those of the first day's month.
    /// </summary>
    internal RecurrenceRule StartingOn(DateOnly first) => Frequency switch
    {
        Frequency.Weekly when ByDay.Count + ByMonthDay.Count + ByYearDay.Count == 0 => this with { ByDay = [new RuleWeekday(first.DayOfWeek)] },
        Frequency.Monthly when ByDay.Count + ByMonthDay.Count + ByYearDay.Count + ByWeekNo.Count == 0 => this with { ByMonthDay = [first.Day] },
        Frequency.Yearly when ByYearDay.Count == 0 => YearlyFrom(first),
        _ => this,
    };

    private RecurrenceRule YearlyFrom(DateOnly first)
    {
        var needsMonth = ByMonth.Count + ByWeekNo.Count == 0 && (ByMonthDay.Count > 0 || ByDay.Count == 0);
        var dated = needsMonth ? this with { ByMonth = [first.Month] } : this;
        if (ByMonthDay.Count + ByDay.Count > 0)
            return dated;

        return ByWeekNo.Count > 0 ? dated with { ByDay = [new RuleWeekday(first.DayOfWeek)] } : dated with { ByMonthDay = [first.Day] };
    }

    /// <summary>Whether the rule is nothing but a step: each of its periods then has exactly one occurrence.</summary>
    internal bool IsPlainStep =>
        Frequency <= Frequency.Weekly
        && ByMonth.Count + ByWeekNo.Count + ByYearDay.Count + ByMonthDay.Count + ByDay.Count + ByHour.Count + ByMinute.Count + BySecond.Count + BySetPos.Count == 0;
}
