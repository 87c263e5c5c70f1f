using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Topics;

/// <summary>What one session asked for: a filter with its options, alone or as a member of a group (MQTT 5.0 §4.8.2).</summary>
internal sealed class Subscription
{
    private const string Shared = "$share/";

    public Subscription(Session session, in TopicSubscription options, uint identifier)
    {
        Session = session;
        Options = options;
        Identifier = identifier;
        var filter = options.Filter;
        if (!filter.StartsWith(Shared, StringComparison.Ordinal))
        {
            TopicFilter = filter;
            return;
        }

        var slash = filter.IndexOf('/', Shared.Length);
        GroupName = filter[Shared.Length..slash];
        TopicFilter = filter[(slash + 1)..];
    }

    public Session Session { get; }

    public TopicSubscription Options { get; private set; }

    /// <summary>Zero for none.</summary>
    public uint Identifier { get; private set; }

    /// <summary>The filter that topics are held against: without <c>$share/NAME/</c>.</summary>
    public string TopicFilter { get; }

    /// <summary>Null when the subscription is not shared.</summary>
    public string? GroupName { get; }

    /// <summary>Set while the subscription stands in the trie and is shared.</summary>
    public SharedGroup? Group { get; set; }

    /// <summary>The same filter subscribed again replaces options and identifier (MQTT 5.0 §3.8.4). The trie must be told.</summary>
    public void Replace(in TopicSubscription options, uint identifier)
    {
        Options = options;
        Identifier = identifier;
    }
}
