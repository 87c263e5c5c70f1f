namespace SohoSolo.Mqtt.Client;

/// <summary>How a client stands.</summary>
/// <param name="State">In one word.</param>
/// <param name="Why">Why it is not connected, for a log; null when it is, or never was.</param>
public sealed record MqttClientStatus(MqttClientState State, string? Why = null)
{
    /// <summary>What the server said, if it did.</summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>Until the next attempt, while <see cref="MqttClientState.Waiting"/>.</summary>
    public TimeSpan? RetryIn { get; init; }

    /// <summary>What is spoken, while connected.</summary>
    public MqttVersion? Version { get; init; }

    /// <summary>While connected: the server still knew the session (MQTT 5.0 §3.2.2.1.1).</summary>
    public bool SessionPresent { get; init; }

    /// <summary>While connected: the client's own identifier, or the one that the server gave it (MQTT 5.0 §3.2.2.3.7).</summary>
    public string? ClientId { get; init; }
}

/// <summary>In one word.</summary>
public enum MqttClientState
{
    /// <summary>Not started, or stopped.</summary>
    Stopped,

    /// <summary>An attempt is under way.</summary>
    Connecting,

    /// <summary>The server accepted it.</summary>
    Connected,

    /// <summary>The connection failed or was lost, and the next attempt is to come.</summary>
    Waiting,
}
