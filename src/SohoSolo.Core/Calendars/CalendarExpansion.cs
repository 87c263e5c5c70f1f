using NodaTime;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>The one place where other people's calendars become occurrences. However a file is made, the work and the memory have an end.</summary>
public static class CalendarExpansion
{
    private const int MostSteps = 1_000_000;

    /// <summary>
    /// What takes place within the range, which is half-open: also what began before it and still runs, and what has no length. Times that float, and whole
    /// days, are those of <paramref name="zone"/>, an IANA zone. Where there are more than <paramref name="most"/>, the first of them.
    /// </summary>
    public static CalendarOccurrences Expand(CalendarReading reading, TimeRange range, string zone, int most)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(range);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var here = Zone(zone);
        var warnings = new Warnings();
        var budget = new WorkBudget(MostSteps);
        var zones = new ZoneBook(reading, here, warnings, budget);
        var found = new Gathering(range, zones.Here, most);
        foreach (var told in ByUid(reading.Events))
        {
            // Most events of most files come once.
            if (told is [{ IsPlain: true } single])
                SeriesOccurring.GatherOnce(single, zones, found);
            else
                foreach (var series in Apart(told, zones, budget, found, warnings)) series.Gather();
        }

        if (budget.IsSpent)
            warnings.Add("The calendar repeats too much to be worked out; occurrences are missing.");
        if (found.IsCut)
            warnings.Add($"There are more than {most} occurrences; the first {most} are given.");

        return new CalendarOccurrences(found.InOrder(), warnings.All, !budget.IsSpent && !found.IsCut);
    }

    /// <summary>Whether it is the name of a zone that calendars can be read in.</summary>
    public static bool KnowsZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>What a clock time means in a zone, read as a calendar reads it (RFC 5545 §3.3.5).</summary>
    public static DateTimeOffset Instant(DateTime local, string zone) => new(new LocalClock(Zone(zone)).ToUtc(local).Ticks, TimeSpan.Zero);

    private static DateTimeZone Zone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? throw new ArgumentException($"'{zone}' is not the name of an IANA time zone, such as Europe/Paris.", nameof(zone));

    private static IEnumerable<SeriesOccurring> Apart(IReadOnlyList<CalendarEvent> told, ZoneBook zones, WorkBudget budget, Gathering found, Warnings warnings)
    {
        var latest = told.Count == 1 ? told : Namesakes.Latest(told);
        if (latest.Count < 2)
            return [new SeriesOccurring(told, zones, budget, found)];

        warnings.Add($"{latest.Count} different events have the UID {Warnings.Quote(told[0].Uid)}; all are kept.");
        List<(CalendarEvent Event, List<CalendarEvent> Told)> events =
            [.. latest.Select((one, place) => place == 0 ? one : one with { Namesake = Namesakes.NameOf(one) }).Select(one => (one, new List<CalendarEvent> { one }))];
        var repeating = events.Where(one => one.Event.Repeats).Select(one => (one.Event, one.Told, Series: new SeriesOccurring([one.Event], zones, budget, found))).ToList();
        foreach (var exception in told.Where(one => one.IsException))
        {
            // An exception belongs to the one that has its day.
            var (owner, its, _) = repeating.Find(one => one.Series.Has(exception));
            (its ?? events[0].Told).Add(exception with { Namesake = owner?.Namesake ?? "" });
        }

        return events.Select(one => new SeriesOccurring(one.Told, zones, budget, found));
    }

    private static IEnumerable<IReadOnlyList<CalendarEvent>> ByUid(IReadOnlyList<CalendarEvent> events)
    {
        var series = events.Where(told => told.Uid.Length > 0 && !told.IsAddition).GroupBy(told => told.Uid, StringComparer.Ordinal);
        var single = events.Where(told => told.Uid.Length == 0 || told.IsAddition);
        return series.Select(group => (IReadOnlyList<CalendarEvent>)[.. group]).Concat(single.Select(told => (IReadOnlyList<CalendarEvent>)[told]));
    }
}
