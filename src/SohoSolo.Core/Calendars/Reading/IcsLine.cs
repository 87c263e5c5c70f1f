using System.Buffers;
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
        "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "FREEBUSY", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
        "X-WR-TIMEZONE", "TIMEZONE-ID",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<byte> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    public static readonly IcsLine Ignored = new(0, "", [], "");

    private const int LongestName = 32;

    private static readonly KeyValuePair<string, string>[] None = [];

    /// <summary>Null where there is no name or no colon. A quote that is never closed quotes nothing.</summary>
    public static IcsLine? Parse(ReadOnlySpan<byte> line, int number, Warnings warnings)
    {
        // Files that were put together have the mark of UTF-8 in their midst.
        while (line is [0xEF, 0xBB, 0xBF, ..])
            line = line[3..];

        var nameEnd = line.IndexOfAny((byte)';', (byte)':');
        if (nameEnd <= 0)
            return null;

        var written = line[..nameEnd][Ascii.Trim(line[..nameEnd])];
        var colon = line[nameEnd] == ':' ? nameEnd : Colon(line, nameEnd);
        if (!IsName(written) || colon < 0)
            return null;

        Span<char> letters = stackalloc char[LongestName];
        if (written.Length > LongestName || Ascii.ToUpper(written, letters, out var length) != OperationStatus.Done || !Asked.TryGetValue(letters[..length], out var name))
            return Ignored;

        IReadOnlyList<KeyValuePair<string, string>> parameters = colon == nameEnd ? None : ReadParameters(IcsLines.Decode(line[nameEnd..colon], number, warnings));
        return new IcsLine(number, name, parameters, IcsLines.Decode(line[(colon + 1)..], number, warnings));
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

    private static bool IsName(ReadOnlySpan<byte> name) => !name.IsEmpty && !name.ContainsAnyExcept(NameLetters);

    /// <summary>The colon after the parameters: the first that is not quoted, or the first of all where no quote is closed before one.</summary>
    private static int Colon(ReadOnlySpan<byte> line, int from)
    {
        var isQuoted = false;
        for (var at = from; at < line.Length; at++)
        {
            var next = line[at..].IndexOfAny((byte)'"', (byte)':');
            if (next < 0)
                break;

            at += next;
            if (line[at] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                return at;
        }

        var first = line[from..].IndexOf((byte)':');
        return first < 0 ? -1 : from + first;
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
