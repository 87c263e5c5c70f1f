using System.Text;

namespace SohoSolo.Hub.Mail.Mime;

/// <summary>Text as lines of seven bits, 76 letters at most, still readable (RFC 2045 §6.7). No line begins with a dot or <c>From</c>, and none is a MIME boundary.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 75;

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Encode(Encoding.UTF8.GetBytes(line), encoded);
            encoded.Append("\r\n");
        }

        return encoded.ToString();
    }

    private static void Encode(byte[] line, StringBuilder encoded)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            // Servers have eaten blanks at the end of a line, doubled dots at its beginning, and quoted "From ".
            var isPlain = line[i] is > (byte)' ' and <= (byte)'~' and not (byte)'=' || (line[i] == (byte)' ' && i + 1 < line.Length);
            if (length + (isPlain ? 1 : 3) > LongestLine)
            {
                encoded.Append("=\r\n");
                length = 0;
            }

            var isRisky = line[i] is (byte)'.' or (byte)'F';
            var piece = isPlain && !(length == 0 && isRisky) ? ((char)line[i]).ToString() : $"={line[i]:X2}";

            encoded.Append(piece);
            length += piece.Length;
        }
    }
}
