using NodaTime;

namespace SohoSolo.Core.Calendars;

/// <summary>The clocks that a file's times are written on.</summary>
internal sealed class ZoneBook(CalendarReading reading, DateTimeZone here, Warnings warnings, WorkBudget budget)
{
    private const int MostMidnights = 5;

    private readonly Dictionary<(int Calendar, string Name), LocalClock> _known = [];
    private readonly ILookup<string, ZoneText> _written = reading.Zones.ToLookup(zone => zone.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The clock where the calendar is read: that of whole days, and of times that float where their calendar says no other.</summary>
    public LocalClock Here { get; } = new(here);

    /// <summary>Clocks on which midnight may have been meant by a time in UTC: of UTC itself, of here, and of the zones that the file tells of.</summary>
    public IEnumerable<LocalClock> OfMidnights => [LocalClock.Utc, Here, .. _written.Take(MostMidnights).Select(zone => Named(zone.Key, zone.First().Calendar))];

    public LocalClock Of(CalendarTime time, int calendar)
    {
        if (time.IsUtc)
            return LocalClock.Utc;

        return time.Zone is { } name ? Named(name, calendar) : time.IsDate ? Here : Floating(calendar);
    }

    /// <summary>A calendar may say which clock its times without a zone are of, as those of Google and Apple do; otherwise it is that of here.</summary>
    public LocalClock Floating(int calendar) => reading.ZoneOfCalendar[calendar] is { Length: > 0 } name ? Named(name, calendar) : Here;

    private LocalClock Named(string name, int calendar)
    {
        if (_known.TryGetValue((calendar, name), out var known))
            return known;

        var found = ZoneNames.Certain(name) ?? AsWritten(name, calendar) ?? ZoneNames.Likely(name);
        if (found is null)
            warnings.Add($"The zone {Warnings.Quote(name)} is neither known nor explained; its times are read as local ones.");

        return _known[(calendar, name)] = found is null ? Here : new LocalClock(found);
    }

    /// <summary>A VTIMEZONE of the same calendar counts before one of another in the same file: names such as "Customized Time Zone" come again.</summary>
    private DateTimeZone? AsWritten(string name, int calendar)
    {
        var same = _written[name.Trim().Trim('"')].OrderBy(zone => zone.Calendar == calendar ? 0 : 1).ToList();
        if (same.Find(zone => zone.Observances.Count > 0) is { } text)
            return new WrittenZone(text, budget);

        return same.Select(zone => zone.Location is { } location ? ZoneNames.Certain(location) : null).FirstOrDefault(zone => zone is not null);
    }
}
