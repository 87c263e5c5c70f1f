namespace SohoSolo.Mqtt;

/// <summary>The protocol level that a CONNECT names (MQTT 3.1.1 §3.1.2.2, MQTT 5.0 §3.1.2.2).</summary>
public enum MqttVersion : byte
{
    /// <summary>MQTT 3.1.1, OASIS standard of 2014.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0, OASIS standard of 2019.</summary>
    V5 = 5,
}
