using System.Text;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// From bytes to logical lines, still as bytes: most lines of most files are of no interest, and are never decoded. Lines are unfolded before they are decoded, for a fold may divide a letter
/// of UTF-8. Lines may end in CRLF, LF or CR; empty ones, also within a fold, mean nothing.
/// </summary>
internal ref struct IcsLines
{
    private const int LongestLine = 1 << 20;
    private const int LongestFile = 32 << 20;

    /// <summary>What Windows-1252 has where Latin-1 has control characters that nobody writes.</summary>
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Warnings _warnings;
    private byte[] _unfolded = [];
    private int _at;
    private int _read;

    public IcsLines(ReadOnlySpan<byte> bytes, Warnings warnings)
    {
        if (bytes.Length > LongestFile)
        {
            warnings.Add($"The file is longer than {LongestFile >> 20} MiB; the rest of it is not read.");
            bytes = bytes[..LongestFile];
        }

        _bytes = WithoutMark(bytes);
        _warnings = warnings;
    }

    /// <summary>The logical line, and the number of the file's line that it begins on.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    public int Number { get; private set; }

    public bool Next()
    {
        var line = ReadOnlySpan<byte>.Empty;
        while (line.IsEmpty && _at < _bytes.Length)
            line = TakeLine();

        if (line.IsEmpty)
            return false;

        Number = _read;
        Line = IsFold() ? Unfolded(line) : Cut(line, 0);
        return true;
    }

    /// <summary>What is not UTF-8 is taken as Windows-1252, which contains Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, int number, Warnings warnings)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);

        warnings.Add($"Line {number}: not UTF-8; read as Windows-1252, and so are others like it.");
        return string.Create(bytes.Length, bytes, static (text, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                text[i] = source[i] is >= 0x80 and < 0xA0 ? Windows[source[i] - 0x80] : (char)source[i];
        });
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => rest,
        [0xFF, 0xFE, .. var rest] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest)),
        [(byte)'B', 0, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)),
        [0xFE, 0xFF, .. var rest] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(rest)),
        [0, (byte)'B', ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes)),
        _ => bytes,
    };

    /// <summary>The next line of the file without its end.</summary>
    private ReadOnlySpan<byte> TakeLine()
    {
        var rest = _bytes[_at..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
            length = rest.Length;

        _at += length;
        _at += rest.Length > length + 1 && rest[length] == '\r' && rest[length + 1] == '\n' ? 2 : 1;
        _read++;
        return rest[..length];
    }

    /// <summary>Whether what comes next belongs to this line; empty lines before it are stepped over.</summary>
    private bool IsFold()
    {
        while (_at < _bytes.Length && _bytes[_at] is (byte)'\r' or (byte)'\n')
            TakeLine();

        return _at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\t';
    }

    private ReadOnlySpan<byte> Unfolded(ReadOnlySpan<byte> first)
    {
        var length = Append(first, 0);
        while (IsFold())
            length = Append(TakeLine()[1..], length);

        return _unfolded.AsSpan(0, length);
    }

    private int Append(ReadOnlySpan<byte> more, int length)
    {
        more = Cut(more, length);
        if (_unfolded.Length < length + more.Length)
            Array.Resize(ref _unfolded, Math.Max(1024, 2 * (length + more.Length)));

        more.CopyTo(_unfolded.AsSpan(length));
        return length + more.Length;
    }

    private readonly ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> more, int length)
    {
        if (length + more.Length <= LongestLine)
            return more;

        _warnings.Add($"Line {_read}: longer than {LongestLine >> 20} MiB; the rest of it is not read.");
        return more[..Math.Max(0, LongestLine - length)];
    }
}
