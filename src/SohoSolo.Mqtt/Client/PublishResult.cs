namespace SohoSolo.Mqtt.Client;

/// <summary>What became of a message.</summary>
/// <param name="Reason">What the server said in PUBACK, PUBREC or PUBCOMP (MQTT 5.0 §3.4.2.1, §3.5.2.1); at QoS 0, and from a 3.1.1 server, always success.
/// Or why it was not sent at all: <see cref="ReasonCode.PacketTooLarge"/>, <see cref="ReasonCode.QoSNotSupported"/>, <see cref="ReasonCode.RetainNotSupported"/>.</param>
/// <param name="ReasonString">In words, if somebody said them.</param>
public readonly record struct PublishResult(ReasonCode Reason, string? ReasonString = null)
{
    /// <summary>Whether the server took it; at QoS 0 whether it was written.</summary>
    public bool IsSuccess => Reason < ReasonCode.UnspecifiedError;
}
