using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>How a subscription shall be (MQTT 5.0 §3.8.3.1), and how its messages are handled.</summary>
public sealed record SubscribeOptions
{
    /// <summary>QoS 1, everything else as the protocol has it.</summary>
    public static readonly SubscribeOptions Default = new();

    /// <summary>Messages come at this QoS at most.</summary>
    public QualityOfService MaximumQualityOfService { get; init; } = QualityOfService.AtLeastOnce;

    /// <summary>Not what this client itself publishes; version 5 only.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Keep the retain flag as the publisher set it; version 5 only.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>Which retained messages come at once; version 5 only, 3.1.1 brings all.</summary>
    public RetainHandling RetainHandling { get; init; }

    /// <summary>Handlers at once. With more than one, messages may be handled out of their order; they are still acknowledged in it (MQTT 5.0 §4.6).</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>What becomes of a message whose handler throws.</summary>
    public HandlerFailure WhenHandlerFails { get; init; }

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Parallel);
}

/// <summary>What becomes of a message whose handler throws. Either way <see cref="MqttClientOptions.OnProblem"/> is told.</summary>
public enum HandlerFailure
{
    /// <summary>It is done with: a version 5 server is told 0x80 (MQTT 5.0 §3.4.2.1), a 3.1.1 server, which knows no refusal, gets a plain acknowledgement. No server sends it again. A bad message stops nothing.</summary>
    Refuse,

    /// <summary>The handler is called again, with the waits of <see cref="MqttReconnect"/>, until it succeeds: nothing is acknowledged before, and what comes after waits. For handlers that fail because the world does, such as a disk that is full.</summary>
    TryAgain,
}
