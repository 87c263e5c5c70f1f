using System.Text;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// Lines of a calendar file as RFC 5545 wants them: ended by CR LF, folded so that none is longer than 75 octets, never inside a character, and with whatever people wrote escaped, so
/// that it stays one value.
/// </summary>
internal sealed class ContentWriter
{
    private const int LongestLine = 75;

    private readonly StringBuilder written = new(4096);

    public void Begin(string component) => Line("BEGIN", component);

    public void End(string component) => Line("END", component);

    /// <summary>A value of ours, which needs no escaping. <paramref name="property"/> may carry parameters.</summary>
    public void Line(string property, string value)
    {
        var octets = 0;
        foreach (var rune in $"{property}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                written.Append("\r\n ");
                octets = 1;
            }

            written.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        written.Append("\r\n");
    }

    /// <summary>What people wrote; nothing for nothing.</summary>
    public void Text(string property, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) Line(property, Escape(text));
    }

    /// <summary>A parameter's value in quotes, which can hold neither quotes nor control characters (RFC 5545 §3.2).</summary>
    public static string Quote(string text) =>
        $"\"{string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Select(rune => rune.Value == '"' ? "\u2019" : rune.ToString()))}\"";

    public override string ToString() => written.ToString();

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append((char)rune.Value),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append('\t'),
                _ when Rune.IsControl(rune) => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
