using System.Globalization;
using System.Text.RegularExpressions;

namespace SohoSolo.Core.Calendars;

/// <summary>Reads dates, times, durations, periods and offsets, also in the forms of ISO 8601 that some programs write by mistake.</summary>
internal static partial class IcsTimes
{
    private const long MostDays = 3_652_058;
    private const long MostSeconds = 315_537_897_599;

    private static readonly string[] ExtendedForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyyMMdd'T'HH:mm:ss",
    ];

    /// <summary>A time with the zone that its line names; VALUE=DATE makes a day of it.</summary>
    public static CalendarTime? Read(string text, IcsLine line)
    {
        var zone = line["TZID"] is { Length: > 0 } named ? named : null;
        var time = Read(text, zone);
        // What says that it is a date and yet has a time of day is believed to have it, but for midnight.
        var isDay = time is { IsDate: false, Local.TimeOfDay.Ticks: 0 } && line["VALUE"]?.Equals("DATE", StringComparison.OrdinalIgnoreCase) == true;
        return isDay && time is not null ? new CalendarTime(time.Local.Date, IsDate: true, IsUtc: false, Zone: null) : time;
    }

    public static CalendarTime? Read(string written, string? zone)
    {
        var text = written.AsSpan().Trim().TrimEnd("\\\"");
        if (text.Length == 8 || (text.Length == 9 && text[8] is ('Z' or 'z')))
            return Day(text[..8]) is { } day ? new CalendarTime(day, IsDate: true, IsUtc: false, Zone: null) : null;

        if (text.Length is 13 or 14 or 15 or 16 && text[8] is ('T' or 't'))
        {
            var isUtc = text[^1] is 'Z' or 'z';
            var moment = Moment(text[..8], text[9..^(isUtc ? 1 : 0)]);
            if (moment is { } found)
                return new CalendarTime(found, IsDate: false, isUtc, isUtc ? null : zone);
        }

        return Extended(text, zone);
    }

    /// <summary>RFC 5545 §3.3.6: weeks and days, then hours, minutes and seconds; negative ones too.</summary>
    public static CalendarSpan? ReadDuration(string text)
    {
        var rest = text.AsSpan().Trim();
        var sign = rest is ['-', ..] ? -1 : 1;
        if (rest is ['-' or '+', ..])
            rest = rest[1..];

        return rest is ['P' or 'p', _, ..] && Units(rest[1..]) is var (days, exact) ? new CalendarSpan((int)days * sign, TimeSpan.FromSeconds(exact * sign)) : null;
    }

    /// <summary>Numbers, each before its unit. Some programs write PT1D and PT1W, which can mean only one thing; months there are none.</summary>
    private static (long Days, long Exact)? Units(ReadOnlySpan<char> text)
    {
        var (days, exact, number, isTime) = (0L, 0L, -1L, false);
        foreach (var letter in text)
        {
            var unit = char.ToUpperInvariant(letter);
            if (char.IsAsciiDigit(unit))
            {
                number = (Math.Max(number, 0) * 10) + unit - '0';
                if (number > MostSeconds)
                    return null;

                continue;
            }

            if (unit == 'T' && number < 0 && !isTime)
            {
                isTime = true;
                continue;
            }

            if (number < 0 || (unit is 'H' or 'M' or 'S' && !isTime))
                return null;

            switch (unit)
            {
                case 'W': days += number * 7; break;
                case 'D': days += number; break;
                case 'H': exact += number * 3600; break;
                case 'M': exact += number * 60; break;
                case 'S': exact += number; break;
                default: return null;
            }

            number = -1;
            if (days > MostDays || exact > MostSeconds)
                return null;
        }

        return number < 0 ? (days, exact) : null;
    }

    public static CalendarPeriod? ReadPeriod(string text, IcsLine line)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return Read(text, line) is { } single ? new CalendarPeriod(single, null, null) : null;

        var zone = line["TZID"] is { Length: > 0 } named ? named : null;
        var until = text[(slash + 1)..];
        var (end, length) = (Read(until, zone), ReadDuration(until));
        return Read(text[..slash], zone) is { } start && (end is not null || length is not null) ? new CalendarPeriod(start, end, length) : null;
    }

    /// <summary>An offset such as +0100, also with seconds; no zone has ever been eighteen hours off.</summary>
    public static TimeSpan? ReadOffset(string text)
    {
        var found = OffsetForm().Match(text.Trim());
        if (!found.Success)
            return null;

        var seconds = (Number(found, "h") * 3600) + (Number(found, "m") * 60) + Number(found, "s");
        return seconds > 18 * 3600 ? null : TimeSpan.FromSeconds(found.Groups["sign"].Value == "-" ? -seconds : seconds);
    }

    private static long Number(Match found, string group) =>
        found.Groups[group] is { Success: true, Value: var digits } ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;

    private static DateTime? Day(ReadOnlySpan<char> digits) =>
        Digits(digits[..4]) is { } year and > 0 && Digits(digits[4..6]) is { } month and > 0 and <= 12
        && Digits(digits[6..8]) is { } day && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day)
            : null;

    /// <summary>Midnight may be written as 24:00; a leap second is the one before it (RFC 5545 §3.3.12). Some leave the seconds out.</summary>
    private static DateTime? Moment(ReadOnlySpan<char> date, ReadOnlySpan<char> clock)
    {
        if (clock.Length is not (4 or 6) || Day(date) is not { } day || Digits(clock[..2]) is not { } hour || Digits(clock[2..4]) is not { } minute)
            return null;

        var second = clock.Length == 6 ? Digits(clock[4..]) : 0;
        if (hour == 24 && minute == 0 && second == 0)
            return day.Date < DateTime.MaxValue.Date ? day.AddDays(1) : null;

        return hour < 24 && minute < 60 && second is { } whole and <= 60 ? day.Add(new TimeSpan(hour, minute, Math.Min(whole, 59))) : null;
    }

    private static CalendarTime? Extended(ReadOnlySpan<char> text, string? zone)
    {
        if (text.Length > 40)
            return null;

        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new CalendarTime(day, IsDate: true, IsUtc: false, Zone: null);

        var offset = OffsetAtEnd().Match(text.ToString());
        var clock = text[..^offset.Length];
        var isBasic = clock.Length is 13 or 15 && clock[8] is ('T' or 't');
        if ((isBasic ? Moment(clock[..8], clock[9..]) : Written(clock)) is not { } local)
            return null;

        local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerSecond));
        if (!offset.Success)
            return new CalendarTime(local, IsDate: false, IsUtc: false, zone);

        var ahead = offset.Value is "Z" or "z" ? TimeSpan.Zero : ReadOffset(offset.Value);
        var utc = local.Ticks - (ahead ?? TimeSpan.Zero).Ticks;
        return ahead is null || utc < 0 || utc > DateTime.MaxValue.Ticks ? null : new CalendarTime(new DateTime(utc), IsDate: false, IsUtc: true, Zone: null);
    }

    private static DateTime? Written(ReadOnlySpan<char> clock) =>
        DateTime.TryParseExact(clock, ExtendedForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;

    private static int? Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return null;

            number = (number * 10) + digit - '0';
        }

        return number;
    }

    [GeneratedRegex("^(?<sign>[+-])?(?<h>[0-9]{2}):?(?<m>[0-9]{2})(?::?(?<s>[0-9]{2}))?$")]
    private static partial Regex OffsetForm();

    [GeneratedRegex("([Zz]|[+-][0-9]{2}:?[0-9]{2})$")]
    private static partial Regex OffsetAtEnd();
}
