using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Hub.Doors;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>The line to the sites with nobody at its end: it keeps what was sent. Every gateway is heard until a test cuts one off.</summary>
internal sealed class RecordingLine : IDoorLine
{
    private readonly ConcurrentQueue<DoorOrder> sent = new();
    private readonly ConcurrentDictionary<SiteId, bool> silent = new();

    public IReadOnlyList<DoorOrder> Sent => [.. sent];

    /// <summary>When set, orders get lost although the gateway was heard a moment ago.</summary>
    public bool Loses { get; set; }

    public void Cut(string site) => silent[new SiteId(site)] = true;

    public void Mend(string site) => silent.TryRemove(new SiteId(site), out _);

    public bool IsHeard(SiteId site) => !silent.ContainsKey(site);

    public Task<bool> Send(DoorOrder order, CancellationToken stop)
    {
        if (!Loses) sent.Enqueue(order);

        return Task.FromResult(!Loses);
    }
}
