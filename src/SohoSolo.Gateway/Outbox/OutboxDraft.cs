using System.Globalization;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Outbox;

/// <summary>Where an outbox stands.</summary>
/// <param name="Epoch">Which life of it.</param>
/// <param name="First">The lowest number that is kept; one more than <paramref name="Last"/> when nothing is.</param>
/// <param name="Last">The highest number ever given.</param>
/// <param name="Acknowledged">Up to here the hub has them.</param>
/// <param name="IsFilling">The alarm stands.</param>
internal sealed record OutboxLedger(string Epoch, long First, long Last, long Acknowledged, bool IsFilling)
{
    public long Waiting => Last - Acknowledged;
}

/// <summary>Events and changes that go to the disk as one.</summary>
/// <param name="Events">As JSON without numbers, with the time of their receipt.</param>
/// <param name="Mark">The identity of what is reported, if it has one.</param>
/// <param name="Changes">What to remember.</param>
internal sealed record OutboxEntry(IReadOnlyList<(long Received, byte[] Body)> Events, DeviceMark? Mark, IReadOnlyList<StateChange> Changes);

/// <summary>What the writer does to the file within one transaction, and how the outbox stands when it has committed.</summary>
internal sealed class OutboxDraft(OutboxFile file, OutboxOptions options, OutboxLedger before, Func<(string Device, string Boot), DeviceRun?> known, DateTimeOffset now)
{
    private const int SweptAtOnce = 2000;
    private const int BootsOfADevice = 16;
    private const double FillingAt = 0.8;
    private const double FilledNoMoreAt = 0.7;

    public OutboxLedger Ledger { get; private set; } = before;

    /// <summary>Those that have changed; null for one that is forgotten.</summary>
    public Dictionary<(string Device, string Boot), DeviceRun?> Runs { get; } = [];

    public Appended Append(OutboxEntry entry)
    {
        var run = entry.Mark is { } mark ? RunOf(mark) : null;
        if (run?.Has(entry.Mark!.Seq) == true) return new Appended(IsNew: false, 0);
        if (entry.Events.Count > 0 && Ledger.Waiting + entry.Events.Count > options.MostEvents)
            throw new OutboxException($"The outbox is full: {Ledger.Waiting} events wait for the hub.");

        foreach (var (received, body) in entry.Events)
            Insert(received, body);

        var last = entry.Events.Count > 0 ? Ledger.Last : 0;
        if (entry.Mark is not null)
            Keep(entry.Mark, run);
        foreach (var change in entry.Changes)
            Apply(change);

        Watch();
        return new Appended(IsNew: true, last);
    }

    /// <summary>The hub has everything up to a number that was given; a lower one than before makes the outbox send again what it still has.</summary>
    public bool Acknowledge(long upTo, IReadOnlyList<StateChange> changes)
    {
        Ledger = Ledger with { Acknowledged = upTo };
        Say("acknowledged", upTo);
        foreach (var change in changes)
            Apply(change);

        Watch();
        Sweep();
        return true;
    }

    /// <summary>Begins another life: what the hub has not acknowledged is numbered from 1 again. Needed when the file was replaced by an older copy of itself, whose next numbers the hub has already.</summary>
    public bool StartEpoch(string epoch, IReadOnlyList<StateChange> changes)
    {
        var acknowledged = Ledger.Acknowledged;
        file.Execute("DELETE FROM event WHERE seq <= $1", acknowledged);
        file.Execute("UPDATE event SET seq = seq - $1", acknowledged);
        Ledger = Ledger with { Epoch = epoch, First = 1, Last = Ledger.Last - acknowledged, Acknowledged = 0 };
        Say("epoch", epoch);
        Say("acknowledged", 0);
        Say("last", Ledger.Last);
        foreach (var change in changes)
            Apply(change);

        return true;
    }

    private void Insert(long received, byte[] body)
    {
        Ledger = Ledger with { Last = Ledger.Last + 1 };
        file.Execute("INSERT INTO event (seq, received, body) VALUES ($1, $2, $3)", Ledger.Last, received, body);
    }

    private void Keep(DeviceMark mark, DeviceRun? run)
    {
        var id = (mark.Device, mark.Boot);
        var (after, givenUp) = run is null ? (DeviceRun.Begin(mark.Seq, mark.Lowest, now), null) : run.With(mark.Seq, mark.Lowest, now);
        Runs[id] = after;
        file.Execute(
            "INSERT INTO run (device, boot, content, used) VALUES ($1, $2, $3, $4) ON CONFLICT (device, boot) DO UPDATE SET content = excluded.content, used = excluded.used",
            mark.Device, mark.Boot, after.ToText(), now.ToUnixTimeMilliseconds());
        if (run is null)
            ForgetOldBoots(mark.Device);
        if (givenUp is var (first, last))
            Report("device-gap", raised: true, mark, string.Create(CultureInfo.InvariantCulture, $"{first}-{last}"), first);
    }

    private void ForgetOldBoots(string device)
    {
        var old = file.Rows("SELECT boot FROM run WHERE device = $1 ORDER BY used DESC, boot LIMIT -1 OFFSET $2", row => row.GetString(0), device, BootsOfADevice).ToList();
        foreach (var boot in old)
        {
            file.Execute("DELETE FROM run WHERE device = $1 AND boot = $2", device, boot);
            Runs[(device, boot)] = null;
        }
    }

    // Both alarms are the outbox's own to raise: nobody else could write them in the same transaction.
    private void Watch()
    {
        var fill = (double)Ledger.Waiting / options.MostEvents;
        if (Ledger.IsFilling ? fill > FilledNoMoreAt : fill < FillingAt) return;

        Ledger = Ledger with { IsFilling = !Ledger.IsFilling };
        Say("filling", Ledger.IsFilling ? 1 : 0);
        Report("outbox-filling", Ledger.IsFilling);
    }

    private void Report(string alarm, bool raised, DeviceMark? mark = null, string? message = null, long? seq = null) => Insert(now.ToUnixTimeMilliseconds(), EventJson.Body(new GatewayEvent
    {
        Kind = EventKinds.Alarm,
        At = now,
        ReceivedAt = now,
        Quality = "gateway",
        Reason = alarm,
        Value = raised ? "raised" : "cleared",
        Device = mark?.Device,
        Boot = mark?.Boot,
        DeviceSeq = seq,
        Message = message,
    }));

    private void Apply(StateChange change)
    {
        if (change.Bytes is { } bytes)
            Put(change.Key, bytes.ToArray());
        else if (change.Value is { } value)
            Put(change.Key, value);
        else
            file.Execute("DELETE FROM state WHERE key = $1", change.Key);
    }

    private void Put(string key, object value) => file.Execute("INSERT INTO state (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);

    private void Say(string name, object value) =>
        file.Execute("INSERT INTO about (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, Convert.ToString(value, CultureInfo.InvariantCulture)!);

    // From the oldest on, and never past one that is to stay: what is kept has no holes.
    private void Sweep()
    {
        var before = (now - options.Keep).ToUnixTimeMilliseconds();
        var tooMany = Ledger.Last - options.MostEvents * 2L;
        var swept = Ledger.First - 1;
        foreach (var (seq, received) in file.Rows("SELECT seq, received FROM event ORDER BY seq LIMIT $1", row => (row.GetInt64(0), row.GetInt64(1)), SweptAtOnce))
        {
            if (seq > Ledger.Acknowledged || (received > before && seq > tooMany)) break;

            swept = seq;
        }

        if (swept < Ledger.First) return;

        file.Execute("DELETE FROM event WHERE seq <= $1", swept);
        Say("last", Ledger.Last);
        Ledger = Ledger with { First = swept + 1 };
    }

    private DeviceRun? RunOf(DeviceMark mark) => Runs.TryGetValue((mark.Device, mark.Boot), out var run) ? run : known((mark.Device, mark.Boot));
}
