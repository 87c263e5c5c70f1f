using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>
/// Hostile bytes: valid packets with bits flipped, bytes put in, taken out and doubled, lengths changed, packets run together, and plain noise, in buffers cut anywhere. One number says all of one
/// case, so a failure that prints its number can be had again alone.
/// </summary>
internal sealed class PacketFuzz
{
    private const int LargestPacket = 4096;
    private const int LongestNoise = 64;

    private static readonly byte[] Telling = [0x00, 0x01, 0x02, 0x7F, 0x80, 0xC0, 0xED, 0xFF, 0x0B, 0x23, 0x26];

    private readonly byte[][] _valid = [.. SomePackets.Any.Sample(50, new Rnd(1, 1), 600).Select(sent => sent.Bytes)];
    private readonly byte[] _bytes = new byte[LargestPacket];
    private int _length;
    private Chance _chance;
    private Sent? _last;

    /// <summary>Bytes that reading the last case left to collect.</summary>
    public long Allocated { get; private set; }

    /// <summary>Bytes of the last case.</summary>
    public int Length => _length;

    /// <summary>Packets of all cases that were read as valid.</summary>
    public long Read { get; private set; }

    /// <summary>Packets of all cases that were refused.</summary>
    public long Refused { get; private set; }

    public byte[] LastCase => _bytes[.._length];

    /// <summary>Whether the last packet that was read, if any, is the same when it is written and read again.</summary>
    public bool IsReadAgain => _last is not { } last
        || Described.Of(last.Packet) == Described.Of(Wire.Read(Wire.Frame(last.Bytes), last.Version, last.Sender));

    public void Run(int number)
    {
        _chance = new Chance((ulong)number);
        _length = 0;
        _last = null;
        Fill();
        var version = _chance.Below(3) == 0 ? MqttVersion.V311 : MqttVersion.V5;
        var sender = _chance.Below(2) == 0 ? PacketSender.Client : PacketSender.Server;
        var buffer = Buffer();

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(buffer, version, sender);
        Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Fill()
    {
        if (_chance.Below(16) == 0)
        {
            for (var left = _chance.Below(LongestNoise); left > 0; left--) Insert(_length, (byte)_chance.Below(256));
            return;
        }

        for (var packets = _chance.Below(8) == 0 ? 3 : 1; packets > 0; packets--) Append(_valid[_chance.Below(_valid.Length)]);
        for (var changes = _chance.Below(4); changes > 0; changes--) Change();
        if (_chance.Below(2) == 0) MendLength();
    }

    private void Change()
    {
        if (_length == 0) return;

        var at = _chance.Below(_length);
        switch (_chance.Below(6))
        {
            case 0: _bytes[at] ^= (byte)(1 << _chance.Below(8)); break;
            case 1: _bytes[at] = Telling[_chance.Below(Telling.Length)]; break;
            case 2: Insert(at, (byte)_chance.Below(256)); break;
            case 3: Remove(at, 1 + _chance.Below(Math.Min(8, _length - at))); break;
            case 4: Append(_bytes.AsSpan(at..Math.Min(_length, at + 16))); break;
            default: _length = at; break;
        }
    }

    /// <summary>Makes one packet of it again, so that more than the fixed header is read.</summary>
    private void MendLength()
    {
        if (_length < 2) return;

        var body = _length - 2;
        _bytes[1] = (byte)(body & 0x7F);
        if (body < 0x80) return;

        _bytes[1] |= 0x80;
        Insert(2, (byte)(body >> 7));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes) Insert(_length, one);
    }

    private void Insert(int at, byte value)
    {
        if (_length == LargestPacket) return;

        _bytes.AsSpan(at, _length - at).CopyTo(_bytes.AsSpan(at + 1));
        _bytes[at] = value;
        _length++;
    }

    private void Remove(int at, int count)
    {
        _bytes.AsSpan(at + count, _length - at - count).CopyTo(_bytes.AsSpan(at));
        _length -= count;
    }

    private ReadOnlySequence<byte> Buffer()
    {
        Span<int> cuts = stackalloc int[_chance.Below(4)];
        foreach (ref var cut in cuts) cut = _chance.Below(_length + 1);
        cuts.Sort();
        return Wire.Cut(_bytes.AsMemory(0, _length), cuts);
    }

    private void ReadAll(ReadOnlySequence<byte> buffer, MqttVersion version, PacketSender sender)
    {
        try
        {
            for (var before = buffer.Length; PacketFrame.TryRead(ref buffer, LargestPacket, out var frame); before = buffer.Length)
            {
                if (buffer.Length >= before) throw new InvalidOperationException("The buffer does not get shorter.");

                ConnectPacket.AnswerVersion(frame);
                var packet = Wire.Read(frame, version, sender);
                Use(packet);
                Read++;
                if (packet is not (null or PublishPacket)) _last = new Sent(packet, packet is ConnectPacket connect ? connect.Version : version, sender);
            }
        }
        catch (MqttProtocolException refused)
        {
            if (refused.Reason < ReasonCode.UnspecifiedError) throw new InvalidOperationException("A refusal has no reason for one.", refused);
            Refused++;
        }
    }

    /// <summary>What a broker does with a packet that was valid must not fail either.</summary>
    private static void Use(object? packet)
    {
        if (packet is PublishPacket publish)
        {
            PropertyBlock.PassOn(publish.Properties);
            MessageMapping.ToMessage(publish);
        }
        else if (packet is ConnectPacket { Will: { } will })
        {
            MessageMapping.ToMessage(will);
        }
    }

    /// <summary>SplitMix64, small and without a state to carry over between cases.</summary>
    private struct Chance(ulong seed)
    {
        private ulong _state = seed;

        public int Below(int limit)
        {
            _state = unchecked(_state + 0x9E3779B97F4A7C15);
            var mixed = unchecked((_state ^ _state >> 30) * 0xBF58476D1CE4E5B9);
            mixed = unchecked((mixed ^ mixed >> 27) * 0x94D049BB133111EB);
            return (int)((mixed ^ mixed >> 31) % (ulong)limit);
        }
    }
}
