using System.Globalization;

namespace SohoSolo.Hub.Api;

/// <summary>Characters that nobody sees and that change what others read.</summary>
internal static class Unseen
{
    public static bool Is(char letter) => char.IsControl(letter) || Turns(letter);

    /// <summary>Whether there is nothing to see of a text: a name of a zero-width space is a link that nobody finds.</summary>
    public static bool IsBlank(string text) => text.All(letter => char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format);

    /// <summary>The text without what would turn the direction of all that follows it on a page.</summary>
    public static string Without(string text) => text.Any(Turns) ? string.Concat(text.Where(letter => !Turns(letter))) : text;

    /// <summary>Unicode's embeddings, overrides and isolates. Names in Arabic or Hebrew need none of them.</summary>
    private static bool Turns(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
