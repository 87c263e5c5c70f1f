namespace SohoSolo.Core.Calendars;

/// <summary>What could be read of a calendar, and one line for each part that could not.</summary>
public sealed record CalendarReading
{
    internal CalendarReading(IReadOnlyList<CalendarEvent> events, IReadOnlyList<ZoneText> zones, IReadOnlyList<string> warnings)
    {
        Events = events;
        Zones = zones;
        Warnings = warnings;
    }

    /// <summary>In the order of the file: single events, series and exceptions of series, each version of them.</summary>
    public IReadOnlyList<CalendarEvent> Events { get; }

    public IReadOnlyList<string> Warnings { get; }

    internal IReadOnlyList<ZoneText> Zones { get; }
}
