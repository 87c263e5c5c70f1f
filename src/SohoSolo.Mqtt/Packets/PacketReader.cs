using System.Buffers;
using System.Text;
using System.Text.Unicode;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Reads the data types of MQTT 5.0 §1.5 from a packet's body. Nothing is allocated before its bytes are known to be there; what is missing makes the packet malformed.</summary>
internal ref struct PacketReader(in ReadOnlySequence<byte> bytes)
{
    private const int OnStack = 256;

    private SequenceReader<byte> _bytes = new(bytes);

    public readonly long Remaining => _bytes.Remaining;

    public byte ReadByte() => _bytes.TryRead(out var value) ? value : throw TooShort();

    /// <summary>A byte that must be 0 or 1; anything else is a protocol error wherever such a property is defined.</summary>
    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw Faults.Protocol("A property that is 0 or 1 has another value."),
    };

    public ushort ReadUInt16() => _bytes.TryReadBigEndian(out short value) ? unchecked((ushort)value) : throw TooShort();

    public uint ReadUInt32() => _bytes.TryReadBigEndian(out int value) ? unchecked((uint)value) : throw TooShort();

    /// <summary>MQTT 5.0 §2.2.1: never zero.</summary>
    public ushort ReadPacketId() => ReadUInt16() is var id and not 0 ? id : throw Faults.Protocol("The packet identifier is zero.");

    /// <summary>MQTT 5.0 §1.5.5: seven bits a byte, four bytes at most, and no more than are needed.</summary>
    public uint ReadVariable()
    {
        uint value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = ReadByte();
            value |= (uint)(next & 0x7F) << shift;
            if (next >= 0x80) continue;
            if (next == 0 && shift > 0) throw Faults.Malformed("A number of variable length is longer than it need be.");

            return value;
        }

        throw Faults.Malformed("A number of variable length has more than four bytes.");
    }

    /// <summary>MQTT 5.0 §1.5.6, where it lies.</summary>
    public ReadOnlySequence<byte> ReadBinary() => ReadExactly(ReadUInt16());

    /// <summary>MQTT 5.0 §1.5.6, to keep.</summary>
    public byte[] ReadBinaryCopy() => ReadBinary().ToArray();

    /// <summary>MQTT 5.0 §1.5.4, where it lies, checked.</summary>
    public ReadOnlySequence<byte> ReadUtf8()
    {
        var text = ReadExactly(ReadUInt16());
        if (!IsText(text)) throw Faults.Malformed("A string is not well-formed UTF-8, or holds U+0000.");

        return text;
    }

    /// <summary>MQTT 5.0 §1.5.4, to keep.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadUtf8());

    /// <summary>A topic filter; what has not the form of one makes the packet malformed (MQTT 5.0 §4.7.1, §4.8.2).</summary>
    public string ReadFilter()
    {
        var filter = ReadString();
        if (!TopicRules.HasFilterForm(filter)) throw Faults.Malformed("A topic filter is empty, has a wildcard in a wrong place, or is no shared subscription.");

        return filter;
    }

    /// <summary>MQTT 5.0 §2.2.2: the block without its length, unread.</summary>
    public ReadOnlySequence<byte> ReadPropertyBlock() => ReadExactly(ReadVariable());

    public ReadOnlySequence<byte> ReadExactly(uint length)
    {
        if (length > _bytes.Remaining || !_bytes.TryReadExact((int)length, out var slice)) throw TooShort();

        return slice;
    }

    public ReadOnlySequence<byte> ReadRest() => ReadExactly((uint)_bytes.Remaining);

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (_bytes.Remaining != 0) throw Faults.Malformed("Bytes follow the end of the packet's content.");
    }

    private static bool IsText(in ReadOnlySequence<byte> text)
    {
        if (text.IsSingleSegment) return IsText(text.FirstSpan);

        var length = (int)text.Length;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var whole = rented is null ? stackalloc byte[OnStack] : rented;
        text.CopyTo(whole);
        var isText = IsText(whole[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);

        return isText;
    }

    /// <summary>Control characters and non-characters may be refused, and are not: what one peer may send another must be able to take (MQTT 5.0 §1.5.4).</summary>
    private static bool IsText(ReadOnlySpan<byte> text) => Utf8.IsValid(text) && !text.Contains((byte)0);

    private static MqttProtocolException TooShort() => Faults.Malformed("The packet ends before its content does.");
}
