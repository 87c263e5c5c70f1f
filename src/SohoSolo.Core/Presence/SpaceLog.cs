namespace SohoSolo.Core.Presence;

/// <summary>A space's state as every signal before an instant has left it: a full hour, midnight (UTC) for the first of a day.</summary>
public sealed record Checkpoint(DateTimeOffset At, SpaceState State);

/// <summary>What a space's signals have come to, and the checkpoints on the way.</summary>
public sealed record FoldedLog(SpaceState State, IReadOnlyList<Checkpoint> Checkpoints);

/// <summary>
/// Folds a space's signals in their one order and says where folding could begin again. A checkpoint depends on the signals before it and on nothing else: whoever folds the same log finds the same ones.
/// </summary>
public static class SpaceLog
{
    /// <summary>How far back a signal may be late and still count.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    /// <summary>For so long there is a checkpoint for each hour in which something was said; before, one a day.</summary>
    public static readonly TimeSpan KeptByTheHour = TimeSpan.FromDays(2);

    /// <summary>Signals in any order, none of which belongs before what is in the state.</summary>
    public static FoldedLog Fold(SpaceState state, IEnumerable<PresenceSignal> signals, PresenceRules rules)
    {
        var checkpoints = new List<Checkpoint>();
        foreach (var signal in signals.Order(PresenceSignal.InOrder))
        {
            if (Before(state.FoldedTo, signal.At) is { } at)
                checkpoints.Add(new Checkpoint(at, state));

            state = SpaceOccupancy.Fold(state, signal, rules);
        }

        return new FoldedLog(state, checkpoints);
    }

    /// <summary>Where a space that is heard of for the first time begins: what is late by no more than is kept still finds it.</summary>
    public static Checkpoint Beginning(DateTimeOffset first) => new(Midnight(first) - Kept, SpaceState.Empty);

    public static bool IsKept(Checkpoint checkpoint, DateTimeOffset now) => checkpoint.At >= now - KeptByTheHour || checkpoint.At == Midnight(checkpoint.At);

    /// <summary>Null where no full hour lies between two signals.</summary>
    private static DateTimeOffset? Before(DateTimeOffset? last, DateTimeOffset next)
    {
        if (last is null || last >= Hour(next))
            return null;

        return last < Midnight(next) ? Midnight(next) : Hour(next);
    }

    private static DateTimeOffset Hour(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private static DateTimeOffset Midnight(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);
}
