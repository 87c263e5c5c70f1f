using System.Globalization;

namespace SohoSolo.Core.Calendars;

/// <summary>Reads the RRULE of somebody else's calendar: all of RFC 5545 §3.3.10, endless rules too. What contradicts the RFC is a warning and is read as most programs do.</summary>
internal sealed class RuleReader(Warnings warnings, int line)
{
    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly string[] Known =
    [
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS",
        "SKIP",
    ];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private bool _isUnreadable;

    /// <summary>Null where nothing sensible can be made of it; then the event comes once.</summary>
    public RecurrenceRule? Read(string text, CalendarTime start)
    {
        // Some escape it as if it were text.
        foreach (var part in text.Trim().Replace("\\", "", StringComparison.Ordinal).ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            AddPart(part);

        if (ReadFrequency() is not { } frequency)
            return Unreadable(text);

        var asked = new RecurrenceRule
        {
            Frequency = frequency,
            Interval = ReadInterval(),
            Count = ReadCount(),
            Until = ReadUntil(),
            ByMonth = Numbers("BYMONTH", 1, 12),
            ByWeekNo = Numbers("BYWEEKNO", -53, 53),
            ByYearDay = Numbers("BYYEARDAY", -366, 366),
            ByMonthDay = Numbers("BYMONTHDAY", -31, 31),
            ByDay = ReadWeekdays(),
            ByHour = Numbers("BYHOUR", 0, 23),
            ByMinute = Numbers("BYMINUTE", 0, 59),
            BySecond = [.. Numbers("BYSECOND", 0, 60).Select(second => Math.Min(second, 59)).Distinct()],
            BySetPos = Numbers("BYSETPOS", -366, 366),
            WeekStart = ReadWeekStart(),
            Skip = ReadSkip(),
        };
        return _isUnreadable ? Unreadable(text) : Sensible(asked, text, start);
    }

    private RecurrenceRule? Unreadable(string text)
    {
        Warn($"the rule {Warnings.Quote(text)} cannot be read; the event is taken to come once.");
        return null;
    }

    private void Warn(string what) => warnings.Add($"Line {line}: {what}");

    private void AddPart(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (part, "") : (part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart());
        if (name == "RSCALE" && value == "GREGORIAN")
            return;

        // "RRULE:RRULE:FREQ=…" has been seen.
        if (name.StartsWith("RRULE:", StringComparison.Ordinal))
            name = name["RRULE:".Length..];

        if (!Known.Contains(name))
            Warn($"{Warnings.Quote(name)} of a rule is not known, and is ignored.");
        else if (value.Length > 0 && !_parts.TryAdd(name, value))
            Warn($"{name} is given twice in a rule; the first is taken.");
    }

    private Frequency? ReadFrequency() => _parts.GetValueOrDefault("FREQ") switch
    {
        "SECONDLY" => Frequency.Secondly,
        "MINUTELY" => Frequency.Minutely,
        "HOURLY" => Frequency.Hourly,
        "DAILY" => Frequency.Daily,
        "WEEKLY" => Frequency.Weekly,
        "MONTHLY" => Frequency.Monthly,
        "YEARLY" => Frequency.Yearly,
        _ => null,
    };

    private int ReadInterval()
    {
        if (!_parts.TryGetValue("INTERVAL", out var text))
            return 1;

        if (Whole(text) is { } number and > 0)
            return (int)Math.Min(number, int.MaxValue);

        Warn($"INTERVAL={Warnings.Quote(text)} is taken as 1.");
        return 1;
    }

    private int? ReadCount()
    {
        if (!_parts.TryGetValue("COUNT", out var text))
            return null;

        if (Whole(text) is { } number and > 0)
            return (int)Math.Min(number, int.MaxValue);

        if (text is ['-', ..] && Whole(text[1..]) is > 0)
        {
            // What programs hold for "not counted".
            Warn($"COUNT={Warnings.Quote(text)} is ignored.");
            return null;
        }

        _isUnreadable = true;
        return null;
    }

    /// <summary>An UNTIL that cannot be read may not make a rule endless.</summary>
    private RuleEnd? ReadUntil()
    {
        if (!_parts.TryGetValue("UNTIL", out var text))
            return null;

        switch (IcsTimes.Read(text, zone: null))
        {
            case null:
                _isUnreadable = true;
                return null;
            case { IsDate: true } day:
                return new RuleEnd.OnDay(day.Day);
            case { IsUtc: true } utc:
                return new RuleEnd.AtUtc(new DateTimeOffset(utc.Local, TimeSpan.Zero));
            case var local:
                return new RuleEnd.AtLocal(local.Local);
        }
    }

    private List<int> Numbers(string name, int least, int most)
    {
        var numbers = new List<int>();
        foreach (var value in Values(name))
        {
            if (Number(name, value, least, most) is { } number && !numbers.Contains(number))
                numbers.Add(number);
        }

        // A part that names nothing possible would otherwise allow everything.
        _isUnreadable |= numbers.Count == 0 && _parts.ContainsKey(name);
        return numbers;
    }

    private int? Number(string name, string value, int least, int most)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && (number != 0 || least == 0))
            return number;

        Warn($"{name} of a rule cannot be {Warnings.Quote(value)}; that is ignored.");
        return null;
    }

    private List<RuleWeekday> ReadWeekdays()
    {
        var days = new List<RuleWeekday>();
        foreach (var value in Values("BYDAY"))
        {
            var day = value.Length < 2 ? -1 : Array.IndexOf(Weekdays, value[^2..]);
            if (day < 0)
                Warn($"BYDAY of a rule cannot be {Warnings.Quote(value)}; that is ignored.");
            else if (value.Length == 2)
                days.Add(new RuleWeekday((DayOfWeek)day));
            else if (Number("BYDAY", value[..^2], -53, 53) is { } ordinal)
                days.Add(new RuleWeekday((DayOfWeek)day, ordinal));
        }

        _isUnreadable |= days.Count == 0 && _parts.ContainsKey("BYDAY");
        return [.. days.Distinct()];
    }

    private string[] Values(string name) =>
        _parts.TryGetValue(name, out var text) ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    private DayOfWeek ReadWeekStart()
    {
        var day = Array.IndexOf(Weekdays, _parts.GetValueOrDefault("WKST", "MO"));
        if (day < 0)
            Warn("WKST of a rule names no day; the week begins on Monday.");

        return day < 0 ? DayOfWeek.Monday : (DayOfWeek)day;
    }

    private DaySkip ReadSkip()
    {
        switch (_parts.GetValueOrDefault("SKIP", "OMIT"))
        {
            case "OMIT":
                return DaySkip.Omit;
            case "BACKWARD":
                return DaySkip.Backward;
            case "FORWARD":
                return DaySkip.Forward;
            case var other:
                Warn($"SKIP={Warnings.Quote(other)} of a rule is not known; days that a month does not have do not come.");
                return DaySkip.Omit;
        }
    }

    private RecurrenceRule? Sensible(RecurrenceRule rule, string text, CalendarTime start)
    {
        if (rule.Count is not null && rule.Until is not null)
            Warn("COUNT and UNTIL do not go together; the series ends at whichever comes first.");

        // Counting days of a week, of a day or of numbered weeks means nothing; the day itself is then meant.
        var counts = rule.Frequency is Frequency.Monthly or Frequency.Yearly && rule.ByWeekNo.Count == 0;
        if (!counts && rule.ByDay.Any(weekday => weekday.Ordinal != 0))
        {
            Warn($"BYDAY cannot count days in {Warnings.Quote(text)}; the weekdays are taken.");
            rule = rule with { ByDay = [.. rule.ByDay.Select(weekday => new RuleWeekday(weekday.Day)).Distinct()] };
        }

        if (!start.IsDate)
            return rule;

        if (rule.Frequency < Frequency.Daily)
            return Unreadable(text);

        return rule with { ByHour = [], ByMinute = [], BySecond = [] };
    }

    private static long? Whole(string text) =>
        text.Length <= 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
