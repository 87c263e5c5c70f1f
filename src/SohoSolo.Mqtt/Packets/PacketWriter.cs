using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Writes the data types of MQTT 5.0 §1.5. Without an output it only counts, which is how lengths are known before what they announce.</summary>
internal ref struct PacketWriter(IBufferWriter<byte>? output)
{
    /// <summary>The longest remaining length and the largest number of variable length (MQTT 5.0 §1.5.5).</summary>
    public const uint LargestVariable = 268_435_455;

    /// <summary>Refuses lone surrogates instead of changing them in silence.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Span<byte> _free;
    private int _used;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public void WriteByte(byte value)
    {
        if (TryReserve(1, out var target)) target[0] = value;
    }

    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteUInt16(ushort value)
    {
        if (TryReserve(2, out var target)) BinaryPrimitives.WriteUInt16BigEndian(target, value);
    }

    public void WriteUInt32(uint value)
    {
        if (TryReserve(4, out var target)) BinaryPrimitives.WriteUInt32BigEndian(target, value);
    }

    public void WriteVariable(uint value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value & 0x7F | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    /// <summary>UTF-8 with its length; <see cref="ArgumentException"/> for what cannot be sent so (MQTT 5.0 §1.5.4).</summary>
    public void WriteString(string value)
    {
        var length = Strict.GetByteCount(value);
        if (length > ushort.MaxValue || value.Contains('\0')) throw new ArgumentException("A string has more than 65,535 bytes of UTF-8, or holds U+0000.", nameof(value));

        WriteUInt16((ushort)length);
        if (TryReserve(length, out var target)) Strict.GetBytes(value, target);
    }

    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        if (value.Length > ushort.MaxValue) throw new ArgumentException("Binary data has more than 65,535 bytes.", nameof(value));

        WriteUInt16((ushort)value.Length);
        WriteBytes(value);
    }

    /// <summary>As they are, in pieces if the output gives no more at once.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (output is null) return;

        while (bytes.Length > _free.Length)
        {
            bytes[.._free.Length].CopyTo(_free);
            bytes = bytes[_free.Length..];
            _used += _free.Length;
            Renew(1);
        }

        bytes.CopyTo(_free);
        Take(bytes.Length);
    }

    /// <summary>Hands the output what was written. Once, at the end.</summary>
    public void Complete()
    {
        output!.Advance(_used);
        _free = default;
        _used = 0;
    }

    public static int SizeOfVariable(uint value) => value switch
    {
        < 1u << 7 => 1,
        < 1u << 14 => 2,
        < 1u << 21 => 3,
        <= LargestVariable => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(value), "A packet or property block cannot be that long."),
    };

    private bool TryReserve(int length, out Span<byte> target)
    {
        Length += length;
        target = default;
        if (output is null) return false;

        if (length > _free.Length) Renew(length);
        target = _free[..length];
        Take(length);
        return true;
    }

    private void Take(int length)
    {
        _free = _free[length..];
        _used += length;
    }

    private void Renew(int atLeast)
    {
        if (_used > 0) output!.Advance(_used);
        _used = 0;
        _free = output!.GetSpan(atLeast);
    }
}
