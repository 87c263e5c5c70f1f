using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SohoSolo.Mqtt.Topics;

/// <summary>What is a topic name, a topic filter, a shared subscription (MQTT 5.0 §4.7, §4.8.2). The same in 3.1.1, which only does not name shared subscriptions.</summary>
public static class TopicRules
{
    private const string SharedPrefix = "$share/";
    private const int LongestUtf8PerChar = 3;

    private static readonly SearchValues<byte> Utf8Wildcards = SearchValues.Create("#+"u8);
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("#+");

    /// <summary>A topic to publish to: 1 to 65,535 bytes of well-formed UTF-8 without U+0000 and wildcards (§4.7.1, §4.7.3).</summary>
    public static bool IsName(ReadOnlySpan<byte> utf8) => utf8.Length is > 0 and <= ushort.MaxValue && Utf8.IsValid(utf8) && !utf8.Contains((byte)0) && !utf8.ContainsAny(Utf8Wildcards);

    /// <summary>A topic to publish to: 1 to 65,535 bytes as UTF-8, without U+0000, wildcards and lone surrogates (§4.7.1, §4.7.3).</summary>
    public static bool IsName(string topic) => HasNameForm(topic) && IsEncodable(topic);

    /// <summary>What can be subscribed to: <c>+</c> alone in a level, <c>#</c> alone in the last; after <c>$share/NAME/</c> likewise (§4.7.1, §4.7.3, §4.8.2).</summary>
    public static bool IsFilter(string filter) => HasFilterForm(filter) && IsEncodable(filter);

    /// <summary>Whether the filter begins as a shared subscription's does (§4.8.2).</summary>
    public static bool IsShared(string filter) => filter.StartsWith(SharedPrefix, StringComparison.Ordinal);

    /// <summary>The parts of <c>$share/NAME/FILTER</c>; false for an ordinary filter and for one that is none (§4.8.2).</summary>
    public static bool TryParseShared(string filter, out string shareName, out string topicFilter)
    {
        (shareName, topicFilter) = ("", "");
        if (!IsShared(filter) || !IsFilter(filter)) return false;

        var end = filter.IndexOf('/', SharedPrefix.Length);
        (shareName, topicFilter) = (filter[SharedPrefix.Length..end], filter[(end + 1)..]);
        return true;
    }

    /// <summary>The form alone, of a string whose encoding has been checked.</summary>
    internal static bool HasNameForm(string topic) => topic.Length > 0 && !topic.AsSpan().ContainsAny(Wildcards);

    /// <summary>The form alone, of a string whose encoding has been checked.</summary>
    internal static bool HasFilterForm(ReadOnlySpan<char> filter)
    {
        if (!filter.StartsWith(SharedPrefix, StringComparison.Ordinal)) return HasLevelForm(filter);

        var shared = filter[SharedPrefix.Length..];
        var end = shared.IndexOf('/');
        return end > 0 && !shared[..end].ContainsAny(Wildcards) && HasLevelForm(shared[(end + 1)..]);
    }

    internal static bool HoldsWildcard(in ReadOnlySequence<byte> topic)
    {
        if (topic.IsSingleSegment) return topic.FirstSpan.ContainsAny(Utf8Wildcards);

        foreach (var segment in topic)
        {
            if (segment.Span.ContainsAny(Utf8Wildcards)) return true;
        }

        return false;
    }

    private static bool HasLevelForm(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty) return false;

        for (var at = filter.IndexOfAny(Wildcards); at >= 0;)
        {
            var beginsLevel = at == 0 || filter[at - 1] == '/';
            var isLast = at == filter.Length - 1;
            var endsLevel = isLast || (filter[at] == '+' && filter[at + 1] == '/');
            if (!beginsLevel || !endsLevel) return false;

            var next = filter[(at + 1)..].IndexOfAny(Wildcards);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    private static bool IsEncodable(string text)
    {
        if (text.Contains('\0')) return false;
        if (text.Length > ushort.MaxValue / LongestUtf8PerChar && Encoding.UTF8.GetByteCount(text) > ushort.MaxValue) return false;

        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var surrogate = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate < 0) return true;
            if (Rune.DecodeFromUtf16(rest[surrogate..], out _, out var length) != OperationStatus.Done) return false;

            rest = rest[(surrogate + length)..];
        }

        return true;
    }
}
