namespace SohoSolo.Mqtt.Packets;

/// <summary>The control packets (MQTT 5.0 §2.1.2).</summary>
public enum PacketType : byte
{
    /// <summary>Client to server (§3.1).</summary>
    Connect = 1,

    /// <summary>Server to client (§3.2).</summary>
    ConnAck = 2,

    /// <summary>Either way (§3.3).</summary>
    Publish = 3,

    /// <summary>QoS 1 is done (§3.4).</summary>
    PubAck = 4,

    /// <summary>QoS 2: received (§3.5).</summary>
    PubRec = 5,

    /// <summary>QoS 2: the identifier may be released (§3.6).</summary>
    PubRel = 6,

    /// <summary>QoS 2 is done (§3.7).</summary>
    PubComp = 7,

    /// <summary>Client to server (§3.8).</summary>
    Subscribe = 8,

    /// <summary>Server to client (§3.9).</summary>
    SubAck = 9,

    /// <summary>Client to server (§3.10).</summary>
    Unsubscribe = 10,

    /// <summary>Server to client (§3.11).</summary>
    UnsubAck = 11,

    /// <summary>Client to server (§3.12).</summary>
    PingReq = 12,

    /// <summary>Server to client (§3.13).</summary>
    PingResp = 13,

    /// <summary>Either way in version 5, from the client in 3.1.1 (§3.14).</summary>
    Disconnect = 14,

    /// <summary>Version 5 only (§3.15).</summary>
    Auth = 15,
}
