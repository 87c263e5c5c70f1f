using SohoSolo.Core.Presence;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Sites;
using SohoSolo.Months.World;
using SohoSolo.Storage;

namespace SohoSolo.Months.Checks;

/// <summary>
/// What the hub believes of each space is what follows from everything that was reported, however it came: folded at one go, and folded in batches of any size with the state written down and read again between
/// them, the log of events gives the state that the hub has kept.
/// </summary>
internal sealed class OccupancyCheck(Violations violations)
{
    private const int LongestBatch = 40;

    public int Signals { get; private set; }

    public async Task Look(SimHub hub, SiteId site, DateTimeOffset now, Chance chance, CancellationToken stop)
    {
        var kept = (await hub.Queries.Occupancies(site, stop)).ToDictionary(record => record.Space, record => StoredState.Write(record.State));
        var rules = (await hub.Get<NetworkCache>().Get(stop)).Sites[site].Presence;
        var events = await EventCheck.All(hub, site, stop);
        foreach (var space in Villages.SpacesOf(site))
        {
            var sensor = Equipment.SensorOf(space);
            List<PresenceSignal> log = [.. events.Where(happened => happened.Device == sensor).Select(happened => PresenceSignals.Of(happened, Equipment.KindOf(space))).OfType<PresenceSignal>().Order(PresenceSignal.InOrder)];
            Signals += log.Count;
            var atOnce = StoredState.Write(log.Aggregate(SpaceState.Empty, (state, signal) => SpaceOccupancy.Fold(state, signal, rules)));
            if (InBatches(log, rules, chance) != atOnce)
                violations.Add(now, $"{space}: in other batches its signals give another state");
            if (log.Count > 0 && kept.GetValueOrDefault(space) != atOnce)
                violations.Add(now, $"{space}: the hub keeps another state than its signals give\n  kept {kept.GetValueOrDefault(space)}\n  of {atOnce}");
        }
    }

    private static string InBatches(List<PresenceSignal> log, PresenceRules rules, Chance chance)
    {
        var written = StoredState.Write(SpaceState.Empty);
        for (var from = 0; from < log.Count;)
        {
            var to = Math.Min(log.Count, from + chance.Between(1, LongestBatch));
            written = StoredState.Write(log[from..to].Aggregate(StoredState.Read(written), (state, signal) => SpaceOccupancy.Fold(state, signal, rules)));
            from = to;
        }

        return written;
    }
}
