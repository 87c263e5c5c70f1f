namespace SohoSolo.Mqtt;

/// <summary>An application message with what version 5 may say of it (MQTT 5.0 §3.3). To and from a 3.1.1 peer only topic, payload, QoS, retain and duplicate travel.</summary>
public sealed record MqttMessage
{
    /// <summary>A topic name without wildcards, at most 65,535 bytes of UTF-8 (§4.7).</summary>
    public required string Topic { get; init; }

    /// <summary>Any bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>How surely it shall arrive, or did (§4.3).</summary>
    public QualityOfService QualityOfService { get; init; }

    /// <summary>Sent: the server keeps it as the topic's last. Received: it was kept before this subscription (§3.3.1.3).</summary>
    public bool Retain { get; init; }

    /// <summary>Received only: it may have been delivered before (§3.3.1.1).</summary>
    public bool Duplicate { get; init; }

    /// <summary>Seconds after which it is not delivered any more; null for never (§3.3.2.3.3).</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>Whether the payload is declared to be UTF-8 text (§3.3.2.3.2).</summary>
    public bool IsText { get; init; }

    /// <summary>What the payload is, often a MIME type (§3.3.2.3.9).</summary>
    public string? ContentType { get; init; }

    /// <summary>Where an answer shall be published (§3.3.2.3.5).</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>By what the asker knows the answer again; null for none (§3.3.2.3.6).</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>The application's own (§3.3.2.3.7).</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>Received only: the identifiers of the subscriptions that it matched (§3.3.2.3.8).</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];
}
