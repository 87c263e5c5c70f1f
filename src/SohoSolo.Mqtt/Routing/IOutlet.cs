using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Routing;

/// <summary>
/// A session's way to its client while it is connected. Called under the router's gate: writing only encodes into the connection's buffer, never waits, never throws.
/// What was written goes out at <see cref="Flush"/>, which the router's caller calls after leaving the gate, for every outlet that <see cref="Router.Take"/> names.
/// </summary>
internal interface IOutlet
{
    /// <summary>False while the client does not take what it was sent; messages then wait in the session's queue until <see cref="Router.Resume"/>.</summary>
    bool IsWritable { get; }

    /// <summary>Packets larger than this are not sent to this client (MQTT 5.0 §3.1.2.11.4).</summary>
    uint MaximumPacketSize { get; }

    /// <summary>Encodes a PUBLISH; false if it is larger than the client takes, and then nothing was written. Topic aliases are the outlet's own affair.</summary>
    bool Publish(in OutgoingPublish publish);

    /// <summary>Encodes PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    void Acknowledge(in AckPacket ack);

    /// <summary>Encodes SUBACK.</summary>
    void Acknowledge(SubAckPacket ack);

    /// <summary>Encodes UNSUBACK.</summary>
    void Acknowledge(UnsubAckPacket ack);

    /// <summary>Ends the connection after what is in the buffer, telling a version 5 client why.</summary>
    void Close(ReasonCode reason);

    /// <summary>Sends what was written. Called outside the gate, by any thread.</summary>
    void Flush();
}
