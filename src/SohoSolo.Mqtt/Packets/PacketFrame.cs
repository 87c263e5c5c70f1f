using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>One control packet as it lies in the receive buffer: fixed header read, body untouched (MQTT 5.0 §2.1).</summary>
/// <param name="Type">What it is.</param>
/// <param name="Flags">The low four bits of the first byte.</param>
/// <param name="Body">What follows the fixed header; lives as long as the buffer.</param>
public readonly record struct PacketFrame(PacketType Type, byte Flags, ReadOnlySequence<byte> Body)
{
    /// <summary>Bytes of the longest fixed header: the type and a remaining length of four.</summary>
    private const int LongestHeader = 5;

    /// <summary>
    /// Takes one packet off the buffer's front; false while it is not there as a whole, and then the buffer stays as it is. Says that a packet is too large
    /// (<see cref="ReasonCode.PacketTooLarge"/>) as soon as its length is announced, whatever the version (MQTT 5.0 §2.1, §3.1.2.11.4).
    /// </summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maximumPacketSize, out PacketFrame frame)
    {
        frame = default;
        Span<byte> joined = stackalloc byte[LongestHeader];
        scoped ReadOnlySpan<byte> header = buffer.FirstSpan;
        if (header.Length < LongestHeader && !buffer.IsSingleSegment) header = Join(buffer, joined);
        if (header.IsEmpty) return false;

        var (type, flags) = ReadType(header[0]);
        if (!TryReadLength(header[1..], out var length, out var lengthBytes)) return false;

        var headerSize = 1 + lengthBytes;
        if (length > maximumPacketSize - headerSize) throw new MqttProtocolException(ReasonCode.PacketTooLarge, "The packet is larger than what is taken here.");
        if (buffer.Length - headerSize < length) return false;

        var body = buffer.Slice(headerSize, length);
        frame = new PacketFrame(type, flags, body);
        buffer = buffer.Slice(body.End);
        return true;
    }

    /// <summary>The flags that a packet must have; PUBLISH sets its own (MQTT 5.0 §2.1.3).</summary>
    internal static byte FixedFlags(PacketType type) => type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? (byte)0b0010 : (byte)0;

    private static ReadOnlySpan<byte> Join(in ReadOnlySequence<byte> buffer, Span<byte> target)
    {
        var start = buffer.Slice(0, Math.Min(buffer.Length, target.Length));
        start.CopyTo(target);
        return target[..(int)start.Length];
    }

    private static (PacketType Type, byte Flags) ReadType(byte first)
    {
        var type = (PacketType)(first >> 4);
        var flags = (byte)(first & 0x0F);
        if (type == 0) throw Faults.Malformed("The packet type is zero.");
        if (type != PacketType.Publish && flags != FixedFlags(type)) throw Faults.Malformed("A reserved flag of the fixed header is not as it must be.");

        return (type, flags);
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int lengthBytes)
    {
        length = 0;
        for (lengthBytes = 0; lengthBytes < bytes.Length;)
        {
            var next = bytes[lengthBytes];
            length |= (next & 0x7F) << (7 * lengthBytes);
            lengthBytes++;
            if (next == 0 && lengthBytes > 1) throw Faults.Malformed("The remaining length is longer than it need be.");
            if (next < 0x80) return true;
            if (lengthBytes == LongestHeader - 1) throw Faults.Malformed("The remaining length has more than four bytes.");
        }

        return false;
    }
}
