using System.Globalization;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Link;

/// <summary>
/// The snapshot that holds, and the signed messages that it was made of: the last whole one and the changes since. They are on disk before it takes the place of the one before, and are
/// verified again after a restart.
/// </summary>
internal sealed class SnapshotKeeper : IDisposable
{
    private const string WholeKey = "link:snapshot";
    private const string DeltaPrefix = "link:delta:";

    private readonly HubTrust trust;
    private readonly Outbox.Outbox outbox;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<string> deltas = [];
    private volatile AccessSnapshot? current;

    public SnapshotKeeper(HubTrust trust, Outbox.Outbox outbox, TimeProvider clock)
    {
        (this.trust, this.outbox, this.clock) = (trust, outbox, clock);
        deltas.AddRange(outbox.Messages.Keys.Where(key => key.StartsWith(DeltaPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        current = outbox.Messages.TryGetValue(WholeKey, out var whole) ? SnapshotCodec.Read(whole, trust).Value : null;
        foreach (var key in deltas)
            current = current is null ? null : SnapshotCodec.ReadDelta(outbox.Messages[key], trust).Value?.ApplyTo(current) ?? current;
    }

    public AccessSnapshot? Current => current;

    /// <summary>A whole snapshot came.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="apply">Told of the new one, when it is on disk.</param>
    public Task<LinkVerdict> Take(ReadOnlyMemory<byte> message, Func<AccessSnapshot, Task> apply) => InTurn(async () =>
    {
        var reading = SnapshotCodec.Read(message, trust);
        if (reading.Value is not { } next) return LinkVerdict.Refused(reading.Why!.Value);

        var verdict = LinkRules.Snapshot(current, next, clock.GetUtcNow());
        if (!verdict.IsTaken) return verdict;

        await outbox.Save([new StateChange(WholeKey, null) { Bytes = message }, .. deltas.Select(key => new StateChange(key, null))]);
        deltas.Clear();
        current = next;
        await apply(next);
        return verdict;
    });

    /// <summary>A change came.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="apply">Told of the new one, when it is on disk.</param>
    public Task<LinkVerdict> TakeDelta(ReadOnlyMemory<byte> message, Func<AccessSnapshot, Task> apply) => InTurn(async () =>
    {
        var reading = SnapshotCodec.ReadDelta(message, trust);
        if (reading.Value is not { } delta) return LinkVerdict.Refused(reading.Why!.Value);

        var verdict = LinkRules.Delta(current, delta, clock.GetUtcNow());
        if (!verdict.IsTaken) return verdict;
        if (current is not { } before || delta.ApplyTo(before) is not { } next) return LinkVerdict.Refused(Refusal.Gap);

        var key = string.Create(CultureInfo.InvariantCulture, $"{DeltaPrefix}{delta.Revision:D19}");
        await outbox.Save(new StateChange(key, null) { Bytes = message });
        deltas.Add(key);
        current = next;
        await apply(next);
        return verdict;
    });

    public void Dispose() => turn.Dispose();

    // Whole snapshots and changes come on two topics: one after the other they are taken.
    private async Task<LinkVerdict> InTurn(Func<Task<LinkVerdict>> take)
    {
        await turn.WaitAsync();
        try
        {
            return await take();
        }
        finally
        {
            turn.Release();
        }
    }
}
