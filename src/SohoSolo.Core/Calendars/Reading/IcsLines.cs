using System.Text;

namespace SohoSolo.Core.Calendars;

/// <summary>One logical line, and the number of the file's line that it begins on.</summary>
internal readonly record struct IcsText(int Number, string Text);

/// <summary>
/// From bytes to logical lines. Lines are unfolded before they are decoded, for a fold may divide a letter of UTF-8; a line that is not UTF-8 is taken as
/// Windows-1252, which contains Latin-1. Lines may end in CRLF, LF or CR; empty ones, also within a fold, mean nothing.
/// </summary>
internal static class IcsLines
{
    private const int LongestLine = 1 << 20;
    private const int LongestFile = 32 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What Windows-1252 has where Latin-1 has control characters that nobody writes.</summary>
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public static IEnumerable<IcsText> Of(ReadOnlySpan<byte> bytes, Warnings warnings)
    {
        if (bytes.Length > LongestFile)
        {
            warnings.Add($"The file is longer than {LongestFile >> 20} MiB; the rest of it is not read.");
            bytes = bytes[..LongestFile];
        }

        return Unfolded(WithoutMark(bytes), warnings);
    }

    private static byte[] WithoutMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => rest.ToArray(),
        [0xFF, 0xFE, .. var rest] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest)),
        [(byte)'B', 0, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)),
        [0xFE, 0xFF, .. var rest] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(rest)),
        _ => bytes.ToArray(),
    };

    private static IEnumerable<IcsText> Unfolded(byte[] bytes, Warnings warnings)
    {
        var line = new List<byte>();
        var (number, began) = (0, 0);
        for (var at = 0; at < bytes.Length;)
        {
            var length = LengthOfLine(bytes, at);
            number++;
            var folded = length > 0 && bytes[at] is (byte)' ' or (byte)'\t' && line.Count > 0;
            if (length > 0 && !folded)
            {
                if (line.Count > 0)
                    yield return new IcsText(began, Decode(line, began, warnings));

                line.Clear();
                began = number;
            }

            Append(line, bytes.AsSpan(at, length)[(folded ? 1 : 0)..], number, warnings);
            at += length;
            at += at + 1 < bytes.Length && bytes[at] == '\r' && bytes[at + 1] == '\n' ? 2 : 1;
        }

        if (line.Count > 0)
            yield return new IcsText(began, Decode(line, began, warnings));
    }

    private static int LengthOfLine(byte[] bytes, int at)
    {
        var length = bytes.AsSpan(at).IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0 ? bytes.Length - at : length;
    }

    private static void Append(List<byte> line, ReadOnlySpan<byte> more, int number, Warnings warnings)
    {
        if (line.Count + more.Length > LongestLine)
        {
            warnings.Add($"Line {number}: longer than {LongestLine >> 20} MiB; the rest of it is not read.");
            more = more[..Math.Max(0, LongestLine - line.Count)];
        }

        line.AddRange(more);
    }

    private static string Decode(List<byte> line, int number, Warnings warnings)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Utf8.GetString(bytes);

        warnings.Add($"Line {number}: not UTF-8; read as Windows-1252, and so are others like it.");
        return string.Create(bytes.Length, bytes, static (text, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                text[i] = source[i] is >= 0x80 and < 0xA0 ? Windows[source[i] - 0x80] : (char)source[i];
        });
    }
}
