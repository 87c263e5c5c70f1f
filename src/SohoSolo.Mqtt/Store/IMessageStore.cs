using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>Where the router's facts go. Facts are told under the router's gate and only appended to a buffer there; a writer of its own brings them to disk in groups.</summary>
internal interface IMessageStore : IDurableFacts, IAsyncDisposable
{
    /// <summary>The position behind the last fact told: it is durable once <see cref="DurablePosition"/> has reached it. Zero when nothing is kept.</summary>
    long Position { get; }

    /// <summary>How far the log is on disk.</summary>
    long DurablePosition { get; }

    /// <summary>False while the disk takes nothing more: new messages that would have to be kept are refused (0x97). The store tries again by itself.</summary>
    bool IsWritable { get; }

    /// <summary>Begins to write. <paramref name="advanced"/> is called outside the gate, by the store's writer, after each group reached the disk or could not be written
    /// (then <see cref="IsWritable"/> is false, and what was told stays in the buffer until the disk takes it). <paramref name="gate"/> guards the facts told.
    /// <paramref name="retell"/> has the router tell all that still stands, for a compaction; called under the gate.</summary>
    void Start(Lock gate, Action advanced, Action<IDurableFacts> retell);

    /// <summary>Has what was told so far brought to disk soon. Cheap; called after leaving the gate.</summary>
    void Wake();
}

/// <summary>Keeps nothing: everything is as durable as it will ever be, at once.</summary>
internal sealed class NoStore : IMessageStore
{
    public long Position => 0;

    public long DurablePosition => 0;

    public bool IsWritable => true;

    public void Start(Lock gate, Action advanced, Action<IDurableFacts> retell)
    {
    }

    public void Wake()
    {
    }

    public void SessionOpened(uint session, string clientId, string? identity = null)
    {
    }

    public void SessionConnected(uint session, uint expiryInterval, Packets.WillPacket? will)
    {
    }

    public void SessionDetached(uint session, long at, uint expiryInterval, Packets.WillPacket? will, long willAt)
    {
    }

    public void SessionEnded(uint session)
    {
    }

    public void Subscribed(uint session, Packets.TopicSubscription subscription, uint identifier)
    {
    }

    public void Unsubscribed(uint session, string filter)
    {
    }

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
    }

    public void Sent(uint session, ulong delivery, ushort packetId)
    {
    }

    public void Received(uint session, ulong delivery)
    {
    }

    public void Done(uint session, ulong delivery)
    {
    }

    public void IncomingReleased(uint session, ushort packetId)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
