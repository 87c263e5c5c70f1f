namespace SohoSolo.Core.Calendars;

/// <summary>A time as it was written: a date, or a clock time in UTC, in a named zone, or in none (then it floats with whoever reads it).</summary>
internal sealed record CalendarTime(DateTime Local, bool IsDate, bool IsUtc, string? Zone)
{
    public DateOnly Day => DateOnly.FromDateTime(Local);

    public bool Floats => !IsDate && !IsUtc && Zone is null;
}

/// <summary>A DURATION: days are as long as they are on the clock, the rest is exact (RFC 5545 §3.3.6).</summary>
internal sealed record CalendarSpan(int Days, TimeSpan Exact);

/// <summary>One entry of RDATE; only those with VALUE=PERIOD have an end or a length of their own.</summary>
internal sealed record CalendarPeriod(CalendarTime Start, CalendarTime? End, CalendarSpan? Length);

/// <summary>A VTIMEZONE as it was written, in the how-manieth VCALENDAR of the file.</summary>
internal sealed record ZoneText(int Calendar, string Id, string? Location, IReadOnlyList<Observance> Observances);

/// <summary>A STANDARD or DAYLIGHT part: from each of its onsets on, the clock is so far from UTC.</summary>
internal sealed record Observance(DateTime Start, TimeSpan From, TimeSpan To, RecurrenceRule? Rule, IReadOnlyList<DateTime> Dates, bool IsDaylight);
