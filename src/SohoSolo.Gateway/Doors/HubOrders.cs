using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>Commands of the hub, whose signature and counter have been found right: done within their time, once, and never by a clock that is wrong. What became of each is told.</summary>
internal sealed class HubOrders(DoorParts parts)
{
    private static readonly TimeSpan LongestSkew = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestValid = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestUnlock = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private static readonly TimeSpan ToPush = TimeSpan.FromSeconds(10);

    public void Obey(LinkMessage.Command command, SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        var refusal = WhyNot(command, snapshot, now);
        recording.Add(EventOf.Own(EventKinds.Command, now, parts.Clock()) with
        {
            Door = command.Door,
            Reader = command.Reader,
            Command = command.Id,
            Decision = refusal is null ? Words.Granted : Words.None,
            Reason = refusal,
            Value = command.Operation == CommandOperation.Unlock ? "unlock" : "reset-pin",
        });
        if (refusal == Words.Repeated)
            return;

        parts.Commands.Add(command.Id, now + Remembered, recording);
        if (refusal is null)
            Carry(command, snapshot, now, recording);
    }

    private string? WhyNot(LinkMessage.Command command, SnapshotIndex snapshot, DateTimeOffset now)
    {
        if (parts.Commands.Has(command.Id)) return Words.Repeated;
        if ((now - command.IssuedAt).Duration() > LongestSkew || parts.Clock() == ClockQuality.Unset) return "skew";
        if (now > command.NotAfter || command.NotAfter - command.IssuedAt > LongestValid) return "expired";
        if (command.Operation == CommandOperation.ResetPin) return command.Reader is null ? "unknown-reader" : null;
        if (snapshot.Door(command.Door) is not { } door) return "unknown-door";

        return parts.Modes.Of(door.Id) == DoorMode.Lockdown ? Words.Of(DenyReason.Lockdown) : null;
    }

    private void Carry(LinkMessage.Command command, SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        if (command.Operation == CommandOperation.ResetPin)
        {
            parts.Lockouts.ForgiveAll(command.Reader!, recording);
            parts.Alarms.Set(AlarmWords.PinLocked, new About(command.Reader), stands: false, now, recording);
            parts.Alarms.Set(AlarmWords.PinLocked, new About(), stands: false, now, recording);
            return;
        }

        var span = command.For is { } asked && asked > TimeSpan.Zero && asked <= LongestUnlock ? asked : snapshot.Rules.Unlock;
        parts.Locks.OpenUntil(command.Door!, command.Id, span, "remote", command.NotAfter);
        parts.Watches.See(command.Door!, new DoorSignal.MayOpen(now, span + ToPush), snapshot, recording);
    }
}
