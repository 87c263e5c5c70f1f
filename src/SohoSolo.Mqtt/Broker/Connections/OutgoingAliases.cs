using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>The topic aliases that the broker uses to one client: its first topics, each from its first message on (MQTT 5.0 §3.3.2.3.4).</summary>
internal sealed class OutgoingAliases(ushort clientMaximum)
{
    /// <summary>A client may offer 65,535 places; it shall not decide over the broker's memory.</summary>
    private const int OwnMaximum = 64;

    private const int LongestTopic = 1024;

    private readonly int maximum = Math.Min(clientMaximum, (ushort)OwnMaximum);
    private readonly Dictionary<byte[], ushort> aliases = new(TopicBytes.Comparer);

    /// <summary>The publish as it goes out: with the alias in the topic's place, or with both when <paramref name="isNew"/>, which <see cref="Keep"/> confirms once it is written.</summary>
    public OutgoingPublish Apply(in OutgoingPublish publish, out bool isNew)
    {
        isNew = false;
        if (aliases.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(publish.Topic.Span, out var alias))
            return publish with { Topic = default, TopicAlias = alias };

        isNew = aliases.Count < maximum && publish.Topic.Length <= LongestTopic;
        return isNew ? publish with { TopicAlias = (ushort)(aliases.Count + 1) } : publish;
    }

    public void Keep(in OutgoingPublish written) => aliases[written.Topic.ToArray()] = written.TopicAlias;
}
