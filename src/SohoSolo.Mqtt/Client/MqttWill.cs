using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>A client's last will (MQTT 5.0 §3.1.2.5).</summary>
/// <param name="Message">What is published.</param>
/// <param name="DelayInterval">Seconds that the server waits for the client to come back first; a 3.1.1 server waits not (MQTT 5.0 §3.1.3.2.2).</param>
public sealed record MqttWill(MqttMessage Message, uint DelayInterval = 0)
{
    internal WillPacket ToPacket() => MessageMapping.ToWill(Message, DelayInterval);
}
