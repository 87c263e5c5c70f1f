using System.Buffers.Binary;
using System.Text;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>Fills the body of one record, whose length is known; <see cref="FactReader"/> is its mirror.</summary>
internal ref struct FactWriter(Span<byte> body)
{
    public const byte WillIsPresent = 1;
    public const byte WillIsRetained = 2;
    public const byte WillExpires = 4;
    public const int WillQualityShift = 3;
    private const int WillHeadLength = 4 + 4 + 4 + 4;
    private Span<byte> rest = body;

    public static int LengthOf(string text) => 4 + Encoding.UTF8.GetByteCount(text);

    public static int LengthOf(WillPacket? will) =>
        will is null ? 1 : 1 + WillHeadLength + LengthOf(will.Topic) + will.Payload.Length + will.PassedOn.Length;

    public void Write(byte value)
    {
        rest[0] = value;
        rest = rest[1..];
    }

    public void Write(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, value);
        rest = rest[sizeof(ushort)..];
    }

    public void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, value);
        rest = rest[sizeof(uint)..];
    }

    public void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(rest, value);
        rest = rest[sizeof(ulong)..];
    }

    public void Write(long value) => Write(unchecked((ulong)value));

    public void Write(string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[4..]);
        Write((uint)length);
        rest = rest[length..];
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    public void Write(WillPacket? will)
    {
        if (will is null)
        {
            Write((byte)0);
            return;
        }

        Write((byte)(WillIsPresent | (will.Retain ? WillIsRetained : 0) | (will.MessageExpiryInterval is null ? 0 : WillExpires) | ((int)will.QualityOfService << WillQualityShift)));
        Write(will.DelayInterval);
        Write(will.MessageExpiryInterval ?? 0);
        Write(will.Topic);
        Write((uint)will.Payload.Length);
        Write(will.Payload.Span);
        Write((uint)will.PassedOn.Length);
        Write(will.PassedOn.Span);
    }

    public void Write(ReadOnlySpan<DeliveryFact> deliveries)
    {
        Write((uint)deliveries.Length);
        foreach (ref readonly var delivery in deliveries)
        {
            Write(delivery.Session);
            Write(delivery.Number);
            Write(delivery.PacketId);
            Write((byte)((int)delivery.QualityOfService | (delivery.Retain ? 4 : 0)));
            Write((uint)delivery.SubscriptionIdentifiers.Length);
            foreach (var identifier in delivery.SubscriptionIdentifiers.Span)
                Write(identifier);
        }
    }

    public void WriteHead(Message message)
    {
        Write((byte)((int)message.QualityOfService | (message.Retain ? 4 : 0)));
        Write(message.ExpiresAt);
        Write((uint)message.TopicUtf8.Length);
        Write((uint)message.PassedOn.Length);
    }

    /// <summary>The last of its record, so that a collection can leave it for later. The payload takes what remains.</summary>
    public void WriteContent(Message message)
    {
        Write(message.TopicUtf8.Span);
        Write(message.PassedOn.Span);
        Write(message.Payload.Span);
    }
}
