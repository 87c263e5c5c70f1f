namespace SohoSolo.Mqtt.Topics;

/// <summary>A level of a topic tree. Most nodes have no child or one, so that a hostile tree of deep chains stays small: a dictionary is made for the second child only.</summary>
internal sealed class TopicNode<T>
    where T : class
{
    private string? _name;
    private TopicNode<T>? _only;
    private Dictionary<string, TopicNode<T>>? _many;

    public T? Value { get; set; }

    public bool IsEmpty => Value is null && _only is null && _many is null;

    public TopicNode<T>? Find(ReadOnlySpan<char> level)
    {
        if (_many is not null)
            return _many.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var found) ? found : null;

        return _only is not null && level.SequenceEqual(_name) ? _only : null;
    }

    public TopicNode<T> FindOrAdd(ReadOnlySpan<char> level)
    {
        if (Find(level) is { } found)
            return found;

        var added = new TopicNode<T>();
        if (_only is null && _many is null)
        {
            (_name, _only) = (level.ToString(), added);
            return added;
        }

        _many ??= new Dictionary<string, TopicNode<T>>(StringComparer.Ordinal) { [_name!] = _only! };
        (_name, _only) = (null, null);
        _many.Add(level.ToString(), added);
        return added;
    }

    public void Remove(ReadOnlySpan<char> level)
    {
        if (_many is null)
        {
            if (level.SequenceEqual(_name))
                (_name, _only) = (null, null);
            return;
        }

        _many.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
        if (_many.Count == 0)
            _many = null;
    }

    /// <summary>Puts the children behind one another into <paramref name="into"/>. A wildcard at the first level does not stand for names that begin with $ (MQTT 5.0 §4.7.2).</summary>
    public void CopyChildren(List<TopicNode<T>> into, bool withDollar)
    {
        if (_only is not null && (withDollar || !IsDollar(_name!)))
            into.Add(_only);
        if (_many is null)
            return;
        foreach (var (name, child) in _many)
        {
            if (withDollar || !IsDollar(name))
                into.Add(child);
        }
    }

    private static bool IsDollar(string level) => level.StartsWith('$');
}
