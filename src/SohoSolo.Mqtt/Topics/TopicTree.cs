namespace SohoSolo.Mqtt.Topics;

/// <summary>Values under topics or filters, level by level. Nothing here recurses: the depth of a name is its sender's choice.</summary>
internal sealed class TopicTree<T>
    where T : class
{
    private readonly List<TopicNode<T>> _path = [];

    public TopicNode<T> Root { get; } = new();

    public T? Find(ReadOnlySpan<char> name) => FindNode(name)?.Value;

    public TopicNode<T>? FindNode(ReadOnlySpan<char> name)
    {
        var node = Root;
        foreach (var level in name.Split('/'))
        {
            if (node.Find(name[level]) is not { } next)
                return null;
            node = next;
        }

        return node;
    }

    public TopicNode<T> FindOrAdd(ReadOnlySpan<char> name)
    {
        var node = Root;
        foreach (var level in name.Split('/'))
            node = node.FindOrAdd(name[level]);
        return node;
    }

    /// <summary>Removes the value, and every node above it that held nothing else.</summary>
    public void Remove(ReadOnlySpan<char> name)
    {
        var node = Root;
        _path.Clear();
        foreach (var level in name.Split('/'))
        {
            _path.Add(node);
            if (node.Find(name[level]) is not { } next)
                return;
            node = next;
        }

        node.Value = null;
        for (var end = name.Length; node.IsEmpty && _path.Count > 0; _path.RemoveAt(_path.Count - 1))
        {
            var start = name[..end].LastIndexOf('/') + 1;
            node = _path[^1];
            node.Remove(name[start..end]);
            end = Math.Max(0, start - 1);
        }
    }
}
