using System.Buffers.Binary;
using System.Text;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>The packets of MQTT 3.1.1 that a load needs, written by hand: what is measured must not make its own load.</summary>
internal static class MqttBytes
{
    public const int Acknowledgement = 4;

    private const byte CleanSession = 0x02;
    private const byte UserAndPassword = 0xC0;

    public static ReadOnlySpan<byte> PingRequest => [0xC0, 0];

    public static ReadOnlySpan<byte> Disconnect => [0xE0, 0];

    /// <summary>Without keep-alive: a broker that is measured is not also asked whether it is there.</summary>
    public static byte[] Connect(string client, bool isClean) =>
        Packet(0x10, [.. Text("MQTT"), 4, isClean ? CleanSession : (byte)0, 0, 0, .. Text(client)]);

    /// <summary>As above, of somebody whom the broker knows.</summary>
    public static byte[] Connect(string client, MqttAccount account) =>
        Packet(0x10, [.. Text("MQTT"), 4, CleanSession | UserAndPassword, 0, 0, .. Text(client), .. Text(account.User), .. Text(account.Password)]);

    public static byte[] Subscribe(string filter, int qos) => Packet(0x82, [0, 1, .. Text(filter), (byte)qos]);

    public static byte[] Publish(string topic, int qos, int id, ReadOnlySpan<byte> payload) =>
        Packet((byte)(0x30 | (qos << 1)), [.. Text(topic), .. qos == 0 ? [] : Number(id), .. payload]);

    public static void Acknowledge(Span<byte> to, int id)
    {
        (to[0], to[1]) = (0x40, 2);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)id);
    }

    private static byte[] Packet(byte head, byte[] body) => body.Length < 128
        ? [head, (byte)body.Length, .. body]
        : [head, (byte)(0x80 | (body.Length & 0x7F)), checked((byte)(body.Length >> 7)), .. body];

    private static byte[] Text(string text) => [.. Number(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Number(int number) => [(byte)(number >> 8), (byte)(number & 0xFF)];
}

/// <summary>Who somebody is at a broker.</summary>
internal sealed record MqttAccount(string User, string Password);
