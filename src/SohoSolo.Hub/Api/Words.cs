using System.Text;

namespace SohoSolo.Hub.Api;

/// <summary>Enums travel as kebab-case words (<c>rulings</c> 7): <c>CheckedIn</c> is <c>checked-in</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Words.TryGetValue(value, out var word) ? word : throw new ArgumentOutOfRangeException(nameof(value), value, "The value has no word.");

    /// <summary>The value a word names, or null when no value has that name.</summary>
    public static T? Read<T>(string? word)
        where T : struct, Enum => word is not null && Table<T>.Values.TryGetValue(word, out var value) ? value : null;

    /// <summary>Every word of an enum, for messages: <c>desk, office, meeting-room</c>.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Table<T>.Words.Values);

    /// <summary>A reason as a title: <c>quota-exhausted</c> is "Quota exhausted".</summary>
    public static string Title(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].Replace('-', ' ');

    public static string Kebab(string name)
    {
        var kebab = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(value => value, value => Kebab(value.ToString()));

        public static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
