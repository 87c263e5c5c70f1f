using SohoSolo.Core;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Link;

/// <summary>The counters of what the hub says to gateways: strictly rising, over all nodes and through a restore, for they are at least the wall clock in milliseconds.</summary>
internal sealed class LinkCounters(Store store, TimeProvider clock)
{
    /// <summary>The counter after <paramref name="last"/>.</summary>
    public static long After(long last, DateTimeOffset now) => Math.Max(last + 1, now.ToUnixTimeMilliseconds());

    /// <summary>Takes the next one in a transaction of its own.</summary>
    public async Task<long> Next(SiteId site, CancellationToken stop)
    {
        var taken = await store.Execute(SystemCommand.Named("link", clock.GetUtcNow()), work => Take(work, site), stop);
        return taken is Executed<long>.Fresh(var counter, _) ? counter : throw new InvalidOperationException("A counter is taken once.");
    }

    private async ValueTask<(long, Answer?)> Take(Work work, SiteId site)
    {
        var facts = await work.Lock(new Scope { Presence = site });
        var counter = After(facts.LinkCounter, clock.GetUtcNow());
        work.PutCounter(site, counter);
        return (counter, SystemCommand.Done);
    }
}
