namespace SohoSolo.Mqtt.Client;

/// <summary>The server could not be reached, or did not want the client.</summary>
public sealed class MqttConnectException : Exception
{
    internal MqttConnectException(string message, ReasonCode? reason = null, bool isPermanent = false, Exception? cause = null)
        : base(message, cause)
    {
        Reason = reason;
        IsPermanent = isPermanent;
    }

    /// <summary>What the CONNACK said (MQTT 5.0 §3.2.2.2); null when none came.</summary>
    public ReasonCode? Reason { get; }

    /// <summary>Whether trying again is of no use: the server said no to who the client is or to how it speaks, or its certificate is not trusted.</summary>
    public bool IsPermanent { get; }

    /// <summary>Where the server sends its clients, with 0x9C and 0x9D (MQTT 5.0 §4.11); null when it did not say.</summary>
    public string? ServerReference { get; internal init; }
}
