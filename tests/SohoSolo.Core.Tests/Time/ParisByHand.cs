using System.Globalization;

namespace SohoSolo.Core.Tests.Time;

/// <summary>
/// Paris' clock from the text of the European directive (last Sunday of March and of October, 01:00 UTC), without any time zone library:
/// what the tests of the calendar are held against. Good from 1996 on.
/// </summary>
internal static class ParisByHand
{
    public const string Zone = "Europe/Paris";

    public static DateTime ClockAt(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        var summer = LastSunday(utc.Year, 3).AddHours(1) <= utc && utc < LastSunday(utc.Year, 10).AddHours(1);
        return DateTime.SpecifyKind(utc.AddHours(summer ? 2 : 1), DateTimeKind.Unspecified);
    }

    public static DateOnly DayAt(DateTimeOffset instant) => DateOnly.FromDateTime(ClockAt(instant));

    /// <summary>Every instant at which the clock shows this: none in a gap, two in a fold.</summary>
    public static IReadOnlyList<DateTimeOffset> InstantsShowing(DateTime clock) =>
        [.. Enumerable.Range(-2, 2).Select(hours => new DateTimeOffset(clock.AddHours(hours), TimeSpan.Zero)).Where(instant => ClockAt(instant) == clock)];

    public static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.ParseExact(instant, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 0, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
