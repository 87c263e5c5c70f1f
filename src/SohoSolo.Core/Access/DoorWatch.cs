namespace SohoSolo.Core.Access;

/// <summary>What a door is seen to do.</summary>
public abstract record DoorSignal
{
    private DoorSignal()
    {
    }

    public abstract DateTimeOffset At { get; init; }

    public sealed record Opened(DateTimeOffset At) : DoorSignal;

    public sealed record Closed(DateTimeOffset At) : DoorSignal;

    /// <summary>Somebody inside asked to leave, or the lock was released for somebody, for so long.</summary>
    public sealed record MayOpen(DateTimeOffset At, TimeSpan For) : DoorSignal;

    public sealed record Tampered(DateTimeOffset At, bool Ended) : DoorSignal;

    /// <summary>Time has gone on, or the mode has changed.</summary>
    public sealed record Looked(DateTimeOffset At) : DoorSignal;
}

public enum DoorAlarm
{
    /// <summary>It opened although nobody was let in and nobody asked to leave.</summary>
    Forced,

    /// <summary>The same where leaving is not reported: French doors have free inside handles, so it may have been somebody who left.</summary>
    OpenedUnattributed,
    HeldOpenWarning,
    HeldOpen,
    Tamper,
}

/// <summary>An alarm begins or ends.</summary>
public sealed record DoorAlarmChange(DoorAlarm Alarm, bool Raised, DateTimeOffset At);

/// <summary>A door watched over time: pure, folded signal by signal on event time.</summary>
public sealed record DoorWatch
{
    public static readonly DoorWatch Unknown = new();

    /// <summary>Null until its contact has said something.</summary>
    public bool? IsOpen { get; private init; }

    public DateTimeOffset? OpenSince { get; private init; }

    /// <summary>An opening up to here needs no explanation.</summary>
    public DateTimeOffset? MayOpenUntil { get; private init; }

    public IReadOnlyList<DoorAlarm> Standing { get; private init; } = [];

    /// <summary>How long it has stood open is counted from here: since it opened, or since it is no longer held open on purpose. Null while it is closed or held open.</summary>
    private DateTimeOffset? CountedFrom { get; init; }

    private bool IsOnPurpose { get; init; }

    /// <summary>The door after a signal, and which alarms begin or end up to it. How often it was looked at in between changes nothing of that.</summary>
    /// <param name="signal">What was seen.</param>
    /// <param name="mode">The mode that the door has then; a change of it must be looked at.</param>
    /// <param name="hasRequestToExit">Whether leaving is reported.</param>
    /// <param name="rules">How long it may stand open.</param>
    public (DoorWatch Door, IReadOnlyList<DoorAlarmChange> Changes) Fold(DoorSignal signal, DoorMode mode, bool hasRequestToExit, AccessRules rules)
    {
        var door = Under(mode, signal.At);
        List<DoorAlarmChange> changes = [.. Changes(Standing, door.Standing, signal.At)];
        foreach (var (at, alarm) in door.Due(rules).Where(due => due.At <= signal.At).ToList())
        {
            var late = door.StandsTooLong(alarm);
            changes.AddRange(Changes(door.Standing, late.Standing, at));
            door = late;
        }

        var after = door.See(signal, mode, hasRequestToExit);
        changes.AddRange(Changes(door.Standing, after.Standing, signal.At));
        return (after, changes);
    }

    /// <summary>When it must be looked at again, without a signal: an open door becomes a warning, then an alarm.</summary>
    public DateTimeOffset? NextLook(AccessRules rules, DateTimeOffset now) =>
        Due(rules).Where(due => due.At > now).Select(due => (DateTimeOffset?)due.At).FirstOrDefault();

    private IEnumerable<(DateTimeOffset At, DoorAlarm Alarm)> Due(AccessRules rules)
    {
        if (CountedFrom is not { } from) yield break;
        if (rules.HeldOpenWarning < rules.HeldOpenAlarm) yield return (from + rules.HeldOpenWarning, DoorAlarm.HeldOpenWarning);

        yield return (from + rules.HeldOpenAlarm, DoorAlarm.HeldOpen);
    }

    private DoorWatch Under(DoorMode mode, DateTimeOffset at)
    {
        if (IsHeldOpenOnPurpose(mode))
            return this with { IsOnPurpose = true, CountedFrom = null, Standing = [.. Standing.Where(alarm => alarm is not (DoorAlarm.HeldOpen or DoorAlarm.HeldOpenWarning))] };

        return IsOnPurpose ? this with { IsOnPurpose = false, CountedFrom = IsOpen == true ? at : null } : this;
    }

    private DoorWatch StandsTooLong(DoorAlarm alarm)
    {
        if (Standing.Contains(DoorAlarm.HeldOpen)) return this;

        return this with { Standing = alarm == DoorAlarm.HeldOpen ? [.. Without(DoorAlarm.HeldOpenWarning), alarm] : With(alarm) };
    }

    private DoorWatch See(DoorSignal signal, DoorMode mode, bool hasRequestToExit) => signal switch
    {
        DoorSignal.Opened(var at) when IsOpen != true =>
            this with { IsOpen = true, OpenSince = at, CountedFrom = IsOnPurpose ? null : at, Standing = With(Unexplained(at, mode, hasRequestToExit)) },
        DoorSignal.Closed => this with { IsOpen = false, OpenSince = null, CountedFrom = null, Standing = [.. Standing.Where(alarm => alarm == DoorAlarm.Tamper)] },
        DoorSignal.MayOpen(var at, var span) => this with { MayOpenUntil = Later(MayOpenUntil, at + span) },
        DoorSignal.Tampered(_, var ended) => this with { Standing = ended ? Without(DoorAlarm.Tamper) : With(DoorAlarm.Tamper) },
        _ => this,
    };

    private DoorAlarm? Unexplained(DateTimeOffset at, DoorMode mode, bool hasRequestToExit)
    {
        if (at <= MayOpenUntil || IsHeldOpenOnPurpose(mode)) return null;

        return hasRequestToExit ? DoorAlarm.Forced : DoorAlarm.OpenedUnattributed;
    }

    private static bool IsHeldOpenOnPurpose(DoorMode mode) => mode is DoorMode.ScheduledOpen or DoorMode.HeldUnlocked or DoorMode.Evacuation;

    private IReadOnlyList<DoorAlarm> With(DoorAlarm? alarm) => alarm is not { } raised || Standing.Contains(raised) ? Standing : [.. Standing, raised];

    private IReadOnlyList<DoorAlarm> Without(DoorAlarm alarm) => [.. Standing.Where(standing => standing != alarm)];

    private static IEnumerable<DoorAlarmChange> Changes(IReadOnlyList<DoorAlarm> before, IReadOnlyList<DoorAlarm> after, DateTimeOffset at) =>
        before.Except(after).Select(ended => new DoorAlarmChange(ended, Raised: false, at)).Concat(after.Except(before).Select(begun => new DoorAlarmChange(begun, Raised: true, at)));

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
