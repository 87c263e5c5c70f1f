using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// A zone as calendar files describe it: from what its clocks really do in the years of the events. A change that comes back each year on the same weekday of the same month is written
/// as the rule that Outlook wants; any other as the dates on which it happens.
/// </summary>
internal static class ZoneWriter
{
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>One change of the clocks: at which local time, and from what to what.</summary>
    private sealed record Change(LocalDateTime At, ZoneInterval Into, Offset From)
    {
        public (string Name, Offset From, Offset To, bool IsDaylight) Kind => (Into.Name, From, Into.WallOffset, Into.Savings > Offset.Zero);
    }

    public static void Write(ContentWriter lines, string zone, DateTimeOffset from, DateTimeOffset to)
    {
        lines.Begin("VTIMEZONE");
        lines.Line("TZID", zone);
        foreach (var changes in Changes(DateTimeZoneProviders.Tzdb[zone], from, to).GroupBy(change => change.Kind))
            Write(lines, [.. changes]);

        lines.End("VTIMEZONE");
    }

    /// <summary>From the one that holds a year before the first event to a year after the last: a reader may look around an event, and Outlook wants two years to see a rule.</summary>
    private static IEnumerable<Change> Changes(DateTimeZone zone, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Instant.FromDateTimeOffset(from) - Duration.FromDays(366), Instant.FromDateTimeOffset(to) + Duration.FromDays(366));
        foreach (var interval in zone.GetZoneIntervals(first, last))
        {
            if (!interval.HasStart)
            {
                yield return new Change(new LocalDateTime(1970, 1, 1, 0, 0), interval, interval.WallOffset);
                continue;
            }

            var before = zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset;
            yield return new Change(interval.Start.WithOffset(before).LocalDateTime, interval, before);
        }
    }

    private static void Write(ContentWriter lines, IReadOnlyList<Change> changes)
    {
        var (first, kind) = (changes[0], changes[0].Kind);
        var component = kind.IsDaylight ? "DAYLIGHT" : "STANDARD";
        lines.Begin(component);
        lines.Line("DTSTART", Local(first.At));
        lines.Line("TZOFFSETFROM", Offsets(kind.From));
        lines.Line("TZOFFSETTO", Offsets(kind.To));
        lines.Line("TZNAME", kind.Name);
        if (Rule(changes) is { } rule)
            lines.Line("RRULE", rule);
        else
            foreach (var other in changes.Skip(1)) lines.Line("RDATE", Local(other.At));

        lines.End(component);
    }

    /// <summary>Null where no rule gives just these dates, year after year.</summary>
    private static string? Rule(IReadOnlyList<Change> changes)
    {
        var first = changes[0].At;
        var isYearly = changes.Count > 1 && changes.Index().All(one =>
            one.Item.At.Year == first.Year + one.Index && one.Item.At.Month == first.Month && one.Item.At.DayOfWeek == first.DayOfWeek && one.Item.At.TimeOfDay == first.TimeOfDay);
        if (!isYearly) return null;

        var day = Days[(int)first.DayOfWeek - 1];
        var week = (first.Day + 6) / 7;
        if (changes.All(change => change.At.Day + 7 > change.At.Calendar.GetDaysInMonth(change.At.Year, change.At.Month))) return Yearly($"-1{day}");

        return changes.All(change => (change.At.Day + 6) / 7 == week) ? Yearly($"{week}{day}") : null;

        string Yearly(string which) => string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={first.Month};BYDAY={which}");
    }

    private static string Local(LocalDateTime at) => at.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Offsets(Offset offset)
    {
        var seconds = Math.Abs(offset.Seconds);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{seconds / 3600:00}{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? clock : string.Create(CultureInfo.InvariantCulture, $"{clock}{seconds % 60:00}");
    }
}
