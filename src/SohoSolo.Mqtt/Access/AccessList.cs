namespace SohoSolo.Mqtt.Access;

/// <summary>
/// Who may publish and subscribe where, in the lines of Mosquitto's ACL file: <c>user NAME</c>, <c>topic [read|write|readwrite|deny] FILTER</c> for that user (before the first <c>user</c> line:
/// for clients without a name), <c>pattern [read|write|readwrite|deny] FILTER</c> for everybody, with <c>%u</c> for the user's name and <c>%c</c> for the client identifier. Without a word of
/// access, readwrite is meant. What no line allows is refused, and a deny stands above every other line, wherever it is written.
/// </summary>
/// <remarks>
/// A publish needs a write line whose filter matches the topic. A subscription is granted when one read line covers every topic of its filter and no deny line shares one with it: what it would
/// deliver is decided when it is asked for, not message by message. A name with a wildcard or a slash in it never widens a line: the line does not apply to it. Immutable, and safe to use from many threads.
/// </remarks>
public sealed class AccessList
{
    private static readonly AccessRule[] None = [];

    private readonly AccessRule[] anonymous;
    private readonly AccessRule[] patterns;
    private readonly Dictionary<string, AccessRule[]> users;

    private AccessList(List<AccessRule> anonymous, List<AccessRule> patterns, Dictionary<string, List<AccessRule>> users)
    {
        this.anonymous = [.. anonymous];
        this.patterns = [.. patterns];
        this.users = users.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Reads a file. <see cref="AccessFileException"/> says which line is wrong, or why the file cannot be read.</summary>
    public static AccessList Read(string path) => Parse(TextFile.Read(path), path);

    /// <summary>The same from a text; <paramref name="name"/> is what a complaint calls it.</summary>
    public static AccessList Parse(string text, string name = "acl")
    {
        var anonymous = new List<AccessRule>();
        var patterns = new List<AccessRule>();
        var users = new Dictionary<string, List<AccessRule>>(StringComparer.Ordinal);
        var current = anonymous;
        foreach (var (number, line) in TextFile.Lines(text))
        {
            var (word, rest) = Split(line);
            switch (word)
            {
                case "user":
                    current = Of(users, rest.Length > 0 ? rest : throw AccessFileException.At(name, number, "'user' needs a name"));
                    break;
                case "topic":
                    current.Add(Rule(name, number, rest, AccessRule.Topic));
                    break;
                case "pattern":
                    patterns.Add(Rule(name, number, rest, AccessRule.Pattern));
                    break;
                default:
                    throw AccessFileException.At(name, number, $"a line begins with user, topic or pattern, not '{word}'");
            }
        }

        return new AccessList(anonymous, patterns, users);
    }

    /// <summary>Whether the client may publish to the topic. <paramref name="user"/> is null for an anonymous one.</summary>
    public bool MayPublish(string? user, string clientId, string topic) =>
        !topic.AsSpan().ContainsAny("+#") && Judge(user, clientId, topic, AccessKinds.Write);

    /// <summary>Whether the client may subscribe to the filter; of a shared subscription (MQTT 5.0 §4.8.2) the filter inside counts.</summary>
    public bool MaySubscribe(string? user, string clientId, string filter) =>
        Inner(filter) is { } inner && TopicFilters.IsWellFormed(inner) && Judge(user, clientId, inner, AccessKinds.Read);

    private static List<AccessRule> Of(Dictionary<string, List<AccessRule>> users, string name)
    {
        if (!users.TryGetValue(name, out var rules))
            users.Add(name, rules = []);

        return rules;
    }

    private static AccessRule Rule(string file, int number, string text, Func<AccessKinds, string, AccessRule> make)
    {
        var (word, rest) = Split(text);
        AccessKinds? named = word switch
        {
            "read" => AccessKinds.Read,
            "write" => AccessKinds.Write,
            "readwrite" => AccessKinds.ReadWrite,
            "deny" => AccessKinds.Deny,
            _ => null,
        };

        // One word alone is a filter, even one called "read"; of two, the first must say which access.
        if (rest.Length > 0 && named is null)
            throw AccessFileException.At(file, number, $"'{word}' is no access; it is read, write, readwrite or deny");

        var filter = rest.Length > 0 ? rest : text;
        return TopicFilters.IsWellFormed(filter)
            ? make(rest.Length > 0 ? named!.Value : AccessKinds.ReadWrite, filter)
            : throw AccessFileException.At(file, number, filter.Length == 0 ? "a topic filter is missing" : $"'{filter}' is no topic filter: + and # stand alone between slashes, # at the end");
    }

    private static (string Word, string After) Split(string line)
    {
        var end = line.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (line, "") : (line[..end], line[end..].TrimStart());
    }

    /// <summary>Null for a share without a name or filter.</summary>
    private static string? Inner(string filter)
    {
        const string Share = "$share/";
        if (!filter.StartsWith(Share, StringComparison.Ordinal))
            return filter;

        var slash = filter.IndexOf('/', Share.Length);
        return slash > Share.Length ? filter[(slash + 1)..] : null;
    }

    private bool Judge(string? user, string clientId, string asked, AccessKinds kind)
    {
        var own = user is null ? anonymous : users.GetValueOrDefault(user, None);
        Span<char> room = stackalloc char[256];
        return !IsDenied(own, user, clientId, asked, room) && !IsDenied(patterns, user, clientId, asked, room)
            && (IsAllowed(own, user, clientId, asked, kind, room) || IsAllowed(patterns, user, clientId, asked, kind, room));
    }

    /// <summary>A topic is a filter that holds itself alone, so that one question does for both.</summary>
    private static bool IsDenied(AccessRule[] rules, string? user, string clientId, string asked, Span<char> room)
    {
        foreach (var rule in rules)
        {
            if (rule.Kinds == AccessKinds.Deny && rule.For(user, clientId, room, out var filter) && TopicFilters.Overlaps(filter, asked))
                return true;
        }

        return false;
    }

    private static bool IsAllowed(AccessRule[] rules, string? user, string clientId, string asked, AccessKinds kind, Span<char> room)
    {
        foreach (var rule in rules)
        {
            if ((rule.Kinds & kind) != 0 && rule.For(user, clientId, room, out var filter) && TopicFilters.Covers(filter, asked))
                return true;
        }

        return false;
    }
}
