using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>How a door stands, in the order of precedence. Leaving is never software's: lockdown refuses entry only.</summary>
public enum DoorMode
{
    Normal,
    ScheduledOpen,
    HeldUnlocked,
    Lockdown,
    Evacuation,
}

/// <summary>A mode that somebody asked for, until somebody takes it back or its time has passed.</summary>
public sealed record DoorDemand(DoorMode Mode, DateTimeOffset? Until)
{
    public bool IsActive(DateTimeOffset now) => Until is null || now < Until;
}

/// <summary>The mode that a door has just now, and when that changes by itself.</summary>
public sealed record EffectiveMode(DoorMode Mode, DateTimeOffset? Until);

public static class DoorModes
{
    /// <summary>Evacuation over lockdown over held-unlocked over the schedule over normal.</summary>
    public static EffectiveMode Effective(IEnumerable<DoorDemand> demands, IEnumerable<TimeRange> schedule, DateTimeOffset now)
    {
        var wanted = demands.Where(demand => demand.Mode != DoorMode.Normal && demand.IsActive(now))
            .Concat(schedule.Where(open => open.Contains(now)).Select(open => new DoorDemand(DoorMode.ScheduledOpen, open.End)))
            .GroupBy(demand => demand.Mode)
            .MaxBy(mode => mode.Key);
        return wanted is null
            ? new EffectiveMode(DoorMode.Normal, NextOpening(schedule, now))
            : new EffectiveMode(wanted.Key, wanted.Any(demand => demand.Until is null) ? null : wanted.Max(demand => demand.Until));
    }

    /// <summary>What is demanded after somebody asked for a mode: each mode once; <see cref="DoorMode.Normal"/> takes every demand back.</summary>
    public static IReadOnlyList<DoorDemand> With(IEnumerable<DoorDemand> demands, DoorDemand asked, DateTimeOffset now) =>
        asked.Mode == DoorMode.Normal ? [] : [.. demands.Where(demand => demand.Mode != asked.Mode && demand.IsActive(now)), asked];

    private static DateTimeOffset? NextOpening(IEnumerable<TimeRange> schedule, DateTimeOffset now) =>
        schedule.Where(open => open.Start > now).Select(open => (DateTimeOffset?)open.Start).Min();
}
