using System.Globalization;

namespace SohoSolo.Core.Calendars;

/// <summary>Reads one RRULE. The first thing it cannot accept is what it answers; later ones are often only its consequence.</summary>
internal sealed class RecurrenceReader
{
    private const int LongestText = 500;

    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly string[] Known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private string? _why;

    public RecurrenceParse Read(string? text)
    {
        Split(text ?? "");
        if (_why is not null)
            return new RecurrenceParse.Unreadable(_why);

        var rule = new RecurrenceRule
        {
            Frequency = ReadFrequency(),
            Interval = ReadNumber("INTERVAL") ?? 1,
            Count = ReadNumber("COUNT"),
            Until = ReadUntil(),
            ByMonth = ReadList("BYMONTH", value => ReadInteger("BYMONTH", value, 1, 12)),
            ByMonthDay = ReadList("BYMONTHDAY", value => ReadInteger("BYMONTHDAY", value, -31, 31)),
            ByDay = ReadList("BYDAY", ReadWeekday),
            BySetPos = ReadList("BYSETPOS", value => ReadInteger("BYSETPOS", value, -366, 366)),
            WeekStart = ReadWeekStart(),
        };
        CheckParts(rule);
        CheckEnd(rule);
        return _why is null ? new RecurrenceParse.Parsed(rule) : new RecurrenceParse.Unreadable(_why);
    }

    private void Refuse(string why) => _why ??= why;

    private void Split(string text)
    {
        var rule = text.Trim().ToUpperInvariant();
        if (rule.StartsWith("RRULE:", StringComparison.Ordinal))
            rule = rule["RRULE:".Length..];

        if (rule.Length is 0 or > LongestText)
        {
            Refuse(rule.Length == 0 ? "The rule is empty." : $"The rule is longer than {LongestText} characters.");
            return;
        }

        foreach (var part in rule.Split(';'))
            AddPart(part);
    }

    private void AddPart(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == part.Length - 1)
        {
            Refuse($"'{part}' is not of the form NAME=value.");
            return;
        }

        var name = part[..equals];
        if (!Known.Contains(name))
            Refuse($"{name} is not supported; a series may use {string.Join(", ", Known)}.");

        if (!_parts.TryAdd(name, part[(equals + 1)..]))
            Refuse($"{name} is given twice.");
    }

    private Frequency ReadFrequency()
    {
        switch (_parts.GetValueOrDefault("FREQ"))
        {
            case "DAILY": return Frequency.Daily;
            case "WEEKLY": return Frequency.Weekly;
            case "MONTHLY": return Frequency.Monthly;
            case "YEARLY": return Frequency.Yearly;
            case null:
                Refuse("FREQ is missing.");
                return default;
            case var other:
                Refuse($"FREQ={other} is not supported; it is one of DAILY, WEEKLY, MONTHLY, YEARLY.");
                return default;
        }
    }

    private int? ReadNumber(string name)
    {
        if (!_parts.TryGetValue(name, out var value))
            return null;

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            Refuse($"{name}={value} is not a whole number from 1 to {int.MaxValue}.");

        return number;
    }

    private RuleEnd? ReadUntil()
    {
        if (!_parts.TryGetValue("UNTIL", out var value))
            return null;

        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new RuleEnd.OnDay(day);

        var isUtc = value.EndsWith('Z');
        if (DateTime.TryParseExact(isUtc ? value[..^1] : value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return isUtc ? new RuleEnd.AtUtc(new DateTimeOffset(moment, TimeSpan.Zero)) : new RuleEnd.AtLocal(moment);

        Refuse($"UNTIL={value} is neither a date such as 20261231 nor a time such as 20261231T235959Z.");
        return null;
    }

    private List<T> ReadList<T>(string name, Func<string, T> read) =>
        _parts.TryGetValue(name, out var values) ? [.. values.Split(',').Select(read).Distinct()] : [];

    private int ReadInteger(string name, string value, int least, int most)
    {
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number == 0 || number < least || number > most)
            Refuse($"{name} cannot be '{value}'; it goes from {(least < 0 ? $"1 to {most}, or from -1 to {least} counted from the end" : $"1 to {most}")}.");

        return number;
    }

    private RuleWeekday ReadWeekday(string value)
    {
        var day = value.Length < 2 ? -1 : Array.IndexOf(Weekdays, value[^2..]);
        if (day < 0)
        {
            Refuse($"BYDAY cannot be '{value}'; it names days as MO, or as 1MO or -1MO.");
            return default;
        }

        return new RuleWeekday((DayOfWeek)day, value.Length == 2 ? 0 : ReadInteger("BYDAY", value[..^2], -53, 53));
    }

    private DayOfWeek ReadWeekStart()
    {
        var value = _parts.GetValueOrDefault("WKST", "MO");
        var day = Array.IndexOf(Weekdays, value);
        if (day < 0)
            Refuse($"WKST cannot be '{value}'; it names a day as MO.");

        return (DayOfWeek)day;
    }

    /// <summary>What the RFC says about parts that may not stand together.</summary>
    private void CheckParts(RecurrenceRule rule)
    {
        var hasOrdinals = rule.ByDay.Any(weekday => weekday.Ordinal != 0);
        if (hasOrdinals && rule.Frequency is Frequency.Daily or Frequency.Weekly)
            Refuse("BYDAY may count days (1MO) only with FREQ=MONTHLY or FREQ=YEARLY.");

        var countsInMonth = rule.Frequency is Frequency.Monthly || rule.ByMonth.Count > 0;
        if (countsInMonth && rule.ByDay.Any(weekday => weekday.Ordinal is < -5 or > 5))
            Refuse("BYDAY counts to 5 at most, since a month has no sixth of any weekday.");

        if (rule.ByMonthDay.Count > 0 && rule.Frequency is Frequency.Weekly)
            Refuse("BYMONTHDAY does not go with FREQ=WEEKLY.");

        if (rule.BySetPos.Count > 0 && rule.ByDay.Count + rule.ByMonthDay.Count + rule.ByMonth.Count == 0)
            Refuse("BYSETPOS needs another BY part to choose from.");
    }

    private void CheckEnd(RecurrenceRule rule)
    {
        if (rule.Count is not null && rule.Until is not null)
            Refuse("COUNT and UNTIL do not go together.");

        if (rule.Count is null && rule.Until is null)
            Refuse(RecurrenceParse.WithoutEnd);
    }
}
