using SohoSolo.Gateway.Doors;

namespace SohoSolo.Months.World;

/// <summary>Something that the gateway said to its devices.</summary>
internal sealed record LanMessage(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>The broker of a site, as far as its gateway speaks: what is retained is kept for whoever connects.</summary>
internal sealed class SiteLan : ILan
{
    private readonly Queue<LanMessage> said = new();

    public SortedDictionary<string, LanMessage> Kept { get; } = new(StringComparer.Ordinal);

    public void Send(string topic, ReadOnlyMemory<byte> payload, bool retain)
    {
        // The doors are looked at by the clock while the world does something else; only one of them runs at a time.
        lock (said)
        {
            said.Enqueue(new LanMessage(topic, payload.ToArray()));
            if (retain)
                Kept[topic] = new LanMessage(topic, payload.ToArray());
        }
    }

    public LanMessage? Next()
    {
        lock (said)
            return said.TryDequeue(out var next) ? next : null;
    }

    public void Follow(IReadOnlyCollection<string> filters)
    {
    }

    public void Disconnect(string device)
    {
    }
}
