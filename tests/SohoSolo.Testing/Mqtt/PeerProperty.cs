using System.Buffers.Binary;
using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>A property of MQTT 5.0 (§2.2.2.2) as it stands on the wire: its identifier, and its value's bytes with any length before them.</summary>
public sealed record PeerProperty(int Id, byte[] Raw)
{
    public const int PayloadFormat = 0x01, MessageExpiry = 0x02, ContentType = 0x03, ResponseTopic = 0x08, CorrelationData = 0x09;
    public const int SubscriptionIdentifier = 0x0B, SessionExpiry = 0x11, AssignedClientId = 0x12, ServerKeepAlive = 0x13;
    public const int AuthenticationMethod = 0x15, AuthenticationData = 0x16, RequestProblems = 0x17, WillDelay = 0x18, RequestResponse = 0x19;
    public const int ResponseInformation = 0x1A, ServerReference = 0x1C, ReasonString = 0x1F, ReceiveMaximum = 0x21;
    public const int TopicAliasMaximum = 0x22, TopicAlias = 0x23, MaximumQos = 0x24, RetainAvailable = 0x25, User = 0x26;
    public const int MaximumPacketSize = 0x27, WildcardsAvailable = 0x28, IdentifiersAvailable = 0x29, SharedAvailable = 0x2A;

    /// <summary>The value of a byte, two-byte, four-byte or variable-length property.</summary>
    public long Number => Id == SubscriptionIdentifier
        ? PeerReader.VariableLength(Raw)
        : Raw.Aggregate(0L, (sum, next) => (sum << 8) | next);

    /// <summary>The value of a string property; of a user property <c>name=value</c>.</summary>
    public string Text => Id == User
        ? string.Join('=', Pair())
        : Encoding.UTF8.GetString(Raw.AsSpan(2));

    /// <summary>The value of a binary property, without its length.</summary>
    public byte[] Data => Raw[2..];

    public static PeerProperty OneByte(int id, byte value) => new(id, [value]);

    public static PeerProperty TwoBytes(int id, int value) => new(id, PeerWriter.TwoBytes(value));

    public static PeerProperty FourBytes(int id, long value) => new(id, PeerWriter.FourBytes(value));

    public static PeerProperty VariableLength(int id, int value) => new(id, PeerWriter.VariableLength(value));

    public static PeerProperty Of(int id, string text) => new(id, PeerWriter.Text(text));

    public static PeerProperty Of(int id, byte[] data) => new(id, PeerWriter.Data(data));

    public static PeerProperty UserPair(string name, string value) => new(User, [.. PeerWriter.Text(name), .. PeerWriter.Text(value)]);

    private string[] Pair()
    {
        var name = BinaryPrimitives.ReadUInt16BigEndian(Raw);
        return [Encoding.UTF8.GetString(Raw, 2, name), Encoding.UTF8.GetString(Raw.AsSpan(name + 4))];
    }
}
