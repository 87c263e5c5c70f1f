using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Metrics;

/// <summary>What a broker counts, as plain numbers: those told under the router's gate need no more than an addition, and nobody is told of them until asked.</summary>
internal sealed class Tally : IRouterNotes
{
    private const int Reasons = 256;

    private readonly long[] received = new long[3];
    private readonly long[] sent = new long[3];
    private readonly long[] dropped = new long[Reasons];
    private readonly long[,] refused = new long[Enum.GetValues<RefusalKind>().Length, Reasons];
    private readonly Lock dropping = new();
    private Dictionary<(string ClientId, ReasonCode Reason), int> droppedLately = [];
    private long bytesReceived;

    /// <summary>By quality of service.</summary>
    public ReadOnlySpan<long> ReceivedMessages => received;

    /// <summary>By quality of service.</summary>
    public ReadOnlySpan<long> SentMessages => sent;

    public long ReceivedBytes => Interlocked.Read(ref bytesReceived);

    public long DroppedMessages(ReasonCode reason) => Volatile.Read(ref dropped[(int)reason]);

    public long RefusedThings(RefusalKind kind, ReasonCode reason) => Volatile.Read(ref refused[(int)kind, (int)reason]);

    /// <summary>A PUBLISH came. Under the gate.</summary>
    public void Received(QualityOfService qualityOfService) => received[(int)qualityOfService]++;

    public void BytesReceived(long count) => Interlocked.Add(ref bytesReceived, count);

    /// <summary>Under the gate.</summary>
    public void Sent(QualityOfService qualityOfService) => sent[(int)qualityOfService]++;

    /// <summary>Under the gate. An expired message is counted, and is no loss that the host must hear of.</summary>
    public void Dropped(string clientId, ReasonCode reason)
    {
        dropped[(int)reason]++;
        if (reason == ReasonCode.Success)
            return;

        lock (dropping)
            droppedLately[(clientId, reason)] = droppedLately.GetValueOrDefault((clientId, reason)) + 1;
    }

    public void Refused(RefusalKind kind, ReasonCode reason) => Interlocked.Increment(ref refused[(int)kind, (int)reason]);

    /// <summary>What was dropped since the last call.</summary>
    public IEnumerable<(string ClientId, ReasonCode Reason, int Count)> TakeDropped()
    {
        lock (dropping)
        {
            if (droppedLately.Count == 0)
                return [];

            var taken = droppedLately;
            droppedLately = [];
            return taken.Select(one => (one.Key.ClientId, one.Key.Reason, one.Value));
        }
    }
}
