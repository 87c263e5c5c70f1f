using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>PINGREQ and PINGRESP, which say nothing but that somebody is there (MQTT 5.0 §3.12, §3.13).</summary>
public static class PingPacket
{
    /// <summary>A ping has no body (§3.12.2, §3.13.2).</summary>
    public static void Check(in PacketFrame frame)
    {
        if (!frame.Body.IsEmpty) throw Faults.Malformed("A ping has a body.");
    }

    /// <summary>PINGREQ, from a client (§3.12).</summary>
    public static void WriteRequest(IBufferWriter<byte> output) => Write(PacketType.PingReq, output);

    /// <summary>PINGRESP, from a server (§3.13).</summary>
    public static void WriteResponse(IBufferWriter<byte> output) => Write(PacketType.PingResp, output);

    private static void Write(PacketType type, IBufferWriter<byte> output)
    {
        var writer = new PacketWriter(output);
        writer.WriteByte((byte)((byte)type << 4));
        writer.WriteByte(0);
        writer.Complete();
    }
}
