namespace SohoSolo.Core.Presence;

/// <summary>A space's state as every signal before an instant has left it.</summary>
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

    /// <summary>The fuller the mark at which a checkpoint stands, the longer it is kept: what is late by seconds is common, and must not cost a day.</summary>
    private static readonly (TimeSpan Mark, TimeSpan Kept)[] Marks =
        [(TimeSpan.FromDays(1), Kept), (TimeSpan.FromHours(1), TimeSpan.FromDays(2)), (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30))];

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
    public static Checkpoint Beginning(DateTimeOffset first) => new(Floor(first, Marks[0].Mark) - Kept, SpaceState.Empty);

    /// <summary>Of the checkpoints before each of these instants only those at its full marks are needed.</summary>
    public static IEnumerable<(DateTimeOffset Before, TimeSpan Mark)> Thinned(DateTimeOffset now) =>
        Marks.Zip(Marks.Skip(1)).Select(pair => (now - pair.Second.Kept, pair.First.Mark));

    public static bool IsKept(Checkpoint checkpoint, DateTimeOffset now) =>
        Thinned(now).All(thin => checkpoint.At >= thin.Before || checkpoint.At == Floor(checkpoint.At, thin.Mark));

    /// <summary>The fullest mark that lies between two signals; null for none.</summary>
    private static DateTimeOffset? Before(DateTimeOffset? last, DateTimeOffset next) =>
        Marks.Select(mark => (DateTimeOffset?)Floor(next, mark.Mark)).FirstOrDefault(mark => last < mark);

    /// <summary>In UTC.</summary>
    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan mark) => new(instant.UtcTicks - (instant.UtcTicks % mark.Ticks), TimeSpan.Zero);
}
