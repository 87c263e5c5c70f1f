namespace SohoSolo.Core.Time;

/// <summary>Small steps in time that several rules share.</summary>
public static class LocalDays
{
    /// <summary>Every local day that the range touches, in order.</summary>
    public static IEnumerable<DateOnly> DaysTouched(this SiteCalendar calendar, TimeRange range)
    {
        var last = calendar.LastDayOf(range).DayNumber;
        for (var day = calendar.DayOf(range.Start).DayNumber; day <= last; day++)
            yield return DateOnly.FromDayNumber(day);
    }

    /// <summary>The local day of the range's last moment: a range that ends at midnight does not touch the day that begins then.</summary>
    public static DateOnly LastDayOf(this SiteCalendar calendar, TimeRange range) => calendar.DayOf(range.End.AddTicks(-1));

    /// <summary>The beginning of the running minute; bookings that begin or end "now" do so on whole minutes.</summary>
    public static DateTimeOffset FloorToMinute(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
