using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>
/// Facts as records, one behind the other, without checksums yet (<see cref="LogFormat.Seal"/>). Used under the router's gate, so it only copies, and allocates only when it grows.
/// One made for a collection leaves the bytes of messages out and remembers the messages, which are immutable: that keeps the gate short when everything is told at once.
/// </summary>
internal sealed class FactBuffer(int capacity = FactBuffer.UsualCapacity, List<Collected>? collected = null) : IDurableFacts
{
    private const int UsualCapacity = 64 * 1024;
    private const int KeptCapacity = 1024 * 1024;
    private const int DeliveryLength = 4 + 8 + 2 + 1 + 4;
    private const int MessageHeadLength = 1 + 8 + 4 + 4;
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public Span<byte> Written => bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (bytes.Length > KeptCapacity)
            bytes = new byte[UsualCapacity];
    }

    /// <summary>Has the system provide the memory now.</summary>
    public void Touch() => Array.Clear(bytes);

    public void Copy(ReadOnlySpan<byte> some) => some.CopyTo(Extend(some.Length));

    public void SessionOpened(uint session, string clientId, string? identity = null)
    {
        var body = Begin(FactType.SessionOpened, 4 + FactWriter.LengthOf(clientId) + 1 + FactWriter.LengthOf(identity ?? ""));
        body.Write(session);
        body.Write(clientId);
        body.Write((byte)(identity is null ? 0 : 1));
        body.Write(identity ?? "");
    }

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will)
    {
        var body = Begin(FactType.SessionConnected, 4 + 4 + FactWriter.LengthOf(will));
        body.Write(session);
        body.Write(expiryInterval);
        body.Write(will);
    }

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt)
    {
        var body = Begin(FactType.SessionDetached, 4 + 8 + 4 + 8 + FactWriter.LengthOf(will));
        body.Write(session);
        body.Write(at);
        body.Write(expiryInterval);
        body.Write(willAt);
        body.Write(will);
    }

    public void SessionEnded(uint session) => Begin(FactType.SessionEnded, 4).Write(session);

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier)
    {
        var body = Begin(FactType.Subscribed, 4 + 4 + 1 + FactWriter.LengthOf(subscription.Filter));
        body.Write(session);
        body.Write(identifier);
        body.Write((byte)((int)subscription.MaximumQualityOfService | (subscription.NoLocal ? 4 : 0) | (subscription.RetainAsPublished ? 8 : 0) | ((int)subscription.RetainHandling << 4)));
        body.Write(subscription.Filter);
    }

    public void Unsubscribed(uint session, string filter)
    {
        var body = Begin(FactType.Unsubscribed, 4 + FactWriter.LengthOf(filter));
        body.Write(session);
        body.Write(filter);
    }

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
        var content = message.TopicUtf8.Length + message.PassedOn.Length + message.Payload.Length;
        var length = 4 + 2 + 1 + 4 + LengthOf(deliveries) + MessageHeadLength + content;
        var body = Begin(FactType.Published, length, leftOut: collected is null ? 0 : content);
        body.Write(publisher);
        body.Write(incomingPacketId);
        body.Write((byte)(retain ? 1 : 0));
        body.Write(deliveries);
        body.WriteHead(message);
        if (collected is null)
            body.WriteContent(message);
        else
            collected.Add(new Collected(Length, message));
    }

    /// <summary>The bytes of a message whose record, without them, was copied here just now.</summary>
    public void Complete(Message message) =>
        new FactWriter(Extend(message.TopicUtf8.Length + message.PassedOn.Length + message.Payload.Length)).WriteContent(message);

    public void Sent(uint session, ulong delivery, ushort packetId)
    {
        var body = Begin(FactType.Sent, 4 + 8 + 2);
        body.Write(session);
        body.Write(delivery);
        body.Write(packetId);
    }

    public void Received(uint session, ulong delivery) => Delivery(FactType.Received, session, delivery);

    public void Done(uint session, ulong delivery) => Delivery(FactType.Done, session, delivery);

    public void IncomingReleased(uint session, ushort packetId)
    {
        var body = Begin(FactType.IncomingReleased, 4 + 2);
        body.Write(session);
        body.Write(packetId);
    }

    public void Closed() => Begin(FactType.Closed, 0);

    private void Delivery(FactType type, uint session, ulong delivery)
    {
        var body = Begin(type, 4 + 8);
        body.Write(session);
        body.Write(delivery);
    }

    private static int LengthOf(ReadOnlySpan<DeliveryFact> deliveries)
    {
        var length = deliveries.Length * DeliveryLength;
        foreach (ref readonly var delivery in deliveries)
            length += delivery.SubscriptionIdentifiers.Length * sizeof(uint);

        return length;
    }

    private FactWriter Begin(FactType type, int length, int leftOut = 0)
    {
        var record = Extend(LogFormat.RecordOverhead + length - leftOut);
        LogFormat.BeginRecord(record, LogFormat.RecordOverhead + length, type);
        return new FactWriter(record[LogFormat.RecordOverhead..]);
    }

    private Span<byte> Extend(int by)
    {
        var start = Length;
        Length += by;
        if (Length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Min(Math.Max(Length, bytes.Length * 2L), Array.MaxLength));

        return bytes.AsSpan(start, by);
    }
}

/// <summary>A message whose bytes belong at this place of a collection.</summary>
internal readonly record struct Collected(int At, Message Message);
