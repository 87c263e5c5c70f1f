using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Routing;

/// <summary>Keeps facts in memory, and has them on "disk" when it is told.</summary>
internal sealed class DiskOnCommand : IMessageStore
{
    private readonly List<Action<IDurableFacts>> _facts = [];
    private long _durable;

    /// <summary>Every fact is on disk at once.</summary>
    public bool IsImmediate { get; set; }

    public long Position => _facts.Count;

    public long DurablePosition => IsImmediate ? Position : _durable;

    public bool IsWritable { get; set; } = true;

    public void Sync() => _durable = Position;

    public void SyncTo(long position) => _durable = Math.Max(_durable, position);

    /// <summary>The first facts, as a log that ends there holds them.</summary>
    public void Replay(IDurableFacts to, long count)
    {
        foreach (var fact in _facts.Take((int)count))
            fact(to);
    }

    /// <summary>What stands in place of all that was told: a compaction that is on disk.</summary>
    public void Replace(Action<IDurableFacts> retell)
    {
        var told = new DiskOnCommand();
        retell(told);
        var position = _facts.Count;
        _facts.Clear();
        _facts.Add(to => told.Replay(to, told.Position));
        while (_facts.Count < position)
            _facts.Add(_ => { });
        Sync();
    }

    /// <summary>The facts of another in place of its own.</summary>
    public void Become(DiskOnCommand other)
    {
        _facts.Clear();
        _facts.AddRange(other._facts);
        _durable = Position;
        IsWritable = true;
    }

    public void Start(Lock gate, Action advanced, Action<IDurableFacts> retell)
    {
    }

    public void Wake()
    {
    }

    public void SessionOpened(uint session, string clientId, string? identity = null) => _facts.Add(to => to.SessionOpened(session, clientId, identity));

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will) => _facts.Add(to => to.SessionConnected(session, expiryInterval, will));

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt) =>
        _facts.Add(to => to.SessionDetached(session, at, expiryInterval, will, willAt));

    public void SessionEnded(uint session) => _facts.Add(to => to.SessionEnded(session));

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier) => _facts.Add(to => to.Subscribed(session, subscription, identifier));

    public void Unsubscribed(uint session, string filter) => _facts.Add(to => to.Unsubscribed(session, filter));

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
        var kept = deliveries.ToArray();
        _facts.Add(to => to.Published(message, retain, publisher, incomingPacketId, kept));
    }

    public void Sent(uint session, ulong delivery, ushort packetId) => _facts.Add(to => to.Sent(session, delivery, packetId));

    public void Received(uint session, ulong delivery) => _facts.Add(to => to.Received(session, delivery));

    public void Done(uint session, ulong delivery) => _facts.Add(to => to.Done(session, delivery));

    public void IncomingReleased(uint session, ushort packetId) => _facts.Add(to => to.IncomingReleased(session, packetId));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
