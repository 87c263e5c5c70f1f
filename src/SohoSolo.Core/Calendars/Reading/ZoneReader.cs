namespace SohoSolo.Core.Calendars;

/// <summary>A VTIMEZONE from its lines. It is used only for events whose zone is not known by its name.</summary>
internal sealed class ZoneReader(Warnings warnings)
{
    /// <summary>Where a part says no onset, it has always been so: the year from which Exchange counts.</summary>
    private static readonly DateTime Always = new(1601, 1, 1);

    private const int MostParts = 1000;

    public ZoneText? Read(IcsTree.Part part)
    {
        if (part["TZID"]?.Text().Trim().Trim('"') is not { Length: > 0 } id)
        {
            warnings.Add($"Line {part.Line}: a VTIMEZONE without TZID is left out.");
            return null;
        }

        if (part.Parts.Count > MostParts)
            warnings.Add($"Line {part.Line}: the zone {Warnings.Quote(id)} has more than {MostParts} parts; the rest is left out.");

        return new ZoneText(part.Calendar, id, part["X-LIC-LOCATION"]?.Value.Trim(), [.. part.Parts.Take(MostParts).Select(Observance).OfType<Observance>()]);
    }

    private Observance? Observance(IcsTree.Part part)
    {
        var to = Offset(part, "TZOFFSETTO");
        if (to is null)
        {
            warnings.Add($"Line {part.Line}: a part of a zone without a readable TZOFFSETTO is left out.");
            return null;
        }

        var start = part["DTSTART"] is { } line ? IcsTimes.Read(line.Value, zone: null) : null;
        var from = Offset(part, "TZOFFSETFROM") ?? to.Value;
        var began = start is null ? Always : start.IsUtc ? Shifted(start.Local, from) : start.Local;
        return new Observance(began, from, to.Value, Rule(part, began), Dates(part, from), part.Name == "DAYLIGHT");
    }

    private RecurrenceRule? Rule(IcsTree.Part part, DateTime start)
    {
        if (part["RRULE"] is not { } line)
            return null;

        var rule = new RuleReader(warnings, line.Number).Read(line.Value, new CalendarTime(start, IsDate: false, IsUtc: false, Zone: null));
        if (rule is not { Frequency: < Frequency.Daily })
            return rule;

        warnings.Add($"Line {line.Number}: clocks that are set more often than once a day are not followed.");
        return null;
    }

    private static List<DateTime> Dates(IcsTree.Part part, TimeSpan before) =>
    [
        .. from line in part.All("RDATE")
           from text in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           let time = IcsTimes.ReadPeriod(text, line)?.Start
           where time is not null
           select time.IsUtc ? Shifted(time.Local, before) : time.Local,
    ];

    private static DateTime Shifted(DateTime utc, TimeSpan by) => new(Math.Clamp(utc.Ticks + by.Ticks, 0, DateTime.MaxValue.Ticks));

    private static TimeSpan? Offset(IcsTree.Part part, string property) => part[property] is { } line ? IcsTimes.ReadOffset(line.Value) : null;
}
