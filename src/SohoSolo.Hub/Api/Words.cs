using System.Collections.Concurrent;
using System.Text;

namespace SohoSolo.Hub.Api;

/// <summary>Enumerations travel as kebab-case words everywhere: <c>CheckedIn</c> is <c>checked-in</c> (<c>rulings</c> 7).</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum value) => Known.GetOrAdd(value, static named => Kebab(named.ToString()));

    /// <summary>The value a word names, or null when no value has that name.</summary>
    public static T? Read<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All the words, for a message that says which ones are known.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => Of(value)));

    private static string Kebab(string name)
    {
        var word = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
