using System.Text;

namespace SohoSolo.Hub.Mail.Mime;

/// <summary>
/// Text in a header (RFC 2047, folded by RFC 5322). Whatever people called themselves or their purposes, it stays one header: control characters become
/// spaces, and everything that is not plain becomes encoded words.
/// </summary>
internal static class EncodedWords
{
    private const int LongestLine = 76;
    private const string Start = "=?utf-8?B?";
    private const string End = "?=";

    /// <summary>39 bytes are 52 letters of base64: with its frame and the header's name the line stays under 76.</summary>
    private const int BytesOfAWord = 39;

    /// <summary>The header with its name and the end of its line.</summary>
    public static string Header(string name, string text)
    {
        var clean = Clean(text);
        return IsPlain(clean) && name.Length + 2 + clean.Length <= LongestLine
            ? $"{name}: {clean}\r\n"
            : $"{name}: {string.Join("\r\n ", Encode(clean))}\r\n";
    }

    /// <summary>A person before her address. An address alone where she has no name.</summary>
    public static string Mailbox(string name, string? person, string address)
    {
        var clean = person is null ? "" : Clean(person);
        if (clean.Length == 0) return $"{name}: {address}\r\n";

        var phrase = IsPhrase(clean) && name.Length + clean.Length + address.Length + 6 <= LongestLine ? [$"\"{clean}\""] : Encode(clean);
        return $"{name}: {string.Join("\r\n ", phrase)}{(phrase.Count > 1 || phrase[0].Length + address.Length > 60 ? "\r\n " : " ")}<{address}>\r\n";
    }

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());

        return clean.ToString().Trim();
    }

    private static bool IsPlain(string text) => text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal);

    private static bool IsPhrase(string text) => IsPlain(text) && text.AsSpan().IndexOfAny("\"\\") < 0;

    /// <summary>No word ends inside a character: each is decoded by itself.</summary>
    private static List<string> Encode(string text)
    {
        var words = new List<string>();
        var bytes = new List<byte>(BytesOfAWord);
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (bytes.Count + length > BytesOfAWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(one[..length]);
        }

        words.Add(Word(bytes));
        return words;
    }

    private static string Word(List<byte> bytes) => $"{Start}{Convert.ToBase64String([.. bytes])}{End}";
}
