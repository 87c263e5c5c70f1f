using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>The packet types, by their numbers on the wire (MQTT 5.0 §2.1.2).</summary>
public enum PeerPacketType
{
    Reserved,
    Connect,
    ConnAck,
    Publish,
    PubAck,
    PubRec,
    PubRel,
    PubComp,
    Subscribe,
    SubAck,
    Unsubscribe,
    UnsubAck,
    PingReq,
    PingResp,
    Disconnect,
    Auth,
}

/// <summary>What a CONNECT says.</summary>
public sealed record PeerConnect(string ClientId = "")
{
    /// <summary>4 is MQTT 3.1.1, 5 is 5.0.</summary>
    public byte Version { get; init; } = 5;

    public bool CleanStart { get; init; } = true;

    public int KeepAlive { get; init; } = 60;

    public string? User { get; init; }

    public string? Password { get; init; }

    public PeerMessage? Will { get; init; }

    public IReadOnlyList<PeerProperty> Properties { get; init; } = [];

    /// <summary>A session that outlives its connection: in 5.0 for these seconds, in 3.1.1 for good.</summary>
    public PeerConnect Lasting(long seconds = 3600) => this with
    {
        CleanStart = false,
        Properties = [.. Properties, PeerProperty.FourBytes(PeerProperty.SessionExpiry, seconds)],
    };
}

/// <summary>What a PUBLISH says, or a will.</summary>
public sealed record PeerMessage(string Topic, byte[] Payload)
{
    public PeerMessage(string topic, string payload)
        : this(topic, Encoding.UTF8.GetBytes(payload))
    {
    }

    public int Qos { get; init; }

    public bool Retain { get; init; }

    public bool Dup { get; init; }

    /// <summary>Written with QoS 1 and 2; <see cref="RawPeer.Publish"/> fills it in when it is 0.</summary>
    public int Id { get; init; }

    public IReadOnlyList<PeerProperty> Properties { get; init; } = [];
}
