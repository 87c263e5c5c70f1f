using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>The broker's durable log (files: <see cref="LogFormat"/>). Facts are encoded into a buffer under the router's gate; <see cref="LogWriter"/> brings them to disk, a group a sync.</summary>
internal sealed class MessageStore : IMessageStore
{
    private readonly FactBuffers buffers = new();
    private readonly StoreFolder folder;
    private readonly LogWriter writer;
    private int isDisposed;

    private MessageStore(StoreFolder folder, Recovered recovered, StoreOptions options, TimeProvider clock, ILogger log)
    {
        this.folder = folder;
        writer = new LogWriter(folder, buffers, recovered, options, clock, log);
    }

    /// <summary>Read under the gate.</summary>
    public long Position => buffers.Position;

    public long DurablePosition => writer.DurablePosition;

    public bool IsWritable => writer.IsWritable;

    public StoreFigures Figures => writer.Figures;

    /// <summary>
    /// Takes the folder for this process alone, and tells all it holds to <paramref name="recovering"/>. <see cref="IOException"/>, in one line, when another process has the folder, when it was written
    /// by a newer program, or when it is damaged where facts were promised.
    /// </summary>
    public static Task<MessageStore> Open(string folder, IDurableFacts recovering, StoreOptions options, TimeProvider clock, ILogger log) => Task.Run(() =>
    {
        var opened = StoreFolder.Open(folder, options.Disk);
        try
        {
            var start = clock.GetTimestamp();
            var recovered = new Recovery(opened, recovering, options.AcceptLoss, log).Run();
            var (bytes, took) = (recovered.SnapshotLength + recovered.LengthBefore + recovered.Log.End, clock.GetElapsedTime(start).TotalMilliseconds);
            StoreLog.Recovered(log, opened.Path, bytes, took);
            return new MessageStore(opened, recovered, options, clock, log);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    });

    public void Start(Lock gate, Action advanced, Action<IDurableFacts> retell) => writer.Start(gate, advanced, retell);

    public void Wake() => writer.Wake();

    public void SessionOpened(uint session, string clientId, string? identity = null) => buffers.Filling.SessionOpened(session, clientId, identity);

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will) => buffers.Filling.SessionConnected(session, expiryInterval, will);

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt) =>
        buffers.Filling.SessionDetached(session, at, expiryInterval, will, willAt);

    public void SessionEnded(uint session) => buffers.Filling.SessionEnded(session);

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier) => buffers.Filling.Subscribed(session, subscription, identifier);

    public void Unsubscribed(uint session, string filter) => buffers.Filling.Unsubscribed(session, filter);

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries) =>
        buffers.Filling.Published(message, retain, publisher, incomingPacketId, deliveries);

    public void Sent(uint session, ulong delivery, ushort packetId) => buffers.Filling.Sent(session, delivery, packetId);

    public void Received(uint session, ulong delivery) => buffers.Filling.Received(session, delivery);

    public void Done(uint session, ulong delivery) => buffers.Filling.Done(session, delivery);

    public void IncomingReleased(uint session, ushort packetId) => buffers.Filling.IncomingReleased(session, packetId);

    /// <summary>Brings what was told to disk, if it can, and lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;

        await writer.DisposeAsync();
        folder.Dispose();
    }
}
