namespace SohoSolo.Core.Time;

/// <summary>When a site's door is open on each weekday, in local time. A weekday that is absent is closed. An end of 24:00 is written as midnight (00:00).</summary>
public sealed record OpeningHours(IReadOnlyDictionary<DayOfWeek, OpeningHours.Span> Week, bool OpenOnPublicHolidays = false)
{
    /// <summary>Half-open local hours of one day; <paramref name="To"/> of 00:00 means the end of the day.</summary>
    public readonly record struct Span(TimeOnly From, TimeOnly To);

    public static OpeningHours Every(IEnumerable<DayOfWeek> days, TimeOnly from, TimeOnly to, bool openOnPublicHolidays = false) =>
        new(days.ToDictionary(day => day, _ => new Span(from, to)), openOnPublicHolidays);
}
