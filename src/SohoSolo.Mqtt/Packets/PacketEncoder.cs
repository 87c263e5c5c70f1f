using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>What a packet says of itself to be written. Both members run twice: once to count, once to write.</summary>
internal interface IEncodable
{
    /// <summary>Everything behind the fixed header.</summary>
    void WriteBody(ref PacketWriter writer, MqttVersion version);

    /// <summary>The properties without their length (MQTT 5.0 §2.2.2.2).</summary>
    void WriteProperties(ref PacketWriter writer);
}

/// <summary>Puts lengths before what they announce (MQTT 5.0 §2.1.4, §2.2.2.1).</summary>
internal static class PacketEncoder
{
    public static void Write<T>(in T packet, PacketType type, IBufferWriter<byte> output, MqttVersion version)
        where T : IEncodable
    {
        var length = BodyLength(packet, version);
        var writer = new PacketWriter(output);
        writer.WriteByte((byte)((byte)type << 4 | PacketFrame.FixedFlags(type)));
        writer.WriteVariable(length);
        packet.WriteBody(ref writer, version);
        writer.Complete();
    }

    /// <summary>Bytes of the whole packet.</summary>
    public static int Size<T>(in T packet, MqttVersion version)
        where T : IEncodable => SizeWith(BodyLength(packet, version));

    public static int SizeWith(uint bodyLength) => (int)bodyLength + 1 + PacketWriter.SizeOfVariable(bodyLength);

    /// <summary>Length and properties; nothing in 3.1.1, which knows none.</summary>
    public static void WritePropertyBlock<T>(this ref PacketWriter writer, in T owner, MqttVersion version)
        where T : IEncodable
    {
        if (version < MqttVersion.V5) return;

        writer.WriteVariable(PropertyLength(owner));
        owner.WriteProperties(ref writer);
    }

    public static uint PropertyLength<T>(in T owner)
        where T : IEncodable
    {
        var count = new PacketWriter(null);
        owner.WriteProperties(ref count);
        return Checked(count.Length);
    }

    /// <summary>A length that can be announced.</summary>
    public static uint Checked(long length) => length <= PacketWriter.LargestVariable
        ? (uint)length
        : throw new ArgumentOutOfRangeException(nameof(length), "A packet has more than 268,435,455 bytes.");

    private static uint BodyLength<T>(in T packet, MqttVersion version)
        where T : IEncodable
    {
        var count = new PacketWriter(null);
        packet.WriteBody(ref count, version);
        return Checked(count.Length);
    }
}
