namespace SohoSolo.Core.Time;

/// <summary>The only place that reasons about a site's zone: local days, half-days, opening hours, daylight saving.</summary>
public sealed class SiteCalendar
{
    public static readonly TimeOnly UsualHalfDayBoundary = new(13, 30);

    public SiteCalendar(string zone, OpeningHours hours, TimeOnly? halfDayBoundary = null) => throw new NotImplementedException();

    /// <summary>The IANA zone's name.</summary>
    public string Zone => throw new NotImplementedException();

    public OpeningHours Hours => throw new NotImplementedException();

    public TimeOnly HalfDayBoundary => throw new NotImplementedException();

    public LocalMoment Resolve(DateTime local) => throw new NotImplementedException();

    /// <summary>Local clock time with its offset from UTC.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => throw new NotImplementedException();

    public DateOnly DayOf(DateTimeOffset instant) => throw new NotImplementedException();

    /// <summary>From local midnight to local midnight; 23 or 25 hours when the clocks change.</summary>
    public TimeRange WholeDay(DateOnly day) => throw new NotImplementedException();

    /// <summary>The open hours of that part of that day, or null when the site is closed then.</summary>
    public TimeRange? Span(DateOnly day, DayPart part) => throw new NotImplementedException();

    public HalfDay HalfDayOf(DateTimeOffset instant) => throw new NotImplementedException();

    /// <summary>Every half-day that the range touches, in order.</summary>
    public IReadOnlyList<HalfDay> HalfDaysTouched(TimeRange range) => throw new NotImplementedException();

    /// <summary>The whole local half-day, regardless of opening hours: midnight to boundary, or boundary to midnight.</summary>
    public TimeRange WholeHalfDay(HalfDay half) => throw new NotImplementedException();

    /// <summary>The local day of each started hour of the range, counted from its start: how meeting rooms are charged.</summary>
    public IReadOnlyList<DateOnly> StartedHours(TimeRange range) => throw new NotImplementedException();

    public bool IsOpenOn(DateOnly day) => throw new NotImplementedException();

    /// <summary>Whether the site's hours allow the range: every day it touches is open, and it starts and ends within the hours of its first and last day.</summary>
    public Opening Check(TimeRange range) => throw new NotImplementedException();
}

public enum Opening
{
    Open,
    Closed,
    OutsideHours,
}
