namespace SohoSolo.Mqtt.Packets;

/// <summary>One topic filter with its options (MQTT 5.0 §3.8.3.1).</summary>
/// <param name="Filter">Well-formed, with wildcards or <c>$share/…</c>.</param>
/// <param name="MaximumQualityOfService">Messages come at this QoS at most.</param>
/// <param name="NoLocal">Not what the client itself publishes.</param>
/// <param name="RetainAsPublished">Keep the retain flag as the publisher set it.</param>
/// <param name="RetainHandling">Whether retained messages are sent at once.</param>
public readonly record struct TopicSubscription(string Filter, QualityOfService MaximumQualityOfService, bool NoLocal = false, bool RetainAsPublished = false, RetainHandling RetainHandling = RetainHandling.Send);

/// <summary>What of the retained messages a SUBSCRIBE brings (MQTT 5.0 §3.8.3.1).</summary>
public enum RetainHandling : byte
{
    /// <summary>All that match.</summary>
    Send = 0,

    /// <summary>Only if the subscription did not exist yet.</summary>
    SendIfNew = 1,

    /// <summary>None.</summary>
    DoNotSend = 2,
}
