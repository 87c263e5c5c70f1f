namespace SohoSolo.Core.Calendars;

/// <summary>What could be read of a calendar, and one line for each part that could not.</summary>
public sealed record CalendarReading
{
    internal CalendarReading(
        IReadOnlyList<CalendarEvent> events, IReadOnlyList<CalendarEvent> busy, IReadOnlyList<ZoneText> zones, IReadOnlyList<string?> zoneOfCalendar, IReadOnlyList<string> warnings)
    {
        Events = events;
        Busy = busy;
        Zones = zones;
        ZoneOfCalendar = zoneOfCalendar;
        Warnings = warnings;
    }

    /// <summary>In the order of the file: single events, series and exceptions of series, each version of them.</summary>
    public IReadOnlyList<CalendarEvent> Events { get; private init; }

    /// <summary>Times that are only told to be taken (VFREEBUSY), each as an event that nobody named.</summary>
    public IReadOnlyList<CalendarEvent> Busy { get; }

    public IReadOnlyList<string> Warnings { get; }

    internal IReadOnlyList<ZoneText> Zones { get; }

    /// <summary>For each VCALENDAR the zone that it says its floating times are of.</summary>
    internal IReadOnlyList<string?> ZoneOfCalendar { get; }

    /// <summary>With the times that are only told to be taken among its events: for who wants to know when somebody is free.</summary>
    public CalendarReading WithBusy() => Busy.Count == 0 ? this : this with { Events = [.. Events, .. Busy] };
}
