using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>How good the estimate is, on a room of which it is known who was there.</summary>
public sealed class QualityTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<(ReplayRow Row, bool IsTaken)> Room = LabelledRoom.Read();

    private static IReadOnlyList<ReplayRow> Rows => [.. Room.Select(row => row.Row)];

    [Fact]
    public void The_estimate_is_better_than_the_best_timer_that_hindsight_could_choose()
    {
        var replayed = PresenceReplay.Of(Rows, SensorKind.Pir, new PresenceRules());
        var (live, final) = (F1(replayed.Select(row => row.Live)), F1(replayed.Select(row => row.Final)));
        var timer = Enumerable.Range(4, 57).Max(half => F1(LabelledRoom.Timer(Rows, TimeSpan.FromSeconds(30 * half))));

        output.WriteLine($"live {live:F4}, final {final:F4}, best timer {timer:F4}");
        Assert.True(live >= 0.965, $"live {live:F4}");
        Assert.True(final >= 0.99, $"final {final:F4}");
        Assert.True(live > timer);
    }

    /// <summary>Half the samples lost, or one of two sensors dead: worse, and not useless.</summary>
    [Theory]
    [InlineData(2, true, 0.95)]
    [InlineData(1, false, 0.92)]
    public void It_stands_lost_samples_and_a_dead_sensor(int every, bool both, double least)
    {
        var thin = Room.Where((_, number) => number % every == 0).ToList();
        var rows = thin.Select(row => both ? row.Row : row.Row with { Values = [row.Row.Values[0]] }).ToList();
        var replayed = PresenceReplay.Of(rows, SensorKind.Pir, new PresenceRules());
        var live = LabelledRoom.F1(replayed.Zip(thin, (one, row) => (one.Live, row.IsTaken)));

        output.WriteLine($"live {live:F4}");
        Assert.True(live >= least, $"live {live:F4}");
    }

    private static double F1(IEnumerable<bool> believed) => LabelledRoom.F1(believed.Zip(Room, (one, row) => (one, row.IsTaken)));
}
