using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Topics;

/// <summary>The last retained message of every topic (MQTT 5.0 §3.3.1.3).</summary>
internal sealed class RetainedTree
{
    /// <summary>What a level of the tree costs at worst; counted with the message, lest a small message in a deep topic be cheap to its sender alone.</summary>
    private const int LevelWeight = 120;

    private readonly TopicTree<Message> _tree = new();
    private readonly List<TopicNode<Message>> _stack = [];
    private List<TopicNode<Message>> _nodes = [];
    private List<TopicNode<Message>> _deeper = [];

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public Message? Find(string topic) => _tree.Find(topic);

    /// <summary>Bytes and messages more, if the message is set in place of the one that is there.</summary>
    public (long Bytes, int Count) Growth(Message message)
    {
        var known = Find(message.Topic);
        return known is null ? (Weigh(message), 1) : (Weigh(message) - Weigh(known), 0);
    }

    public void Set(Message message)
    {
        var (bytes, count) = Growth(message);
        _tree.FindOrAdd(message.Topic).Value = message;
        Bytes += bytes;
        Count += count;
    }

    public void Clear(string topic)
    {
        if (Find(topic) is not { } known)
            return;
        Bytes -= Weigh(known);
        Count--;
        _tree.Remove(topic);
    }

    /// <summary>Adds the messages whose topics match.</summary>
    public void Match(ReadOnlySpan<char> filter, List<Message> into)
    {
        _nodes.Clear();
        _nodes.Add(_tree.Root);
        var first = true;
        foreach (var level in filter.Split('/'))
        {
            var name = filter[level];
            _deeper.Clear();
            foreach (var node in _nodes)
            {
                if (name is "#")
                    CollectBelow(node, !first, into);
                else if (name is "+")
                    node.CopyChildren(_deeper, !first);
                else if (node.Find(name) is { } next)
                    _deeper.Add(next);
            }

            (_nodes, _deeper) = (_deeper, _nodes);
            first = false;
        }

        foreach (var node in _nodes)
            Collect(node, into);
    }

    public void CopyAll(List<Message> into) => CollectBelow(_tree.Root, true, into);

    private void CollectBelow(TopicNode<Message> top, bool withDollar, List<Message> into)
    {
        Collect(top, into);
        _stack.Clear();
        top.CopyChildren(_stack, withDollar);
        while (_stack.Count > 0)
        {
            var node = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            Collect(node, into);
            node.CopyChildren(_stack, true);
        }
    }

    private static void Collect(TopicNode<Message> node, List<Message> into)
    {
        if (node.Value is { } message)
            into.Add(message);
    }

    private static long Weigh(Message message) => message.Weight + (LevelWeight * (1L + message.Topic.AsSpan().Count('/')));
}
