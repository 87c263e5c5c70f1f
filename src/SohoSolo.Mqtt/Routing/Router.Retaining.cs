namespace SohoSolo.Mqtt.Routing;

/// <summary>The last message of a topic is kept for those who come later (MQTT 5.0 §3.3.1.3).</summary>
internal sealed partial class Router
{
    private readonly List<Message> _retainedMatches = [];
    private readonly PriorityQueue<Message, long> _retainedExpiries = new();

    private bool HasRoomToRetain(Message message)
    {
        if (message.Payload.IsEmpty)
            return true;
        var (bytes, count) = _retained.Growth(message);
        return (count == 0 || _retained.Count + count <= options.MaximumRetainedMessages) && (bytes <= 0 || _retained.Bytes + bytes <= options.MaximumRetainedBytes);
    }

    /// <summary>False when it changes nothing: an empty message on a topic that retains none.</summary>
    private bool Retain(Message message)
    {
        if (!message.Payload.IsEmpty)
        {
            KeepRetained(message);
            return true;
        }

        var isKnown = _retained.Find(message.Topic) is not null;
        _retained.Clear(message.Topic);
        return isKnown;
    }

    private void KeepRetained(Message message)
    {
        _retained.Set(message);
        if (message.ExpiresAt == long.MaxValue)
            return;

        _retainedExpiries.Enqueue(message, message.ExpiresAt);
        if (_retainedExpiries.Count <= (2 * _retained.Count) + 64)
            return;
        // Messages that were replaced long before they expire would pile up here.
        _retainedExpiries.Clear();
        _retainedMatches.Clear();
        _retained.CopyAll(_retainedMatches);
        foreach (var retained in _retainedMatches)
        {
            if (retained.ExpiresAt != long.MaxValue)
                _retainedExpiries.Enqueue(retained, retained.ExpiresAt);
        }
    }

    /// <summary>Without a word to the store: what is told again has its time of expiry with it.</summary>
    private void ForgetExpiredRetained()
    {
        while (_retainedExpiries.TryPeek(out var message, out var at) && at < _now)
        {
            _retainedExpiries.Dequeue();
            if (_retained.Find(message.Topic) == message)
                _retained.Clear(message.Topic);
        }
    }
}
