namespace SohoSolo.Mqtt.Client;

/// <summary>Something that went wrong while nobody was waiting for it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Topic">Of the message, or the filter of the subscription; null when it is about neither.</param>
/// <param name="Why">In words, for a log.</param>
/// <param name="Exception">What was thrown; null when nothing was.</param>
public sealed record MqttClientProblem(MqttClientProblemKind Kind, string? Topic, string Why, Exception? Exception = null);

/// <summary>What went wrong.</summary>
public enum MqttClientProblemKind
{
    /// <summary>A handler threw; what becomes of the message says <see cref="SubscribeOptions.WhenHandlerFails"/>.</summary>
    HandlerFailed,

    /// <summary>A typed subscription could not read a payload; the message was acknowledged.</summary>
    Unreadable,

    /// <summary>A message of no subscription of this client, such as one that a resumed session kept for an earlier program; it was acknowledged.</summary>
    Unclaimed,

    /// <summary>Messages of QoS 0 were dropped, because handlers are too slow.</summary>
    Dropped,

    /// <summary>The server refused a subscription that had to be made again; it is tried again with the next connection.</summary>
    SubscriptionRefused,

    /// <summary>The connection was lost, or an attempt failed.</summary>
    ConnectionLost,
}
