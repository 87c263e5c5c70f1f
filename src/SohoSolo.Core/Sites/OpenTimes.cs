using SohoSolo.Core.Time;

namespace SohoSolo.Core.Sites;

/// <summary>What somebody at the door asks: whether the site is open, until when, and if not, when next. Closures of the whole site count, blocks of single spaces do not.</summary>
public static class OpenTimes
{
    /// <summary>How far the next opening is looked for.</summary>
    public const int DaysAhead = 120;

    /// <summary>The open time that the instant lies in; null when the site is closed then.</summary>
    public static TimeRange? At(Telecentre site, DateTimeOffset now) => Of(site, site.Calendar.DayOf(now)).FirstOrDefault(open => open.Contains(now));

    /// <summary>The first open time that begins after the instant; null when there is none for a long while.</summary>
    public static TimeRange? After(Telecentre site, DateTimeOffset now)
    {
        var today = site.Calendar.DayOf(now);
        return Enumerable.Range(0, DaysAhead).SelectMany(days => Of(site, today.AddDays(days))).FirstOrDefault(open => open.Start > now);
    }

    /// <summary>Whether it is open at all on a day.</summary>
    public static bool IsOpenOn(Telecentre site, DateOnly day) => Of(site, day).Any();

    /// <summary>The weekdays from Monday on, those that follow each other with the same hours together; null for closed.</summary>
    public static IReadOnlyList<(DayOfWeek First, DayOfWeek Last, OpeningHours.Span? Hours)> Week(OpeningHours hours)
    {
        var groups = new List<(DayOfWeek First, DayOfWeek Last, OpeningHours.Span? Hours)>();
        foreach (var day in Enumerable.Range(1, 7).Select(number => (DayOfWeek)(number % 7)))
        {
            OpeningHours.Span? open = hours.Week.TryGetValue(day, out var span) ? span : null;
            if (groups.Count > 0 && groups[^1].Hours == open) groups[^1] = groups[^1] with { Last = day };
            else groups.Add((day, day, open));
        }

        return groups;
    }

    /// <summary>The public holidays to come on which the site would be open if they were none.</summary>
    public static IReadOnlyList<(DateOnly Day, string Key)> Holidays(Telecentre site, DateOnly from, int days)
    {
        var (hours, last) = (site.Calendar.Hours, from.AddDays(days));
        return hours.OpenOnPublicHolidays ? [] : [.. Enumerable.Range(from.Year, last.Year - from.Year + 1)
            .SelectMany(FrenchHolidays.In)
            .Where(holiday => holiday.Date >= from && holiday.Date <= last && hours.Week.ContainsKey(holiday.Date.DayOfWeek))];
    }

    private static IEnumerable<TimeRange> Of(Telecentre site, DateOnly day)
    {
        if (site.Calendar.Span(day, DayPart.Full) is not { } hours) yield break;

        var from = hours.Start;
        foreach (var shut in site.Closures.Where(closure => closure.Space is null && closure.During.Overlaps(hours)).Select(closure => closure.During).OrderBy(shut => shut.Start))
        {
            if (shut.Start > from) yield return new TimeRange(from, shut.Start);
            if (shut.End > from) from = shut.End;
        }

        if (from < hours.End) yield return new TimeRange(from, hours.End);
    }
}
