using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>A packet that came from the broker: its bytes, and what they say.</summary>
public sealed record PeerPacket(PeerPacketType Type, int Flags, byte[] Body)
{
    public int Id { get; private init; }

    /// <summary>The reason code; in a CONNACK of 3.1.1 the return code.</summary>
    public byte Reason { get; private init; }

    /// <summary>A SUBACK's and UNSUBACK's, one for each filter.</summary>
    public IReadOnlyList<byte> Reasons { get; private init; } = [];

    public bool IsSessionPresent { get; private init; }

    public string Topic { get; private init; } = "";

    public byte[] Payload { get; private init; } = [];

    public string Text => Encoding.UTF8.GetString(Payload);

    public int Qos => (Flags >> 1) & 3;

    public bool Dup => (Flags & 8) != 0;

    public bool Retain => (Flags & 1) != 0;

    public IReadOnlyList<PeerProperty> Properties { get; private init; } = [];

    public PeerProperty? Property(int id) => Properties.FirstOrDefault(property => property.Id == id);

    public static PeerPacket Read(byte version, byte header, byte[] body)
    {
        var packet = new PeerPacket((PeerPacketType)(header >> 4), header & 15, body);
        var reader = new PeerReader(body);
        return packet.Type switch
        {
            PeerPacketType.ConnAck => packet.ReadConnAck(version, reader),
            PeerPacketType.Publish => packet.ReadPublish(version, reader),
            PeerPacketType.PubAck or PeerPacketType.PubRec or PeerPacketType.PubRel or PeerPacketType.PubComp =>
                (packet with { Id = reader.TwoBytes() }).ReadReason(reader),
            PeerPacketType.SubAck or PeerPacketType.UnsubAck => packet.ReadReasons(version, reader),
            PeerPacketType.Disconnect or PeerPacketType.Auth => packet.ReadReason(reader),
            _ => packet,
        };
    }

    public override string ToString() =>
        $"{Type} id {Id} reason {Reason:x2} [{string.Join(' ', Reasons)}] {Topic} qos {Qos} {(Dup ? "dup " : "")}{(Retain ? "retain " : "")}{Payload.Length} bytes";

    private PeerPacket ReadConnAck(byte version, PeerReader reader) => this with
    {
        IsSessionPresent = (reader.Next() & 1) != 0,
        Reason = reader.Next(),
        Properties = version == 5 ? reader.Properties() : [],
    };

    private PeerPacket ReadPublish(byte version, PeerReader reader) => this with
    {
        Topic = reader.Text(),
        Id = Qos > 0 ? reader.TwoBytes() : 0,
        Properties = version == 5 ? reader.Properties() : [],
        Payload = reader.Rest(),
    };

    private PeerPacket ReadReason(PeerReader reader) => this with
    {
        Reason = reader.HasMore ? reader.Next() : (byte)0,
        Properties = reader.HasMore ? reader.Properties() : [],
    };

    private PeerPacket ReadReasons(byte version, PeerReader reader) => this with
    {
        Id = reader.TwoBytes(),
        Properties = version == 5 ? reader.Properties() : [],
        Reasons = reader.Rest(),
    };
}
