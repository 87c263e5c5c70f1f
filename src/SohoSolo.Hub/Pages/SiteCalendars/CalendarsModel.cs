using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Pages.MyCalendar;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.SiteCalendars;

/// <summary>The calendars that close a site or its rooms, one that is looked at before it does, and the addresses under which its places are read.</summary>
public sealed record CalendarsModel
{
    public required Telecentre Site { get; init; }

    public IReadOnlyList<CalendarLine> Calendars { get; init; } = [];

    public CalendarFields Draft { get; init; } = new("", "", "", "");

    /// <summary>Set while it is looked at before it is saved.</summary>
    public CalendarLook? Look { get; init; }

    public string? Said { get; init; }

    /// <summary>A word of <see cref="CalendarsText"/> after <c>trouble.</c>.</summary>
    public string? Trouble { get; init; }

    /// <summary>The word for why a calendar could not be read.</summary>
    public string? Why { get; init; }

    /// <summary>Those addresses that the caller has made for places of this site.</summary>
    public IReadOnlyList<CalendarCard> Feeds { get; init; } = [];

    public required DateOnly Today { get; init; }

    /// <summary>A new address, on the one page that shows it.</summary>
    public string? Fresh { get; init; }

    /// <summary>The place that was chosen for one.</summary>
    public string? FeedSpace { get; init; }

    /// <summary>A word of <see cref="MyCalendarText"/> after <c>trouble.</c>.</summary>
    public string? FeedTrouble { get; init; }
}

/// <summary>What is filled in. The file travels with the page that shows what it closes.</summary>
public sealed record CalendarFields(string Name, string Space, string Url, string File);

/// <summary>One calendar, with the bookings in the way of its times that wait.</summary>
public sealed record CalendarLine(CalendarSource Source, string? Host, IReadOnlyList<CalendarTime> Waiting, IReadOnlyList<ImportedEntry> Others);

/// <summary>A time that a keeper decides on, and whose places it would take.</summary>
public sealed record CalendarTime(ImportedEntry Entry, IReadOnlyList<InTheWay> Bookings);

public sealed record InTheWay(string Name, string Place, TimeRange During);

/// <summary>What a calendar would close, and how many bookings stand in the way of each time.</summary>
public sealed record CalendarLook(CalendarSource Source, IReadOnlyList<(ImportedTime Time, int Bookings)> Times, int Warnings, bool IsComplete);
