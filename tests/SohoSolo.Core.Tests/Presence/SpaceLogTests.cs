using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

public sealed class SpaceLogTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_checkpoint_stands_at_the_fullest_mark_between_two_signals()
    {
        var log = SpaceLog.Fold(SpaceState.Empty, [At(-3), At(-1), At(2), At(58), At(59), At(61), At(66), At(67)], new PresenceRules());

        Assert.Equal([-1, 0, 58, 59, 60, 66, 67], log.Checkpoints.Select(checkpoint => (checkpoint.At - Midnight).TotalMinutes));
        Assert.Equal([-3.0, -1, 2, 58, 59, 61, 66], log.Checkpoints.Select(checkpoint => (checkpoint.State.FoldedTo!.Value - Midnight).TotalMinutes));
        Assert.Equal(Midnight.AddMinutes(67), log.State.FoldedTo);
    }

    [Theory]
    [InlineData(0, 39 * 24, true)]
    [InlineData(60, 39 * 24, false)]
    [InlineData(60, 47, true)]
    [InlineData(5, 47, false)]
    [InlineData(55, 1.5, false)]
    [InlineData(55, 1.25, true)]
    public void The_fuller_the_mark_the_longer_it_is_kept(int minutes, double hoursLater, bool isKept) =>
        Assert.Equal(isKept, SpaceLog.IsKept(new Checkpoint(Midnight.AddMinutes(minutes), SpaceState.Empty), Midnight.AddHours(hoursLater)));

    [Fact]
    public void Where_folding_begins_does_not_depend_on_how_the_log_was_cut()
    {
        PresenceSignal[] all = [.. Enumerable.Range(0, 200).Select(n => At(n * 7))];
        var whole = SpaceLog.Fold(SpaceState.Empty, all.Reverse(), new PresenceRules());
        var first = SpaceLog.Fold(SpaceState.Empty, all[..83], new PresenceRules());

        var rest = SpaceLog.Fold(first.State, all[83..], new PresenceRules());

        Assert.Equal(whole.Checkpoints.Select(checkpoint => checkpoint.At), first.Checkpoints.Concat(rest.Checkpoints).Select(checkpoint => checkpoint.At));
        Assert.Equivalent(whole.State, rest.State, strict: true);
    }

    private static PresenceSignal.Noticed At(int minutes) => new(Midnight.AddMinutes(minutes), "pir", minutes, SensorKind.Pir, minutes % 2 == 0);
}
