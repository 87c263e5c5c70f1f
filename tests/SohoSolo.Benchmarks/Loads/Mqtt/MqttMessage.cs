using System.Buffers.Binary;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>A PUBLISH of QoS 1 that is sent again and again, each time with the next packet id and another payload of the same length.</summary>
internal sealed class MqttMessage(string topic, int payloadSize)
{
    private readonly byte[] packet = MqttBytes.Publish(topic, qos: 1, id: 0, new byte[payloadSize]);
    private int lastId;

    public Span<byte> Payload => packet.AsSpan(packet.Length - payloadSize);

    public ReadOnlySpan<byte> Next()
    {
        lastId = (lastId % ushort.MaxValue) + 1;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(packet.Length - payloadSize - 2), (ushort)lastId);
        return packet;
    }
}
