using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>
/// The doors of one site. What a device says is decided and answered at the door at once, then kept, then acknowledged: a task ends when it is on disk. A badge that the snapshot knows has its
/// unlock sent before the call returns; only PINs, unknown credentials and walk-ins take longer, and nobody waits for them but who presented them.
/// </summary>
public sealed class DoorController : IDisposable
{
    private const int MostUnsaved = 1_000;

    private readonly Lock gate = new();
    private readonly IEventLog log;
    private readonly ILan lan;
    private readonly TimeProvider clock;
    private readonly Recognition recognition;
    private readonly DoorParts parts;
    private readonly DoorDesk desk;
    private readonly HubOrders orders;
    private readonly Reports reports;
    private readonly PinTurns pins = new();
    private readonly Dictionary<(string Device, DeviceNumber Number), Task> underWay = [];
    private readonly Dictionary<(string Device, DeviceNumber Number), Entry> unsaved = [];
    private volatile SnapshotIndex snapshot;

    public DoorController(GatewayKeys keys, HubTrust trust, IEventLog log, ILan lan, IHubLine hub, Func<ClockQuality> quality, TimeProvider clock)
    {
        (this.log, this.lan, this.clock) = (log, lan, clock);
        recognition = new Recognition(keys, trust);
        parts = new DoorParts(keys.Site, recognition, log, lan, hub, quality);
        desk = new DoorDesk(parts);
        orders = new HubOrders(parts);
        reports = new Reports(parts);
        snapshot = new SnapshotIndex(keys.Site, null);
    }

    /// <summary>Who may enter, as it is just now.</summary>
    public SnapshotIndex Snapshot => snapshot;

    /// <summary>Another snapshot takes the place of the one before, at once. Devices that are gone from it, or have another password, are shown out.</summary>
    public Task Apply(AccessSnapshot next)
    {
        lock (gate)
        {
            var before = snapshot;
            snapshot = new SnapshotIndex(parts.Site, next);
            foreach (var device in before.Devices.All.Where(device => snapshot.Devices.Find(device.Id)?.PasswordHash != device.PasswordHash))
                lan.Disconnect(device.Id);

            return Look(new Recording());
        }
    }

    /// <summary>What the hub demands of the doors.</summary>
    public Task Demand(LinkMessage.Mode demanded)
    {
        lock (gate)
        {
            var recording = new Recording();
            parts.Modes.Demand(demanded.Doors, recording);
            return Look(recording);
        }
    }

    /// <summary>A command of the hub.</summary>
    public Task Obey(LinkMessage.Command command)
    {
        lock (gate)
        {
            var recording = new Recording();
            orders.Obey(command, snapshot, clock.GetUtcNow(), recording);
            return Append(recording);
        }
    }

    /// <summary>Time has gone on: modes change by the schedule, doors stand open, what was remembered long enough is forgotten.</summary>
    public Task Look()
    {
        lock (gate)
            return Look(new Recording());
    }

    /// <summary>A signal of a device. The task ends when it is kept; it fails with <see cref="IOException"/> when it cannot be, and the device has to say it again.</summary>
    public Task Handle(Signal signal)
    {
        lock (gate)
        {
            if (signal.Identity is not { } number)
                return Take(signal);
            if (log.Knows(signal.Device, number))
            {
                // Nothing new, but it shows that the device is there.
                parts.Devices.Spoke(signal.Device, signal.ReceivedAt);
                return Saved(signal, Task.CompletedTask);
            }

            if (underWay.TryGetValue((signal.Device, number), out var running))
                return running;

            return unsaved.Remove((signal.Device, number), out var entry) ? Save(signal, entry) : Take(signal);
        }
    }

    /// <summary>A message that its driver could not read.</summary>
    public Task SetAside(DriverReading.Unreadable unreadable, string topic)
    {
        lock (gate)
        {
            var (now, device) = (clock.GetUtcNow(), unreadable.Device ?? "");
            if (unreadable.Number is { } number && log.Knows(device, number))
                return Acknowledged(Task.CompletedTask, device, number.Boot);
            if (unreadable.Number is null && !parts.Devices.IsWorthNoting(device, topic, unreadable.Why, now))
                return Task.CompletedTask;

            var recording = new Recording();
            recording.Add(EventOf.Quarantine(unreadable, topic, now, parts.Clock()));
            return unreadable.Number is { } known
                ? Acknowledged(log.Append(recording.ToEntry(new EntryMark(device, known, null))), device, known.Boot)
                : Append(recording);
        }
    }

    /// <summary>A device has said something that is no signal: it is there.</summary>
    public void Heard(string device)
    {
        lock (gate)
        {
            if (snapshot.Devices.Find(device) is not null)
                parts.Devices.Spoke(device, clock.GetUtcNow());
        }
    }

    /// <summary>A device came to the site's network, or left it; <paramref name="isGoodbye"/>: it said that it would.</summary>
    public Task Seen(string device, bool isOnline, bool isGoodbye = false)
    {
        lock (gate)
        {
            var recording = new Recording();
            parts.Devices.Connection(device, isOnline, isGoodbye, snapshot.Devices.Find(device), clock.GetUtcNow(), recording);
            return Append(recording);
        }
    }

    /// <summary>A device wanted to publish where it may not.</summary>
    public Task Refused(string device, string topic, string why)
    {
        lock (gate)
        {
            var recording = new Recording();
            parts.Devices.Refused(device, topic, why, clock.GetUtcNow(), recording);
            return Append(recording);
        }
    }

    public void Dispose() => pins.Dispose();

    private Task Take(Signal signal)
    {
        var recording = new Recording();
        var device = snapshot.Devices.Find(signal.Device);
        if (device is not null && signal.Kind != SignalKind.Online)
            parts.Devices.Heard(signal, device, recording);
        if (signal.Credential is null || device?.Door is not { } door)
        {
            reports.Take(signal, device, snapshot, recording);
            return Save(signal, recording.ToEntry(MarkOf(signal)));
        }

        var id = signal.Identity is { } number ? UnlockIds.Of(signal.Device, number) : UnlockIds.Random();
        var shown = new Presentation(signal, device, door, id);
        var step = desk.Begin(shown, new Moment(snapshot, clock.GetUtcNow(), recording));
        return step is Step.Decided ? Save(signal, recording.ToEntry(MarkOf(signal))) : UnderWay(shown, step, recording);
    }

    private Task UnderWay(Presentation shown, Step step, Recording recording)
    {
        var running = GoOn(shown, step, recording);
        if (shown.Signal.Identity is { } number)
            underWay[(shown.Signal.Device, number)] = running;

        return running;
    }

    private async Task GoOn(Presentation shown, Step step, Recording recording)
    {
        await Task.Yield();
        try
        {
            await (step is Step.Derives ? LookAtPin(shown, recording) : Ask(shown, (Step.Asks)step, recording));
        }
        finally
        {
            if (shown.Signal.Identity is { } number)
            {
                lock (gate)
                    underWay.Remove((shown.Signal.Device, number));
            }
        }
    }

    private async Task LookAtPin(Presentation shown, Recording recording)
    {
        using var turn = await pins.Enter();
        if (turn is null)
        {
            await Next(shown, recording, now => desk.TooMany(shown, new Moment(snapshot, now, recording)));
            return;
        }

        // The turn is held until the PIN is decided, so that no more wrong ones are looked at than the rules allow.
        var hash = recognition.SlowHashOf(shown.Credential);
        await Next(shown, recording, now => desk.Derived(shown, hash, new Moment(snapshot, now, recording)));
    }

    private async Task Ask(Presentation shown, Step.Asks asked, Recording recording)
    {
        var answer = await parts.Hub.Ask(asked.Question);
        await Next(shown, recording, now => desk.Answered(shown, asked, answer, new Moment(snapshot, now, recording)));
    }

    private Task Next(Presentation shown, Recording recording, Func<DateTimeOffset, Step> step)
    {
        Step.Asks asked;
        lock (gate)
        {
            if (step(clock.GetUtcNow()) is not Step.Asks next)
                return Save(shown.Signal, recording.ToEntry(MarkOf(shown.Signal)));

            asked = next;
        }

        return Ask(shown, asked, recording);
    }

    private Task Look(Recording recording)
    {
        var now = clock.GetUtcNow();
        var changed = parts.Modes.Refresh(snapshot, now, recording);
        parts.Watches.Look(snapshot, now, recording);
        reports.Look(snapshot, now, recording);
        parts.Spaces.Look(snapshot, now, recording);
        return changed.Count == 0 && recording.IsEmpty ? Task.CompletedTask : Append(recording);
    }

    private Task Append(Recording recording) => recording.IsEmpty ? Task.CompletedTask : log.Append(recording.ToEntry());

    private Task Save(Signal signal, Entry entry) => Saved(signal, entry.Events.Count == 0 && entry.Memory.Count == 0 ? Task.CompletedTask : Kept(signal, entry));

    // Begun under the gate, so that events are numbered in the order in which they were decided.
    private async Task Kept(Signal signal, Entry entry)
    {
        try
        {
            await log.Append(entry);
        }
        catch (IOException) when (signal.Identity is { } number)
        {
            // The door has had its command. When the device says it again, what was decided then is written down, not decided anew.
            lock (gate)
            {
                if (unsaved.Count < MostUnsaved)
                    unsaved[(signal.Device, number)] = entry;
            }

            throw;
        }
    }

    private static EntryMark? MarkOf(Signal signal) => signal.Identity is { } number ? new EntryMark(signal.Device, number, signal.Lowest) : null;

    private Task Saved(Signal signal, Task saved) => signal.Identity is { } number ? Acknowledged(saved, signal.Device, number.Boot) : saved;

    private async Task Acknowledged(Task saved, string device, string boot)
    {
        await saved;
        if (log.UpTo(device, boot) is { } upTo)
            lan.Send(Topics.DeviceReceived(parts.Site, device), DeviceMessages.Received(boot, upTo), retain: false);
    }
}
