using System.Diagnostics;
using System.Globalization;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// Writes calendar files that Outlook, Google, Apple and Thunderbird read alike: RFC 5545 with the zone of each place beside its events, and the few lines of others' invention without
/// which one of them shows less.
/// </summary>
public static class CalendarWriter
{
    public const string MediaType = "text/calendar";

    private const string Product = "-//SohoSolo//Calendar 1.0//FR";

    public static string Write(CalendarFile file)
    {
        var lines = new ContentWriter();
        lines.Begin("VCALENDAR");
        lines.Line("VERSION", "2.0");
        lines.Line("PRODID", Product);
        lines.Line("CALSCALE", "GREGORIAN");
        if (file.Method is { } method) lines.Line("METHOD", Word(method));

        lines.Text("NAME", file.Name);
        lines.Text("X-WR-CALNAME", file.Name);
        if (file.Refresh is { } refresh)
        {
            var minutes = $"PT{(int)refresh.TotalMinutes}M";
            lines.Line("REFRESH-INTERVAL;VALUE=DURATION", minutes);
            lines.Line("X-PUBLISHED-TTL", minutes);
        }

        foreach (var zone in file.Entries.GroupBy(one => one.Calendar.Zone, StringComparer.Ordinal).OrderBy(zone => zone.Key, StringComparer.Ordinal))
            ZoneWriter.Write(lines, zone.Key, zone.Min(one => one.Entry.During.Start), zone.Max(one => one.Entry.During.End));

        foreach (var (calendar, entry) in file.Entries)
            Write(lines, calendar, entry);

        lines.End("VCALENDAR");
        return lines.ToString();
    }

    public static string Word(CalendarMethod method) => method switch
    {
        CalendarMethod.Request => "REQUEST",
        CalendarMethod.Cancel => "CANCEL",
        CalendarMethod.Publish => "PUBLISH",
        _ => throw new UnreachableException($"{method}"),
    };

    private static void Write(ContentWriter lines, SiteCalendar calendar, CalendarEntry entry)
    {
        lines.Begin("VEVENT");
        lines.Line("UID", entry.Uid);
        lines.Line("DTSTAMP", Utc(entry.Stamp));
        if (entry.Created is { } created) lines.Line("CREATED", Utc(created));

        lines.Line("LAST-MODIFIED", Utc(entry.Stamp));
        lines.Line("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Moment(lines, "DTSTART", entry.During.Start, calendar);
        Moment(lines, "DTEND", entry.During.End, calendar);
        lines.Text("SUMMARY", entry.Summary);
        lines.Text("DESCRIPTION", entry.Description);
        lines.Text("LOCATION", entry.Location);
        if (entry.Geo is { } geo) lines.Line("GEO", string.Create(CultureInfo.InvariantCulture, $"{geo.Latitude:0.######};{geo.Longitude:0.######}"));

        if (entry.Link is { } link) lines.Line("URL", link.AbsoluteUri);

        lines.Line("STATUS", Word(entry.Status));
        lines.Line("TRANSP", entry.Status == EntryStatus.Cancelled ? "TRANSPARENT" : "OPAQUE");
        lines.Line("X-MICROSOFT-CDO-BUSYSTATUS", Busy(entry.Status));
        if (entry.Organizer is { } organizer) lines.Line($"ORGANIZER{Named(organizer)}", $"mailto:{organizer.Address}");

        if (entry.Attendee is { } attendee)
        {
            lines.Line($"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={(attendee.HasAccepted ? "ACCEPTED" : "NEEDS-ACTION")};RSVP=FALSE{Named(attendee)}", $"mailto:{attendee.Address}");
            lines.Line("X-MICROSOFT-DISALLOW-COUNTER", "TRUE");
        }

        lines.End("VEVENT");
    }

    /// <summary>On the place's clock. The hour that comes twice when clocks are set back is, by RFC 5545, the first; the second is told in UTC.</summary>
    private static void Moment(ContentWriter lines, string property, DateTimeOffset at, SiteCalendar calendar)
    {
        var local = calendar.ToLocal(at).DateTime;
        if (calendar.Resolve(local) is LocalMoment.Instant(var first, _) && first == at)
            lines.Line($"{property};TZID={calendar.Zone}", local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
        else
            lines.Line(property, Utc(at));
    }

    private static string Named(CalendarPerson person) => person.Name is { } name && name.Trim().Length > 0 ? $";CN={ContentWriter.Quote(name.Trim())}" : "";

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Word(EntryStatus status) => status switch
    {
        EntryStatus.Tentative => "TENTATIVE",
        EntryStatus.Confirmed => "CONFIRMED",
        EntryStatus.Cancelled => "CANCELLED",
        _ => throw new UnreachableException($"{status}"),
    };

    private static string Busy(EntryStatus status) => status switch
    {
        EntryStatus.Tentative => "TENTATIVE",
        EntryStatus.Confirmed => "BUSY",
        _ => "FREE",
    };
}
