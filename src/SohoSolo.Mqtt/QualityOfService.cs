namespace SohoSolo.Mqtt;

/// <summary>How surely a message arrives (MQTT 5.0 §4.3).</summary>
public enum QualityOfService : byte
{
    /// <summary>QoS 0: sent once, never acknowledged.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: sent until acknowledged; may arrive twice.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: arrives exactly once.</summary>
    ExactlyOnce = 2,
}
