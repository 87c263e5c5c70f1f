namespace SohoSolo.Mqtt.Access;

/// <summary>Topic filters as sets of topics (MQTT 5.0 §4.7): what they hold, contain and share. Filters and topics are taken to be well formed; nothing is allocated.</summary>
public static class TopicFilters
{
    private const string AnyLevel = "+";
    private const string AnyRest = "#";

    /// <summary>Wildcards stand alone in their level, and <c>#</c> is the last one (MQTT 5.0 §4.7.1).</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty || filter.Contains('\0'))
            return false;

        var levels = new Levels(filter);
        while (levels.Next(out var level))
        {
            if (level.ContainsAny('+', '#') && (level.Length > 1 || (level is AnyRest && !levels.IsOver)))
                return false;
        }

        return true;
    }

    /// <summary>Whether the topic is one of the filter's (MQTT 5.0 §4.7.1); a wildcard in front does not stand for <c>$SYS</c> and its like (§4.7.2).</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic) => Covers(filter, topic);

    /// <summary>Whether every topic of <paramref name="narrow"/> is one of <paramref name="wide"/>'s too.</summary>
    public static bool Covers(ReadOnlySpan<char> wide, ReadOnlySpan<char> narrow)
    {
        if (IsHidden(wide, narrow))
            return false;

        // "+/#" and "#" hold the same topics, for none is shorter than one level.
        var holding = new Levels(wide is "+/#" ? AnyRest : wide);
        var asked = new Levels(narrow);
        while (holding.Next(out var held))
        {
            if (held is AnyRest)
                return true;

            if (!asked.Next(out var level) || level is AnyRest || (held is not AnyLevel && !held.SequenceEqual(level)))
                return false;
        }

        return asked.IsOver;
    }

    /// <summary>Whether some topic is one of both.</summary>
    public static bool Overlaps(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (IsHidden(one, other) || IsHidden(other, one))
            return false;

        var ones = new Levels(one);
        var others = new Levels(other);
        while (true)
        {
            var hasOne = ones.Next(out var first);
            var hasOther = others.Next(out var second);
            if (first is AnyRest || second is AnyRest)
                return true;

            if (!hasOne || !hasOther)
                return hasOne == hasOther;

            if (first is not AnyLevel && second is not AnyLevel && !first.SequenceEqual(second))
                return false;
        }
    }

    /// <summary>A wildcard in front sees no topic that begins with a dollar (MQTT 5.0 §4.7.2).</summary>
    private static bool IsHidden(ReadOnlySpan<char> from, ReadOnlySpan<char> seen) => from is ['+' or '#', ..] && seen is ['$', ..];

    /// <summary>The levels of a filter or topic, one after the other; "a/" has two, the second empty.</summary>
    private ref struct Levels(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;

        public bool IsOver { get; private set; }

        public bool Next(out ReadOnlySpan<char> level)
        {
            level = default;
            if (IsOver)
                return false;

            var slash = rest.IndexOf('/');
            IsOver = slash < 0;
            level = IsOver ? rest : rest[..slash];
            rest = IsOver ? default : rest[(slash + 1)..];
            return true;
        }
    }
}
