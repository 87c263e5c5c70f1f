using System.Collections.Frozen;
using System.Text;

namespace SohoSolo.Core.Calendars;

/// <summary>A content line taken apart: <c>NAME;PARAM=value;PARAM="value":value</c>.</summary>
internal sealed record IcsLine(int Number, string Name, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Value)
{
    /// <summary>The first parameter of that name, without its quotes.</summary>
    public string? this[string parameter]
    {
        get
        {
            foreach (var (name, value) in Parameters)
            {
                if (name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                    return value;
            }

            return null;
        }
    }

    /// <summary>The properties that somebody asks for; of others it is only said that they are some.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Asked = new[]
    {
        "BEGIN", "END", "UID", "SUMMARY", "STATUS", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "METHOD", "DTSTART", "DTEND", "DURATION",
        "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static readonly IcsLine Ignored = new(0, "", [], "");

    /// <summary>Null where there is no name or no colon. A quote that is never closed quotes nothing.</summary>
    public static IcsLine? Parse(IcsText line)
    {
        // Files that were put together have the mark of UTF-8 in their midst.
        var text = line.Text.TrimStart('\uFEFF');
        var nameEnd = text.AsSpan().IndexOfAny(';', ':');
        if (nameEnd <= 0 || !IsName(text.AsSpan(0, nameEnd).Trim()))
            return null;

        var colon = Colon(text, nameEnd);
        if (colon < 0)
            colon = text.IndexOf(':', nameEnd);
        if (colon < 0)
            return null;

        if (!Asked.TryGetValue(text.AsSpan(0, nameEnd).Trim(), out var name))
            return Ignored;

        return new IcsLine(line.Number, name, ReadParameters(text[nameEnd..colon]), text[(colon + 1)..]);
    }

    /// <summary>
    /// The line as it is where a parameter with a colon of its own was not quoted, as in <c>DTSTART;TZID=(UTC+01:00) Paris:20261130T090000</c>: no value of a
    /// time has a colon, so the last one divides.
    /// </summary>
    public IcsLine DividedAtLastColon()
    {
        var last = Value.LastIndexOf(':');
        if (last < 0 || Parameters.Count == 0)
            return this;

        var (name, value) = Parameters[^1];
        return this with { Parameters = [.. Parameters.Take(Parameters.Count - 1), new(name, $"{value}:{Value[..last]}")], Value = Value[(last + 1)..] };
    }

    /// <summary>TEXT without its escapes; a backslash before any other letter stays what it is.</summary>
    public string Text()
    {
        if (!Value.Contains('\\', StringComparison.Ordinal))
            return Value;

        var text = new StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] != '\\' || i + 1 == Value.Length || "\\;,:\"nN".IndexOf(Value[i + 1], StringComparison.Ordinal) < 0)
                text.Append(Value[i]);
            else
                text.Append(Value[++i] is 'n' or 'N' ? '\n' : Value[i]);
        }

        return text.ToString();
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        }

        return name.Length > 0;
    }

    private static int Colon(string text, int from)
    {
        var isQuoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '"')
                isQuoted = !isQuoted;
            else if (text[i] == ':' && !isQuoted)
                return i;
        }

        return -1;
    }

    private static List<KeyValuePair<string, string>> ReadParameters(string text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var isQuoted = false;
        for (int i = 1, begins = 1; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
                isQuoted = !isQuoted;
            if (i < text.Length && (text[i] != ';' || isQuoted))
                continue;

            var part = text[begins..i];
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parameters.Add(new(part[..equals].Trim(), part[(equals + 1)..].Trim().Trim('"')));

            begins = i + 1;
        }

        return parameters;
    }
}
