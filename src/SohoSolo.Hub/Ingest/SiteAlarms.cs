using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>Alarms that the hub itself raises and clears, each in a transaction of its own. Raising one that stands does nothing.</summary>
internal sealed class SiteAlarms(Store store, StoreQueries queries, TimeProvider clock)
{
    private const int Many = 1000;

    public Task Raise(SiteId site, string kind, string about, CancellationToken stop) => Change(site, kind, about, raise: true, stop);

    public Task Clear(SiteId site, string kind, string about, CancellationToken stop) => Change(site, kind, about, raise: false, stop);

    private async Task Change(SiteId site, string kind, string about, bool raise, CancellationToken stop)
    {
        // Looked at without lock first: a stranger who tries for ever costs no transactions.
        if ((await queries.Alarms(site, openOnly: true, Many, stop)).Any(alarm => Is(alarm, kind, about)) == raise)
            return;

        await store.Execute(SystemCommand.Named("alarm", clock.GetUtcNow()), work => Decide(work, site, kind, about, raise), stop);
    }

    private async ValueTask<(bool, Answer?)> Decide(Work work, SiteId site, string kind, string about, bool raise)
    {
        var facts = await work.Lock(new Scope { Presence = site, OpenAlarms = true });
        var (standing, now) = (facts.OpenAlarms.FirstOrDefault(alarm => Is(alarm, kind, about)), clock.GetUtcNow());
        if (standing is not null == raise)
            return (false, null);

        if (standing is null)
            work.Put(null, new Alarm { Id = Ids.Next(), Site = site, Kind = kind, About = about, RaisedAt = now }, "raised");
        else
            work.Put(standing, standing with { Version = standing.Version + 1, ClearedAt = now }, "cleared");

        return (true, SystemCommand.Done);
    }

    private static bool Is(Alarm alarm, string kind, string about) => alarm.Kind == kind && alarm.About == about;
}
