using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SohoSolo.Mqtt.Store;

/// <summary>
/// The folder and its files, little-endian throughout.
/// <code>
/// lock                     held by the process that has the folder open
/// snapshot-0000000007      all that stood when log-0000000007 began; absent for generation 1, which began with nothing
/// log-0000000007           facts since; log-0000000008 follows while snapshot-0000000008 is being written
/// *.tmp                    not finished; ignored and deleted
///
/// file    = header record*
/// header  = magic:8  version:4  kind:4 (1 log, 2 snapshot)  generation:8  salt:4  crc:4
/// record  = length:4 (of the body)  type:1 (+0x80: first of its group)  head crc:4  body crc:4  body
/// </code>
/// The head's CRC32C runs over salt, offset in the file, length and type, the body's goes on from there: a stale or smuggled copy of a record (in somebody's payload, say) is none, wherever it
/// lies, and looking for the next record behind damage costs one short sum a byte.
/// A group is what one write and one sync brought to disk; the next one is written only after. So what is unreadable in the last group was never promised to anybody and is cut off (a power cut may
/// have torn it anywhere, not only at its end), while something unreadable before the beginning of another group is damage to what was promised, and is refused with file and offset (see
/// <see cref="StoreOptions.AcceptLoss"/>). A log ends with the record Closed when another follows it or the store was closed in peace.
/// </summary>
internal static class LogFormat
{
    public const int Version = 1;
    public const int HeaderLength = 32;
    public const int RecordOverhead = 13;
    public const byte FirstOfGroup = 0x80;

    private const int VersionAt = 8;
    private const int KindAt = 12;
    private const int GenerationAt = 16;
    private const int SaltAt = 24;
    private const int HeaderCrcAt = 28;
    private const int TypeAt = 4;
    private const int HeadCrcAt = 5;
    private const int BodyCrcAt = 9;

    private static ReadOnlySpan<byte> Magic => "SSMQTT\r\n"u8;

    public static byte[] Header(FileKind kind, long generation, uint salt)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(VersionAt), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(KindAt), (int)kind);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(GenerationAt), generation);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(SaltAt), salt);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(HeaderCrcAt), Crc(0, header.AsSpan(0, HeaderCrcAt)));
        return header;
    }

    /// <summary>The file's salt, or null for a header that is not this one's. A newer version is refused.</summary>
    public static uint? Salt(string path, ReadOnlySpan<byte> header, FileKind kind, long generation)
    {
        if (header.Length < HeaderLength || !header.StartsWith(Magic))
            return null;

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..]);
        var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(header[HeaderCrcAt..]) == Crc(0, header[..HeaderCrcAt]);
        if (isWhole && version > Version)
            throw new IOException($"{path} was written by a newer program (format {version}; this one reads up to {Version}).");

        var isThis = BinaryPrimitives.ReadInt32LittleEndian(header[KindAt..]) == (int)kind && BinaryPrimitives.ReadInt64LittleEndian(header[GenerationAt..]) == generation;
        return isWhole && isThis ? BinaryPrimitives.ReadUInt32LittleEndian(header[SaltAt..]) : null;
    }

    public static void BeginRecord(Span<byte> record, int length, FactType type)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, length - RecordOverhead);
        record[TypeAt] = (byte)type;
    }

    /// <summary>Completes whole records that are to be written as one group at this offset: marks the first, and fills in the checksums.</summary>
    public static void Seal(Span<byte> group, uint salt, long offset)
    {
        group[TypeAt] |= FirstOfGroup;
        while (!group.IsEmpty)
        {
            var record = group[..(RecordOverhead + BinaryPrimitives.ReadInt32LittleEndian(group))];
            var headCrc = HeadCrc(record, salt, offset);
            BinaryPrimitives.WriteUInt32LittleEndian(record[HeadCrcAt..], headCrc);
            BinaryPrimitives.WriteUInt32LittleEndian(record[BodyCrcAt..], Crc(headCrc, record[RecordOverhead..]));
            group = group[record.Length..];
            offset += record.Length;
        }
    }

    /// <summary>The length of the record whose head this is, body and all; null when it is no head.</summary>
    public static int? RecordLength(ReadOnlySpan<byte> head, uint salt, long offset, long available)
    {
        if (head.Length < RecordOverhead || BinaryPrimitives.ReadUInt32LittleEndian(head[HeadCrcAt..]) != HeadCrc(head, salt, offset))
            return null;

        var length = BinaryPrimitives.ReadUInt32LittleEndian(head) + (long)RecordOverhead;
        return length <= available && length <= Array.MaxLength ? (int)length : null;
    }

    /// <summary>Whether the body belongs to the head.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[BodyCrcAt..]) == Crc(BinaryPrimitives.ReadUInt32LittleEndian(record[HeadCrcAt..]), record[RecordOverhead..]);

    public static FactType TypeOf(ReadOnlySpan<byte> record) => (FactType)(record[TypeAt] & ~FirstOfGroup);

    public static bool BeginsGroup(ReadOnlySpan<byte> record) => (record[TypeAt] & FirstOfGroup) != 0;

    private static uint HeadCrc(ReadOnlySpan<byte> head, uint salt, long offset) => Crc(BitOperations.Crc32C(salt, (ulong)offset), head[..HeadCrcAt]);

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, rest);

        return crc;
    }
}

internal enum FileKind
{
    Log = 1,
    Snapshot = 2,
}

/// <summary>What a record tells; never renumbered.</summary>
internal enum FactType : byte
{
    SessionOpened = 1,
    SessionConnected = 2,
    SessionDetached = 3,
    SessionEnded = 4,
    Subscribed = 5,
    Unsubscribed = 6,
    Published = 7,
    Sent = 8,
    Received = 9,
    Done = 10,
    IncomingReleased = 11,

    /// <summary>No fact: the file was ended on purpose.</summary>
    Closed = 12,
}
