namespace SohoSolo.Core.Calendars;

/// <summary>A series and what EXDATE leaves out of it: moments, and for a series of times also whole days on its own clock.</summary>
internal sealed class LeftOut(CalendarEvent series, Occurring times)
{
    private readonly HashSet<DateOnly> _days = series.IsAllDay ? [] : [.. series.Except.Where(time => time.IsDate).Select(time => time.Day)];

    public CalendarEvent Series => series;

    public Occurring Times => times;

    public HashSet<DateTime> Moments { get; } =
        [.. series.Except.Where(time => series.IsAllDay || !time.IsDate).Select(time => times.MomentOf(time, series.Calendar))];

    public bool Has(DateTime moment) => Moments.Contains(moment) || (_days.Count > 0 && _days.Contains(DateOnly.FromDateTime(times.Local(moment))));
}
