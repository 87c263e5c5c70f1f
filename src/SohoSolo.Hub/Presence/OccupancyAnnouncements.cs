using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>Tells the journal where time alone has changed an estimate: a hold that is over needs no signal. It looks without a lock first, so that where nothing has changed nobody waits.</summary>
internal sealed class OccupancyAnnouncements(Store store, StoreQueries queries, TimeProvider clock)
{
    /// <summary>How many spaces there was something to tell of.</summary>
    public async Task<int> Announce(Telecentre site, CancellationToken stop)
    {
        var (records, devices) = (queries.Occupancies(site.Id, stop), queries.Devices(site.Id, stop));
        await Task.WhenAll(records, devices);
        if (!Changed(site, await records, await devices, clock.GetUtcNow()).Any())
            return 0;

        var executed = await store.Execute(SystemCommand.Named("occupancy", clock.GetUtcNow()), work => Decide(work, site), stop);
        return executed is Executed<int>.Fresh(var told, _) ? told : 0;
    }

    private async ValueTask<(int, Answer?)> Decide(Work work, Telecentre site)
    {
        var facts = await work.Lock(new Scope { Presence = site.Id, AllOccupancies = true, Devices = true });
        var now = clock.GetUtcNow();
        var changed = Changed(site, facts.Occupancies.Values, facts.Devices, now).OrderBy(change => change.Record.Space).ToList();
        foreach (var (record, level) in changed)
            work.Put(record, record with { Version = record.Version + 1, Announced = level, AnnouncedAt = now }, Words.Of(level));

        return (changed.Count, changed.Count > 0 ? SystemCommand.Done : null);
    }

    private static IEnumerable<(SpaceRecord Record, OccupancyLevel Level)> Changed(Telecentre site, IEnumerable<SpaceRecord> records, IReadOnlyList<Device> devices, DateTimeOffset now) => records
        .Select(record => (record, Sensors.LevelOf(record.State, Sensors.Of(devices, record.Space), now, site.Presence)))
        .Where(seen => seen.record.Announced != seen.Item2);
}
