namespace SohoSolo.Mqtt.Topics;

/// <summary>All subscriptions by filter, and who is meant by a topic. What was found is remembered until the next change: a broker's topics are few and come again.</summary>
internal sealed class SubscriptionTrie
{
    private const int LargestCachedTopic = 256;
    private const int LargestCachedAudience = 4_096;
    private const int LargestCache = 256 * 1024;

    private readonly TopicTree<Subscribers> _tree = new();
    private readonly Dictionary<string, Audience> _cache = new(StringComparer.Ordinal);
    private readonly AudienceBuilder _builder = new();
    private List<TopicNode<Subscribers>> _nodes = [];
    private List<TopicNode<Subscribers>> _deeper = [];
    private int _cached;

    public int Count { get; private set; }

    public void Add(Subscription subscription)
    {
        Forget();
        Count++;
        var node = _tree.FindOrAdd(subscription.TopicFilter);
        (node.Value ??= new Subscribers()).Add(subscription);
    }

    public void Remove(Subscription subscription)
    {
        Forget();
        var filter = subscription.TopicFilter;
        if (_tree.Find(filter) is not { } subscribers || !subscribers.Remove(subscription))
            return;
        Count--;
        if (subscribers.IsEmpty)
            _tree.Remove(filter);
    }

    /// <summary>A subscription's options have changed.</summary>
    public void Forget()
    {
        _cache.Clear();
        _cached = 0;
    }

    public Audience Match(string topic)
    {
        if (_cache.TryGetValue(topic, out var known))
            return known;

        _builder.Begin();
        Walk(topic);
        var audience = _builder.End();
        // Bounded by what it refers to, not by topics: one audience may hold ten thousand sessions.
        if (topic.Length > LargestCachedTopic || audience.Size > LargestCachedAudience)
            return audience;
        if (_cached + audience.Size > LargestCache)
            Forget();
        _cached += audience.Size;
        _cache[topic] = audience;
        return audience;
    }

    /// <summary>Goes down level by level with all the nodes that the topic has matched so far; there are never more than filters of that depth.</summary>
    private void Walk(ReadOnlySpan<char> topic)
    {
        // A wildcard in first place does not stand for $-topics (MQTT 5.0 §4.7.2).
        var wildcards = !topic.StartsWith('$');
        _nodes.Clear();
        _nodes.Add(_tree.Root);
        foreach (var level in topic.Split('/'))
        {
            _deeper.Clear();
            foreach (var node in _nodes)
                Descend(node, topic[level], wildcards);
            (_nodes, _deeper) = (_deeper, _nodes);
            wildcards = true;
            if (_nodes.Count == 0)
                return;
        }

        foreach (var node in _nodes)
        {
            _builder.Add(node.Value);
            // "sport/#" also means "sport" (MQTT 5.0 §4.7.1.2).
            _builder.Add(node.Find("#")?.Value);
        }
    }

    private void Descend(TopicNode<Subscribers> node, ReadOnlySpan<char> level, bool wildcards)
    {
        if (node.Find(level) is { } named)
            _deeper.Add(named);
        if (!wildcards)
            return;
        if (node.Find("+") is { } any)
            _deeper.Add(any);
        _builder.Add(node.Find("#")?.Value);
    }
}
