using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>What topic a PUBLISH is about: by name, by alias (MQTT 5.0 §3.3.2.3.4), and without a new string for a topic that came lately.</summary>
internal sealed class IncomingTopics(ushort aliasMaximum)
{
    private const int Places = 16;
    private const int LongestKept = 256;

    private KnownTopic?[]? recent;
    private KnownTopic?[]? aliases;

    public KnownTopic Resolve(in PublishPacket publish)
    {
        var alias = publish.TopicAlias;
        if (alias > aliasMaximum)
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, "The topic alias is higher than the maximum.");

        if (publish.Topic.IsEmpty)
            return aliases?[alias] ?? throw new MqttProtocolException(ReasonCode.ProtocolError, "The topic is empty, and its alias was never set.");

        var topic = Named(publish.Topic);
        if (alias > 0)
            (aliases ??= new KnownTopic?[aliasMaximum + 1])[alias] = topic;

        return topic;
    }

    private KnownTopic Named(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length > LongestKept)
            return Make(bytes.ToArray());

        Span<byte> joined = stackalloc byte[LongestKept];
        scoped var topic = bytes.FirstSpan;
        if (!bytes.IsSingleSegment)
        {
            bytes.CopyTo(joined);
            topic = joined[..(int)bytes.Length];
        }

        recent ??= new KnownTopic?[Places];
        ref var place = ref recent[PlaceOf(topic)];
        return place is not null && topic.SequenceEqual(place.Utf8) ? place : place = Make(topic.ToArray());
    }

    private static KnownTopic Make(byte[] utf8) => new(Encoding.UTF8.GetString(utf8), utf8);

    /// <summary>Topics of one client differ at their ends, mostly.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> topic)
    {
        var end = topic.Length >= sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64LittleEndian(topic[^sizeof(ulong)..])
            : topic[^1];
        return (int)(unchecked((end ^ (ulong)topic.Length) * 0x9E3779B97F4A7C15) >> 60);
    }
}
