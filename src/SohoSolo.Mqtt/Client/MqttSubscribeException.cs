namespace SohoSolo.Mqtt.Client;

/// <summary>The server refused a subscription (MQTT 5.0 §3.9.3).</summary>
public sealed class MqttSubscribeException : Exception
{
    internal MqttSubscribeException(string filter, ReasonCode reason, string? reasonString)
        : base($"The server refused the subscription to {filter}: {reason}{(reasonString is null ? "" : $", {reasonString}")}.") =>
        (Filter, Reason) = (filter, reason);

    /// <summary>What was asked for.</summary>
    public string Filter { get; }

    /// <summary>0x80 or above; a 3.1.1 server can say 0x80 only.</summary>
    public ReasonCode Reason { get; }
}
