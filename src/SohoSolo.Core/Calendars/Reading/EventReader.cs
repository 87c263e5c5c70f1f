using System.Globalization;

namespace SohoSolo.Core.Calendars;

/// <summary>One VEVENT from its lines. Without a start it is none; whatever else is wrong with it costs only that part.</summary>
internal sealed class EventReader(Warnings warnings)
{
    private static readonly CalendarTime Never = new(DateTime.MinValue, IsDate: false, IsUtc: true, Zone: null);

    public CalendarEvent? Read(IcsTree.Part part, IcsTree.Part calendar)
    {
        var instance = part["RECURRENCE-ID"] is { } replaced ? Time(replaced) : null;
        if (part["RECURRENCE-ID"] is not null && instance is null)
            return Without(part, "its RECURRENCE-ID cannot be read");

        // An exception that leaves its start open has not moved.
        var method = calendar["METHOD"]?.Value.Trim().ToUpperInvariant();
        var status = part["STATUS"]?.Text().Trim().ToUpperInvariant();
        var isCancelled = method == "CANCEL" || status is "CANCELLED" or "CANCELED";
        var start = part["DTSTART"] is { } begins ? Time(begins) : instance ?? (isCancelled ? Never : null);
        if (start is null)
            return Without(part, part["DTSTART"] is null ? "it has no DTSTART" : "its DTSTART cannot be read");

        var read = new CalendarEvent
        {
            Uid = part["UID"]?.Text().Trim() ?? "",
            Summary = part["SUMMARY"]?.Text(),
            Status = string.IsNullOrEmpty(status) ? null : status,
            IsCancelled = isCancelled,
            IsWithoutTime = ReferenceEquals(start, Never),
            IsBusy = IsBusy(part),
            Sequence = Sequence(part),
            Stamp = Stamp(part["DTSTAMP"] ?? part["LAST-MODIFIED"]),
            Calendar = part.Calendar,
            Start = start,
            RecurrenceId = instance,
            AndFuture = AndFuture(part),
            IsAddition = method == "ADD" && instance is null,
        };
        read = WithEnd(read, part);
        return instance is null ? WithSeries(read, part) : read;
    }

    /// <summary>The periods of a VFREEBUSY: all but those that are told to be free.</summary>
    public IEnumerable<CalendarEvent> ReadBusy(IcsTree.Part part)
    {
        foreach (var line in part.All("FREEBUSY"))
        {
            var kind = line["FBTYPE"]?.ToUpperInvariant();
            if (kind == "FREE")
                continue;

            var periods = new List<CalendarPeriod>();
            ReadEach(line, IcsTimes.ReadPeriod, periods);
            foreach (var (start, end, length) in periods)
                yield return new CalendarEvent { Calendar = part.Calendar, Start = start, End = end, Length = length, Status = kind == "BUSY-TENTATIVE" ? "TENTATIVE" : null };
        }
    }

    private CalendarEvent WithEnd(CalendarEvent read, IcsTree.Part part)
    {
        if (part["DTEND"] is { } ends)
        {
            if (part["DURATION"] is not null)
                warnings.Add($"Line {part.Line}: the event has DTEND and DURATION; DTEND is taken.");

            var end = Time(ends);
            if (end is not null && end.Local < read.Start.Local && end.IsUtc == read.Start.IsUtc && end.Zone == read.Start.Zone)
                warnings.Add($"Line {ends.Number}: the event ends before it starts; that end is ignored.");

            // Where only the end says which clock it is on, the start is on the same one.
            return end is { Zone: { } zone } && read.Start.Floats ? read with { Start = read.Start with { Zone = zone }, End = end } : read with { End = end };
        }

        if (part["DURATION"] is not { } lasts)
            return read;

        var length = IcsTimes.ReadDuration(lasts.Value);
        if (length is null or { Days: < 0 } || length.Exact < TimeSpan.Zero)
        {
            warnings.Add($"Line {lasts.Number}: DURATION cannot be {Warnings.Quote(lasts.Value)}; the event is taken to have none.");
            return read;
        }

        return read with { Length = length };
    }

    private CalendarEvent WithSeries(CalendarEvent read, IcsTree.Part part) => read with
    {
        Rules = Rules(part, "RRULE", read.Start),
        ExceptRules = Rules(part, "EXRULE", read.Start),
        Extra = Periods(part),
        Except = Times(part),
    };

    private List<RecurrenceRule> Rules(IcsTree.Part part, string property, CalendarTime start) =>
        [.. part.All(property).Where(line => line.Value.Trim().Length > 0).Select(line => new RuleReader(warnings, line.Number).Read(line.Value, start)).OfType<RecurrenceRule>()];

    private List<CalendarPeriod> Periods(IcsTree.Part part)
    {
        var periods = new List<CalendarPeriod>();
        foreach (var line in part.All("RDATE"))
            ReadEach(line, IcsTimes.ReadPeriod, periods);

        return periods;
    }

    private List<CalendarTime> Times(IcsTree.Part part)
    {
        var times = new List<CalendarTime>();
        foreach (var line in part.All("EXDATE"))
            ReadEach(line, IcsTimes.Read, times);

        return times;
    }

    private void ReadEach<T>(IcsLine line, Func<string, IcsLine, T?> read, List<T> into)
        where T : class
    {
        var divided = Divided(line);
        foreach (var text in divided.Value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (read(text, divided) is { } found)
                into.Add(found);
            else
                warnings.Add($"Line {line.Number}: {line.Name} cannot be {Warnings.Quote(text)}; that is ignored.");
        }
    }

    private CalendarTime? Time(IcsLine line)
    {
        var divided = Divided(line);
        var time = IcsTimes.Read(divided.Value, divided);
        if (time is null)
            warnings.Add($"Line {line.Number}: {line.Name} cannot be {Warnings.Quote(line.Value)}.");

        return time;
    }

    /// <summary>A zone's name with an unquoted colon leaves a piece of itself before the time.</summary>
    private static IcsLine Divided(IcsLine line) => line["TZID"] is null || IcsTimes.Read(line.Value, line) is not null ? line : line.DividedAtLastColon();

    private CalendarEvent? Without(IcsTree.Part part, string why)
    {
        warnings.Add($"Line {part.Line}: the event {Warnings.Quote(part["SUMMARY"]?.Text() ?? part["UID"]?.Value ?? "")} is left out, for {why}.");
        return null;
    }

    private static bool IsBusy(IcsTree.Part part) =>
        !"TRANSPARENT".Equals(part["TRANSP"]?.Value.Trim(), StringComparison.OrdinalIgnoreCase)
        && !"FREE".Equals(part["X-MICROSOFT-CDO-BUSYSTATUS"]?.Value.Trim(), StringComparison.OrdinalIgnoreCase);

    private static int Sequence(IcsTree.Part part) =>
        int.TryParse(part["SEQUENCE"]?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static long Stamp(IcsLine? line) => line is not null && IcsTimes.Read(line.Value, zone: null) is { } at ? at.Local.Ticks : 0;

    private bool AndFuture(IcsTree.Part part)
    {
        var range = part["RECURRENCE-ID"]?["RANGE"]?.ToUpperInvariant();
        if (range is not (null or "THISANDFUTURE"))
            warnings.Add($"Line {part.Line}: RANGE={Warnings.Quote(range)} is not known; the exception is for one occurrence.");

        return range == "THISANDFUTURE";
    }
}
