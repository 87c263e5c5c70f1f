namespace SohoSolo.Mqtt.Client;

/// <summary>A received message on its way through the handlers. One delivery may belong to several subscriptions; it is done when all have handled it. Guarded by the session's gate.</summary>
internal sealed class Delivery(MqttMessage message, ushort packetId, int handlers)
{
    /// <summary>The objects around the bytes, roughly.</summary>
    private const int Overhead = 300;

    private int remaining = handlers;

    public MqttMessage Message => message;

    public ushort PacketId => packetId;

    public long Weight => message.Topic.Length + message.Payload.Length + Overhead;

    /// <summary>The connection that is to acknowledge it; null while none is: the one that brought it is gone, or its session.</summary>
    public ClientConnection? Connection { get; set; }

    /// <summary>What the acknowledgement will say.</summary>
    public ReasonCode Reason { get; private set; }

    public bool IsDone => remaining == 0;

    /// <summary>QoS 2: PUBREC has been sent, and PUBREL is awaited (MQTT 5.0 §4.3.3).</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Its acknowledgement is to be sent, when those before it have been.</summary>
    public bool IsInLine { get; set; }

    public void Handled(ReasonCode reason)
    {
        remaining--;
        if (reason > Reason)
            Reason = reason;
    }
}
