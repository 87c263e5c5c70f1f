using System.Buffers.Binary;
using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>Walks over a packet's body.</summary>
internal sealed class PeerReader(byte[] body)
{
    private int at;

    public bool HasMore => at < body.Length;

    public byte[] Rest() => body[at..];

    public byte Next() => body[at++];

    public int TwoBytes()
    {
        at += 2;
        return BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at - 2));
    }

    public byte[] Take(int count)
    {
        at += count;
        return body[(at - count)..at];
    }

    public string Text()
    {
        var length = TwoBytes();
        at += length;
        return Encoding.UTF8.GetString(body, at - length, length);
    }

    public int VariableLength()
    {
        var value = VariableLength(body.AsSpan(at));
        at += PeerWriter.VariableLength(value).Length;
        return value;
    }

    public static int VariableLength(ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            value |= (bytes[i] & 127) << (7 * i);
            if (bytes[i] < 128)
                return value;
        }

        throw new InvalidDataException("A length of more than four bytes came from the broker.");
    }

    public IReadOnlyList<PeerProperty> Properties()
    {
        var end = VariableLength();
        end += at;
        if (end == at)
            return [];

        var found = new List<PeerProperty>();
        while (at < end)
        {
            var id = VariableLength();
            found.Add(new PeerProperty(id, Take(LengthOf(id))));
        }

        return found;
    }

    /// <summary>How many bytes the value of a property takes that starts here (MQTT 5.0 table 2-4).</summary>
    private int LengthOf(int id) => id switch
    {
        0x01 or 0x17 or 0x19 or 0x24 or 0x25 or 0x28 or 0x29 or 0x2A => 1,
        0x13 or 0x21 or 0x22 or 0x23 => 2,
        0x02 or 0x11 or 0x18 or 0x27 => 4,
        0x0B => PeerWriter.VariableLength(VariableLength(body.AsSpan(at))).Length,
        0x03 or 0x08 or 0x09 or 0x12 or 0x15 or 0x16 or 0x1A or 0x1C or 0x1F => WithItsLength(at),
        0x26 => WithItsLength(at) + WithItsLength(at + WithItsLength(at)),
        _ => throw new InvalidDataException($"The broker sent a property {id:x2} that MQTT 5.0 does not have."),
    };

    private int WithItsLength(int from) => 2 + BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(from));
}
