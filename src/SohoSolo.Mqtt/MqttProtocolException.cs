namespace SohoSolo.Mqtt;

/// <summary>The peer broke the protocol (MQTT 5.0 §4.13): the connection ends with <see cref="Reason"/>.</summary>
/// <param name="reason">0x80 or above.</param>
/// <param name="message">What was wrong, in words; safe to log, holds nothing of the payload or a password.</param>
public sealed class MqttProtocolException(ReasonCode reason, string message) : Exception(message)
{
    /// <summary>What a version 5 peer is told.</summary>
    public ReasonCode Reason { get; } = reason;
}
