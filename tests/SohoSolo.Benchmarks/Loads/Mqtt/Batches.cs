namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>
/// All that one publisher ever sends, made before the clock runs: a ring of batches of half a window each. A payload says who sent it and its
/// place in the ring, so that a subscriber sees a gap or a double. A batch of QoS 0 ends with a ping, whose answer says that the broker has read it.
/// </summary>
internal sealed class Batches
{
    public const string Topic = "bench/rate";
    public const int PayloadSize = 100;

    private const int Count = 4;

    private readonly byte[][] batches;
    private int next;

    public Batches(int publisher, int qos, int window)
    {
        Size = window / 2;
        Places = Count * Size;
        batches = [.. Enumerable.Range(0, Count).Select(batch => Batch(publisher, qos, batch * Size))];
    }

    /// <summary>Messages in one batch.</summary>
    public int Size { get; }

    /// <summary>Messages in the ring; the message at place p has the packet id p + 1.</summary>
    public int Places { get; }

    public ReadOnlySpan<byte> Next() => batches[next++ % Count];

    private byte[] Batch(int publisher, int qos, int first)
    {
        var messages = Enumerable.Range(first, Size).SelectMany(place => MqttBytes.Publish(Topic, qos, place + 1, Payload(publisher, place)));
        return qos == 0 ? [.. messages, .. MqttBytes.PingRequest] : [.. messages];
    }

    private static byte[] Payload(int publisher, int place) =>
        [(byte)publisher, .. MqttBytes.Number(place), .. Enumerable.Repeat((byte)'.', PayloadSize - 3)];
}
