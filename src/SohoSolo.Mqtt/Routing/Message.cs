namespace SohoSolo.Mqtt.Routing;

/// <summary>A message as the broker keeps it: once, immutable, shared by everyone who is to get it. Topic and properties stay encoded as they came.</summary>
internal sealed class Message
{
    /// <summary>Stands where only the fact of a message is still needed; is never delivered.</summary>
    public static Message Nothing { get; } = new() { Topic = "", TopicUtf8 = default };

    public required string Topic { get; init; }

    /// <summary>The topic in UTF-8, as it goes out again.</summary>
    public required ReadOnlyMemory<byte> TopicUtf8 { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>As <see cref="Packets.OutgoingPublish.PassedOn"/>.</summary>
    public ReadOnlyMemory<byte> PassedOn { get; init; }

    /// <summary>As published; a subscriber gets the lower of this and its own.</summary>
    public QualityOfService QualityOfService { get; init; }

    public bool Retain { get; init; }

    /// <summary>Unix milliseconds after which it is not delivered any more; <see cref="long.MaxValue"/> for never.</summary>
    public long ExpiresAt { get; init; } = long.MaxValue;

    /// <summary>What it weighs in a queue, in bytes; the topic stands there as UTF-8 and as a string.</summary>
    public int Weight => (3 * TopicUtf8.Length) + Payload.Length + PassedOn.Length + Overhead;

    /// <summary>The objects around the bytes, roughly.</summary>
    private const int Overhead = 160;
}
