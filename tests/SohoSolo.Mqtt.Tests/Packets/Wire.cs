using System.Buffers;
using System.Globalization;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>Packets as bytes, in one piece or in many.</summary>
internal static class Wire
{
    /// <summary>"30 05 'ab' 00": hexadecimal bytes, and text between quotes.</summary>
    public static byte[] Bytes(string written)
    {
        var bytes = new List<byte>();
        foreach (var (part, index) in written.Split('\'').Select((part, index) => (part, index)))
        {
            if (index % 2 == 1) bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(part));
            else bytes.AddRange(part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        }

        return [.. bytes];
    }

    public static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Written(object packet, MqttVersion version) => Written(output => Write(packet, output, version));

    /// <summary>The bytes cut before each of these positions; a position said twice makes an empty segment.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        if (cuts.IsEmpty) return new ReadOnlySequence<byte>(bytes);

        var first = new Segment(bytes[..cuts[0]], 0);
        var last = first;
        for (var i = 0; i < cuts.Length; i++)
        {
            var end = i + 1 < cuts.Length ? cuts[i + 1] : bytes.Length;
            last = last.Append(bytes[cuts[i]..end]);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    public static PacketFrame Frame(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.True(PacketFrame.TryRead(ref buffer, int.MaxValue, out var frame));
        Assert.True(buffer.IsEmpty);
        return frame;
    }

    /// <summary>Whatever it is, as its own type; null for a ping.</summary>
    public static object? Read(in PacketFrame frame, MqttVersion version, PacketSender sender)
    {
        switch (frame.Type)
        {
            case PacketType.Connect: return ConnectPacket.Read(frame);
            case PacketType.ConnAck: return ConnAckPacket.Read(frame, version);
            case PacketType.Publish: return PublishPacket.Read(frame, version, sender);
            case PacketType.Subscribe: return SubscribePacket.Read(frame, version);
            case PacketType.SubAck: return SubAckPacket.Read(frame, version);
            case PacketType.Unsubscribe: return UnsubscribePacket.Read(frame, version);
            case PacketType.UnsubAck: return UnsubAckPacket.Read(frame, version);
            case PacketType.Disconnect: return DisconnectPacket.Read(frame, version, sender);
            case PacketType.Auth: return AuthPacket.Read(frame, version, sender);
            case PacketType.PingReq or PacketType.PingResp:
                PingPacket.Check(frame);
                return null;
            default: return AckPacket.Read(frame, version);
        }
    }

    public static void Write(object packet, IBufferWriter<byte> output, MqttVersion version)
    {
        switch (packet)
        {
            case ConnectPacket connect: connect.Write(output, version); break;
            case ConnAckPacket connAck: connAck.Write(output, version); break;
            case OutgoingPublish publish: publish.Write(output, version); break;
            case AckPacket ack: ack.Write(output, version); break;
            case SubscribePacket subscribe: subscribe.Write(output, version); break;
            case SubAckPacket subAck: subAck.Write(output, version); break;
            case UnsubscribePacket unsubscribe: unsubscribe.Write(output, version); break;
            case UnsubAckPacket unsubAck: unsubAck.Write(output, version); break;
            case DisconnectPacket disconnect: disconnect.Write(output, version); break;
            case AuthPacket auth: auth.Write(output, version); break;
            default: throw new ArgumentException($"{packet} is no packet.", nameof(packet));
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
