namespace SohoSolo.Mqtt.Client;

/// <summary>Which topics a filter means (MQTT 5.0 §4.7): <c>+</c> is one level, <c>#</c> the level before it and all below; neither begins a match with a topic that starts with <c>$</c>.</summary>
/// <param name="filter">Well-formed, not shared.</param>
internal sealed class TopicPattern(string filter)
{
    private readonly bool hasWildcards = filter.AsSpan().ContainsAny('+', '#');

    public bool Matches(string topic)
    {
        if (!hasWildcards)
            return string.Equals(filter, topic, StringComparison.Ordinal);
        if (topic.StartsWith('$') && (filter[0] is '+' or '#'))
            return false;

        return MatchesLevels(topic);
    }

    private bool MatchesLevels(ReadOnlySpan<char> topic)
    {
        ReadOnlySpan<char> wanted = filter;
        while (true)
        {
            var want = NextLevel(ref wanted, out var isLastWanted);
            if (want is "#")
                return true;

            var level = NextLevel(ref topic, out var isLast);
            if (want is not "+" && !want.SequenceEqual(level))
                return false;
            if (isLast)
                return isLastWanted || wanted is "#";
            if (isLastWanted)
                return false;
        }
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool isLast)
    {
        var end = rest.IndexOf('/');
        isLast = end < 0;
        var level = isLast ? rest : rest[..end];
        rest = isLast ? default : rest[(end + 1)..];
        return level;
    }
}
