using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>A space of which a batch spoke, as it is after it.</summary>
/// <param name="Record">Its signals, this batch's included.</param>
/// <param name="Sensors">Those that watch it now.</param>
/// <param name="Earliest">When the first of what is new happened.</param>
internal sealed record TouchedSpace(SpaceRecord Record, IReadOnlyList<SpaceSensor> Sensors, DateTimeOffset Earliest);

/// <summary>
/// Folds what the site's sensors say into their spaces: one write for each space that a batch speaks of. Where something comes late its space is folded again from the checkpoint before it, with
/// everything that was reported since: in whatever batches the events come, the space ends in the same state.
/// </summary>
internal sealed class PresenceStep(Work work, Facts facts, Telecentre site, DateTimeOffset now)
{
    private readonly List<TouchedSpace> touched = [];

    public IReadOnlyList<TouchedSpace> Touched => touched;

    public void Apply(IReadOnlyList<SiteEvent> events)
    {
        var watching = facts.Devices.Where(device => device is { Space: not null, Sensor: not null }).ToDictionary(device => device.Id, StringComparer.Ordinal);
        var signals = events
            .Where(happened => happened.Device is { } id && watching.ContainsKey(id))
            .Select(happened => (Device: watching[happened.Device!], Signal: PresenceSignals.Of(happened, watching[happened.Device!].Sensor!.Value)))
            .Where(said => said.Signal is not null)
            .GroupBy(said => said.Device.Space!.Value, said => said.Signal!);
        foreach (var space in signals.OrderBy(space => space.Key))
            Apply(space.Key, [.. space], Sensors.Of(facts.Devices, space.Key));
    }

    private void Apply(SpaceId space, IReadOnlyList<PresenceSignal> all, IReadOnlyList<SpaceSensor> sensors)
    {
        var before = facts.Occupancies.GetValueOrDefault(space);
        var refold = facts.Refolds.GetValueOrDefault(space);
        var fresh = all.Where(signal => signal.At >= now - SpaceLog.Kept && (refold is not null || !(before?.State.FoldedTo >= signal.At))).ToList();
        if (fresh.Count < all.Count)
            NoteTooOld(space);

        if (fresh.Count == 0)
            return;

        var folded = refold is null ? SpaceLog.Fold(before?.State ?? SpaceState.Empty, fresh, site.Presence) : Again(refold, fresh);
        if (refold is not null)
            work.UndoCheckpoints(space, refold.From);

        var earliest = fresh.Min(signal => signal.At);
        PutCheckpoints(space, before is null ? [SpaceLog.Beginning(earliest), .. folded.Checkpoints] : folded.Checkpoints);
        touched.Add(new TouchedSpace(Put(space, before, folded.State, sensors), sensors, earliest));
    }

    private FoldedLog Again(Refold refold, IEnumerable<PresenceSignal> fresh)
    {
        var kinds = refold.Sensors.ToDictionary(sensor => sensor.Id, sensor => sensor.Kind, StringComparer.Ordinal);

        // A fast clock's event may stand behind the checkpoint that its signal lies before.
        var since = refold.Since
            .Where(happened => kinds.ContainsKey(happened.Device!))
            .Select(happened => PresenceSignals.Of(happened, kinds[happened.Device!]))
            .OfType<PresenceSignal>()
            .Where(signal => signal.At >= refold.From);
        return SpaceLog.Fold(refold.Checkpoint, since.Concat(fresh), site.Presence);
    }

    private void PutCheckpoints(SpaceId space, IReadOnlyList<Checkpoint> checkpoints)
    {
        var kept = checkpoints.Where(checkpoint => SpaceLog.IsKept(checkpoint, now)).ToList();
        foreach (var checkpoint in kept)
            work.PutCheckpoint(space, checkpoint.At, checkpoint.State);

        if (kept.Count > 0)
            work.ForgetCheckpoints(space, SpaceLog.Thinned(now), now - SpaceLog.Kept);
    }

    private SpaceRecord Put(SpaceId space, SpaceRecord? before, SpaceState state, IReadOnlyList<SpaceSensor> sensors)
    {
        var level = Sensors.LevelOf(state, sensors, now, site.Presence);
        var isNews = before is null || before.Announced != level;
        var after = isNews
            ? new SpaceRecord(space, site.Id, (before?.Version ?? 0) + 1, state, level, now)
            : before! with { State = state };
        work.Put(before, after, isNews ? Words.Of(level) : null);
        return after;
    }

    /// <summary>It is kept with all other events; no checkpoint is old enough for it to change anything.</summary>
    private void NoteTooOld(SpaceId space) => work.Note(new JournalEntry
    {
        At = now,
        Entity = "presence",
        EntityId = space.Value,
        Version = 1,
        What = "too-old",
        Actor = work.Command.Actor,
        SiteId = site.Id.Value,
    });
}
