using System.Buffers.Binary;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>One received packet, where it lies in the connection's buffer: gone with the next read.</summary>
internal readonly ref struct MqttPacket(byte head, ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> body = body;

    public MqttKind Kind { get; } = (MqttKind)(head >> 4);

    public int Qos { get; } = (head >> 1) & 3;

    /// <summary>Of an acknowledgement or of a message above QoS 0.</summary>
    public int Id => BinaryPrimitives.ReadUInt16BigEndian(Kind == MqttKind.Publish ? body[AfterTopic..] : body);

    public ReadOnlySpan<byte> Payload => body[(Qos == 0 ? AfterTopic : AfterTopic + 2)..];

    /// <summary>The last byte of a CONNACK or a SUBACK: zero, or the granted QoS, when the broker agreed.</summary>
    public int Answer => body[^1];

    private int AfterTopic => 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
}

/// <summary>What a broker sends to a 3.1.1 client of QoS 0 and 1.</summary>
internal enum MqttKind
{
    Connected = 2,
    Publish = 3,
    Acknowledged = 4,
    Subscribed = 9,
    Pong = 13,
}
