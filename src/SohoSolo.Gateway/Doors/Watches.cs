using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Doors;

/// <summary>Every door watched: its alarms begin and end here.</summary>
internal sealed class Watches(Modes modes, Alarms alarms)
{
    private readonly Dictionary<string, DoorWatch> doors = new(StringComparer.Ordinal);

    public void See(string door, DoorSignal signal, SnapshotIndex snapshot, Recording recording)
    {
        var (after, changes) = doors.GetValueOrDefault(door, DoorWatch.Unknown).Fold(signal, modes.Of(door), snapshot.Door(door)?.HasRequestToExit ?? false, snapshot.Rules);
        doors[door] = after;
        foreach (var change in changes)
            alarms.Set(Words.Of(change.Alarm), new About(Door: door), change.Raised, change.At, recording);

        // An alarm from before a restart ends like one that was seen to begin.
        if (signal is DoorSignal.Closed)
            EndAll(door, signal.At, recording);
        else if (signal is DoorSignal.Tampered(_, true))
            alarms.Set(Words.Of(DoorAlarm.Tamper), new About(Door: door), stands: false, signal.At, recording);
    }

    public void Look(SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        foreach (var door in doors.Keys.ToList())
            See(door, new DoorSignal.Looked(now), snapshot, recording);
    }

    private void EndAll(string door, DateTimeOffset at, Recording recording)
    {
        foreach (var alarm in (DoorAlarm[])[DoorAlarm.Forced, DoorAlarm.OpenedUnattributed, DoorAlarm.HeldOpenWarning, DoorAlarm.HeldOpen])
            alarms.Set(Words.Of(alarm), new About(Door: door), stands: false, at, recording);
    }
}
