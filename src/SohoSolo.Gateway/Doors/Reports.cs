using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What devices report without anybody standing there: contacts, people who leave, sensors, batteries, answers of locks.</summary>
internal sealed class Reports(DoorParts parts)
{
    private const int AnswersRemembered = 256;

    /// <summary>Who asked to leave still has to walk to the door.</summary>
    private static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(15);

    private readonly Queue<(string Device, string Command)> answered = new();

    public void Take(Signal signal, SnapshotDevice? device, SnapshotIndex snapshot, Recording recording)
    {
        if (signal.Kind == SignalKind.Online)
        {
            parts.Devices.State(signal, device, recording);
            return;
        }

        if (signal.Kind == SignalKind.Ack && !IsNew(signal))
            return;

        var happened = EventOf.Signal(signal, device, parts.Clock());
        recording.Add(signal.Credential is null ? happened : happened with { Decision = Words.None, Reason = "no-door" });
        if (!signal.IsHistory && device is not null)
            parts.Spaces.Take(device, happened, recording);

        if (device?.Door is { } door && Seen(signal) is { } seen)
        {
            // Who was let in then is not known any more: an opening that is told late is nobody's fault.
            if (!Freshness.IsFresh(signal, parts.Devices.StartedAt(signal.Device, signal.Boot)))
                parts.Watches.See(door, new DoorSignal.MayOpen(signal.ReceivedAt, TimeSpan.Zero), snapshot, recording);

            parts.Watches.See(door, seen, snapshot, recording);
        }
        else if (signal.Kind == SignalKind.Tamper)
            parts.Alarms.Set(AlarmWords.Tamper, new About(signal.Device), signal.Flag != false, signal.At, recording);
    }

    public void Look(SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        parts.Devices.Look(now, snapshot, recording);
        parts.UsedPasses.Forget(now, recording);
        parts.Commands.Forget(now, recording);
        foreach (var reader in parts.Lockouts.Readers.Where(reader => !parts.Lockouts.IsReaderLocked(reader, now)).ToList())
            parts.Alarms.Set(AlarmWords.PinLocked, new About(reader), stands: false, now, recording);

        if (!parts.Lockouts.IsSiteLocked(now))
            parts.Alarms.Set(AlarmWords.PinLocked, new About(), stands: false, now, recording);
        if (snapshot.Revision == 0)
            return;

        parts.Alarms.Set(AlarmWords.SnapshotExpired, new About(), snapshot.IsExpired(now), now, recording);
        parts.Alarms.Set(AlarmWords.ClockUnset, new About(), parts.Clock() == ClockQuality.Unset, now, recording);
    }

    private static DoorSignal? Seen(Signal signal) => signal.Kind switch
    {
        SignalKind.Door => signal.Flag == true ? new DoorSignal.Opened(signal.ReceivedAt) : new DoorSignal.Closed(signal.ReceivedAt),
        SignalKind.Rex => new DoorSignal.MayOpen(signal.ReceivedAt, ToLeave),
        SignalKind.Tamper => new DoorSignal.Tampered(signal.ReceivedAt, Ended: signal.Flag == false),
        _ => null,
    };

    /// <summary>A device answers a command again whenever it comes again: it has acted once.</summary>
    private bool IsNew(Signal signal)
    {
        var answer = (signal.Device, signal.Command ?? "");
        if (answered.Contains(answer))
            return false;

        answered.Enqueue(answer);
        if (answered.Count > AnswersRemembered)
            answered.Dequeue();

        return true;
    }
}
