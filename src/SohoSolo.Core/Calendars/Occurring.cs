namespace SohoSolo.Core.Calendars;

/// <summary>The times of one event and of its series, all in UTC or, for whole days, at midnight of no zone.</summary>
internal sealed class Occurring(CalendarEvent told, ZoneBook zones)
{
    private readonly LocalClock _clock = zones.Of(told.Start, told.Calendar);
    private readonly TimeSpan _exact = told.IsAllDay ? default : ExactLength(told, zones);

    public bool IsAllDay => told.IsAllDay;

    public DateTime LocalStart => told.Start.Local;

    /// <summary>How many days a whole-day event has.</summary>
    public int Days { get; } = told.IsAllDay ? LengthInDays(told, zones) : 0;

    /// <summary>How long it may take at most, to know which of those that began earlier may still run.</summary>
    public TimeSpan Longest => told.IsAllDay ? TimeSpan.FromDays(Days) : told.Length is { } length ? Sum(length) : _exact;

    /// <summary>The moment that identifies an occurrence: its start in UTC, or its day.</summary>
    public DateTime Moment(DateTime local) => told.IsAllDay ? local : _clock.ToUtc(local);

    public DateTime Local(DateTime moment) => told.IsAllDay ? moment : _clock.ToLocal(moment);

    /// <summary>Another time of the file, as a moment of this series: an EXDATE, a RECURRENCE-ID, an RDATE, an UNTIL in UTC.</summary>
    public DateTime MomentOf(CalendarTime time, int calendar)
    {
        if (told.IsAllDay)
            return DayOf(time, zones).ToDateTime(TimeOnly.MinValue);

        if (time.IsDate)
            return _clock.ToUtc(time.Local + told.Start.Local.TimeOfDay);

        return time.Floats ? _clock.ToUtc(time.Local) : zones.Of(time, calendar).ToUtc(time.Local);
    }

    public DateTime End(DateTime moment)
    {
        if (told.Length is not { } length)
            return Later(moment, _exact);

        // Days are days of the clock, and only what is left over is exact.
        var fromDays = length.Days == 0 ? moment : _clock.ToUtc(Later(_clock.ToLocal(moment), TimeSpan.FromDays(length.Days)));
        return Later(fromDays, length.Exact);
    }

    public bool EndsInTime(RecurrenceRule rule, DateTime local, DateTime moment) => rule.Until switch
    {
        null => true,
        RuleEnd.OnDay(var last) => DateOnly.FromDateTime(local) <= last,
        RuleEnd.AtLocal(var last) when told.IsAllDay => local <= last.Date,
        RuleEnd.AtLocal(var last) => local <= last,
        RuleEnd.AtUtc(var last) when told.IsAllDay => local.Date <= DayOf(new CalendarTime(last.UtcDateTime, IsDate: false, IsUtc: true, Zone: null), zones).ToDateTime(TimeOnly.MinValue),
        RuleEnd.AtUtc(var last) => moment.Ticks <= last.UtcTicks,
        _ => throw new System.Diagnostics.UnreachableException($"{rule.Until}"),
    };

    public static DateTime Later(DateTime moment, TimeSpan by) => LocalClock.Within(moment.Ticks + by.Ticks);

    /// <summary>
    /// The day that a time stands for where days are meant. Exchange writes local midnight in UTC, so that is the day which begins then; any other time is
    /// of the date as it is written.
    /// </summary>
    private static DateOnly DayOf(CalendarTime time, ZoneBook zones) => DateOnly.FromDateTime(MidnightOf(time, zones));

    private static DateTime MidnightOf(CalendarTime time, ZoneBook zones) => time.IsUtc
        ? zones.OfMidnights.Select(clock => clock.ToLocal(time.Local)).FirstOrDefault(local => local.TimeOfDay == TimeSpan.Zero, time.Local)
        : time.Local;

    /// <summary>The same exact duration for each occurrence (RFC 5545 §3.8.5.3), and none where there is neither DTEND nor DURATION.</summary>
    private static TimeSpan ExactLength(CalendarEvent told, ZoneBook zones)
    {
        if (told.End is not { } end)
            return TimeSpan.Zero;

        // An end that floats, or is a day, is on the clock of the start.
        var start = zones.Of(told.Start, told.Calendar);
        var clock = end.Floats || end.IsDate ? start : zones.Of(end, told.Calendar);
        var length = clock.ToUtc(end.Local) - start.ToUtc(told.Start.Local);
        return length > TimeSpan.Zero ? length : TimeSpan.Zero;
    }

    private static int LengthInDays(CalendarEvent told, ZoneBook zones)
    {
        if (told.Length is { } length)
            return Math.Max(1, length.Days + (int)Math.Ceiling(length.Exact.TotalDays));

        if (told.End is not { } end)
            return 1;

        // An end within a day is taken to its midnight.
        var days = (MidnightOf(end, zones) - told.Start.Local.Date).TotalDays;
        return (int)Math.Max(1, Math.Ceiling(days));
    }

    private static TimeSpan Sum(CalendarSpan length) => new(Math.Min(TimeSpan.FromDays(length.Days).Ticks + length.Exact.Ticks, DateTime.MaxValue.Ticks));
}
