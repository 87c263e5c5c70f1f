using System.Globalization;
using System.Text.RegularExpressions;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Api;

/// <summary>A time as a caller wrote it: on the time line, or on the clock of the site it is about.</summary>
internal abstract record WrittenTime
{
    private WrittenTime()
    {
    }

    public sealed record Instant(DateTimeOffset At) : WrittenTime;

    public sealed record Local(DateTime At) : WrittenTime;
}

/// <summary>How times, days and hours are written in requests and answers (contract §2, RFC 3339).</summary>
internal static partial class Times
{
    /// <summary><c>2026-11-30T08:00:00Z</c>, with fractions of a second only when there are any.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Between two instants as <see cref="Utc"/> writes them.</summary>
    public static TimeRange Range(string start, string end) =>
        new(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), DateTimeOffset.Parse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    /// <summary><c>2026-11-30T09:00:00</c>: what the site's clock shows.</summary>
    public static string Local(DateTimeOffset instant, SiteCalendar calendar) =>
        calendar.ToLocal(instant).DateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A clock time; midnight as an end is the end of the day, written <c>24:00</c>.</summary>
    public static string Hour(TimeOnly hour, bool isEnd = false) =>
        isEnd && hour == TimeOnly.MinValue ? "24:00" : hour.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>RFC 3339 with an offset, or without one a local time. Null when it is neither.</summary>
    public static WrittenTime? Read(string? text)
    {
        if (text is null || text.Length > 40 || !Shape().IsMatch(text))
        {
            return null;
        }

        var plain = text.Replace('t', 'T').Replace('z', 'Z');
        if (char.IsAsciiDigit(plain[^1]) && plain.LastIndexOfAny(['+', '-']) < plain.IndexOf('T', StringComparison.Ordinal))
        {
            return DateTime.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new WrittenTime.Local(local) : null;
        }

        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? new WrittenTime.Instant(at.ToUniversalTime()) : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?([Zz]|[+-]\d{2}:\d{2})?$")]
    private static partial Regex Shape();
}
