namespace SohoSolo.Mqtt.Packets;

/// <summary>Which end wrote a packet; some contents are allowed to one of them only (MQTT 5.0 §3.3.2.3.8, §3.14.2, §3.15.2).</summary>
public enum PacketSender
{
    /// <summary>The end that sent CONNECT.</summary>
    Client,

    /// <summary>The end that answered with CONNACK.</summary>
    Server,
}
