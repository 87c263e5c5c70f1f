using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace SohoSolo.Mqtt.Tests.Access;

/// <summary>Filters as the specification tells them in words (MQTT 5.0 §4.7), turned into regular expressions, over every topic of a small world.</summary>
internal static class Oracle
{
    private static readonly string[] Names = ["", "a", "b", "$s"];

    /// <summary>All topics of up to four levels, with a name that no filter holds. The empty one cannot be published, and the rules need not know that.</summary>
    public static readonly string[] Topics = [.. Deeper(4, [.. Names, "z"])];

    public static readonly Gen<string> Filter =
        from levels in Gen.Elements("", "a", "b", "$s", "+", "+").ListOf()
        let some = levels.Take(3).ToArray()
        from end in Gen.Elements("", "#")
        let all = end.Length > 0 ? [.. some, end] : some
        where all.Length > 0
        select string.Join('/', all);

    public static bool Matches(string filter, string topic)
    {
        if (filter.AsSpan().IndexOfAny('+', '#') == 0 && topic.StartsWith('$'))
            return false;

        var pattern = Regex.Escape(filter).Replace("\\+", "[^/]*", StringComparison.Ordinal).Replace("/\\#", "(/.*)?", StringComparison.Ordinal).Replace("\\#", ".*", StringComparison.Ordinal);
        return Regex.IsMatch(topic, $"\\A{pattern}\\z");
    }

    private static IEnumerable<string> Deeper(int levels, string[] names) => levels == 1
        ? names
        : Deeper(levels - 1, names).Concat(Deeper(levels - 1, names).Where(topic => topic.Count(letter => letter == '/') == levels - 2).SelectMany(topic => names, (topic, name) => $"{topic}/{name}"));
}
