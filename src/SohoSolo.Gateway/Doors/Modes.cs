using System.Globalization;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>How each door stands: what the hub demands, kept over a restart, and the schedule of the snapshot. A change is told to the door (retained, with a rising revision) and to the hub.</summary>
internal sealed class Modes
{
    private const string DemandPrefix = "demand:";
    private const string RevisionKey = "mode-revision";

    private readonly SiteId site;
    private readonly ILan lan;
    private readonly Func<ClockQuality> clock;
    private readonly Dictionary<string, IReadOnlyList<DoorDemand>> demands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EffectiveMode> effective = new(StringComparer.Ordinal);
    private long revision;

    public Modes(SiteId site, ILan lan, IReadOnlyDictionary<string, string> memory, Func<ClockQuality> clock)
    {
        (this.site, this.lan, this.clock) = (site, lan, clock);
        revision = memory.TryGetValue(RevisionKey, out var kept) ? long.Parse(kept, CultureInfo.InvariantCulture) : 0;
        foreach (var (key, text) in memory.Where(entry => entry.Key.StartsWith(DemandPrefix, StringComparison.Ordinal)))
            demands[key[DemandPrefix.Length..]] = Read(text);
    }

    public DoorMode Of(string door) => effective.TryGetValue(door, out var mode) ? mode.Mode : DoorMode.Normal;

    /// <summary>What the hub demands of every door; one that is not named has no demand.</summary>
    public void Demand(IReadOnlyList<DoorDemands> all, Recording recording)
    {
        foreach (var door in demands.Keys.Except(all.Select(demand => demand.Door), StringComparer.Ordinal).ToList())
        {
            demands.Remove(door);
            recording.Remember(DemandPrefix + door, null);
        }

        foreach (var (door, asked) in all)
        {
            demands[door] = asked;
            recording.Remember(DemandPrefix + door, Write(asked));
        }
    }

    /// <summary>The doors whose mode is another one now.</summary>
    public IReadOnlyList<string> Refresh(SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        var changed = new List<string>();
        foreach (var door in snapshot.Doors.Select(door => door.Id).Union(demands.Keys, StringComparer.Ordinal).ToList())
        {
            var mode = DoorModes.Effective(demands.GetValueOrDefault(door, []), ScheduleOf(door, snapshot, now), now);
            var known = effective.TryGetValue(door, out var before);
            if (known && before == mode)
                continue;

            effective[door] = mode;
            revision = Math.Max(revision + 1, now.ToUnixTimeMilliseconds());
            recording.Remember(RevisionKey, revision.ToString(CultureInfo.InvariantCulture));
            lan.Send(Topics.DoorMode(site, door), DeviceMessages.Mode(revision, mode), retain: true);
            if (known && before!.Mode == mode.Mode)
                continue;

            changed.Add(door);
            recording.Add(EventOf.Own(EventKinds.Mode, now, clock()) with { Door = door, Value = LinkMessages.WordOf(mode.Mode) });
        }

        return changed;
    }

    /// <summary>A clock that was never set would open at night; a snapshot that has run out opens nothing.</summary>
    private IReadOnlyList<TimeRange> ScheduleOf(string door, SnapshotIndex snapshot, DateTimeOffset now) =>
        clock() == ClockQuality.Unset || snapshot.IsExpired(now) ? [] : snapshot.Door(door)?.Schedule ?? [];

    private static string Write(IReadOnlyList<DoorDemand> asked) =>
        JsonSerializer.Serialize(asked.Select(demand => new Kept((int)demand.Mode, demand.Until?.ToUnixTimeMilliseconds())));

    private static IReadOnlyList<DoorDemand> Read(string text) =>
    [
        .. (JsonSerializer.Deserialize<Kept[]>(text) ?? []).Select(kept => new DoorDemand((DoorMode)kept.Mode, kept.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null)),
    ];

    private sealed record Kept(int Mode, long? Until);
}
