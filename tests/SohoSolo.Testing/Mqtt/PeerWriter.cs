using System.Buffers.Binary;
using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>Packets of MQTT 3.1.1 and 5.0 as bytes, made without a line of the library under test. Nothing is checked: wrong packets are wanted too.</summary>
public static class PeerWriter
{
    public static byte[] Connect(PeerConnect connect)
    {
        var will = connect.Will;
        byte flags = (byte)((connect.CleanStart ? 0x02 : 0)
            | (will is null ? 0 : 0x04 | (will.Qos << 3) | (will.Retain ? 0x20 : 0))
            | (connect.Password is null ? 0 : 0x40)
            | (connect.User is null ? 0 : 0x80));
        return Packet(PeerPacketType.Connect, 0,
        [
            .. Text("MQTT"), connect.Version, flags, .. TwoBytes(connect.KeepAlive), .. Properties(connect.Version, connect.Properties),
            .. Text(connect.ClientId),
            .. will is null ? [] : (byte[])[.. Properties(connect.Version, will.Properties), .. Text(will.Topic), .. Data(will.Payload)],
            .. connect.User is null ? [] : Text(connect.User),
            .. connect.Password is null ? [] : Text(connect.Password),
        ]);
    }

    public static byte[] Publish(byte version, PeerMessage message)
    {
        var flags = (message.Dup ? 8 : 0) | (message.Qos << 1) | (message.Retain ? 1 : 0);
        return Packet(PeerPacketType.Publish, flags,
        [
            .. Text(message.Topic), .. message.Qos > 0 ? TwoBytes(message.Id) : [], .. Properties(version, message.Properties), .. message.Payload,
        ]);
    }

    /// <summary>PUBACK, PUBREC, PUBREL, PUBCOMP. A reason and properties are written when there is something to say.</summary>
    public static byte[] Ack(byte version, PeerPacketType type, int id, byte reason = 0, params PeerProperty[] properties) =>
        Packet(type, type == PeerPacketType.PubRel ? 2 : 0,
        [
            .. TwoBytes(id), .. version == 5 && (reason != 0 || properties.Length > 0) ? (byte[])[reason, .. Properties(version, properties)] : [],
        ]);

    /// <summary>Filters with their options byte: the maximum QoS, in 5.0 with no local (4), retain as published (8), retain handling (16, 32).</summary>
    public static byte[] Subscribe(byte version, int id, IEnumerable<(string Filter, int Options)> filters, params PeerProperty[] properties) =>
        Packet(PeerPacketType.Subscribe, 2,
        [
            .. TwoBytes(id), .. Properties(version, properties), .. filters.SelectMany(filter => (byte[])[.. Text(filter.Filter), (byte)filter.Options]),
        ]);

    public static byte[] Unsubscribe(byte version, int id, params string[] filters) =>
        Packet(PeerPacketType.Unsubscribe, 2, [.. TwoBytes(id), .. Properties(version, []), .. filters.SelectMany(Text)]);

    public static byte[] Ping() => Packet(PeerPacketType.PingReq, 0, []);

    public static byte[] Disconnect(byte version, byte reason = 0, params PeerProperty[] properties) =>
        Packet(PeerPacketType.Disconnect, 0, version == 5 && (reason != 0 || properties.Length > 0) ? [reason, .. Properties(version, properties)] : []);

    public static byte[] Packet(PeerPacketType type, int flags, byte[] body) =>
        [(byte)(((int)type << 4) | flags), .. VariableLength(body.Length), .. body];

    public static byte[] Properties(byte version, IEnumerable<PeerProperty> properties)
    {
        if (version != 5)
            return [];

        byte[] all = [.. properties.SelectMany(property => (byte[])[.. VariableLength(property.Id), .. property.Raw])];
        return [.. VariableLength(all.Length), .. all];
    }

    public static byte[] Text(string text) => Data(Encoding.UTF8.GetBytes(text));

    public static byte[] Data(byte[] data) => [.. TwoBytes(data.Length), .. data];

    public static byte[] TwoBytes(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] FourBytes(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    /// <summary>Seven bits a byte, the low ones first (MQTT 5.0 §1.5.5).</summary>
    public static byte[] VariableLength(int value)
    {
        var bytes = new List<byte>(4);
        do
        {
            bytes.Add((byte)((value & 127) | (value > 127 ? 128 : 0)));
            value >>= 7;
        }
        while (value > 0);

        return [.. bytes];
    }
}
