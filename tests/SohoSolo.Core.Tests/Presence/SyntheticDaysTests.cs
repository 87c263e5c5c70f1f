using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>Days of invented people, lively and still, who come for minutes or hours, while others pass by: nothing that the estimate was ever tried on when it was made.</summary>
public sealed class SyntheticDaysTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan[] Timers = [.. new[] { 2, 3, 5, 8, 10, 15 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>Mean minutes between movements, chance that a sample is lost.</summary>
    [Theory]
    [InlineData(0.6, 0)]
    [InlineData(1.5, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 0.1)]
    public void The_estimate_comes_near_the_timer_that_suits_each_people_best_and_hindsight_passes_it(double minutesBetween, double lost)
    {
        var room = Days(seed: 17, days: 30, _ => minutesBetween, lost);
        var (live, final, timers) = Judge(room);

        output.WriteLine($"live {live:F4}, final {final:F4}, timers {string.Join(' ', timers.Select((f1, number) => $"{Timers[number].TotalMinutes}:{f1:F4}"))}");
        Assert.True(live >= timers.Max() - 0.03, $"live {live:F4}, a timer {timers.Max():F4}");
        Assert.True(final > timers.Max(), $"final {final:F4}, a timer {timers.Max():F4}");
    }

    [Fact]
    public void Where_people_differ_no_timer_does_as_well()
    {
        double[] rhythms = [0.5, 0.8, 1.5, 3];
        var room = Days(seed: 5, days: 60, random => rhythms[random.Next(rhythms.Length)], lost: 0.02);
        var (live, final, timers) = Judge(room);

        output.WriteLine($"live {live:F4}, final {final:F4}, timers {string.Join(' ', timers.Select((f1, number) => $"{Timers[number].TotalMinutes}:{f1:F4}"))}");
        Assert.True(live > timers.Max(), $"live {live:F4}, a timer {timers.Max():F4}");
        Assert.True(final >= live);
    }

    private static (double Live, double Final, double[] Timers) Judge(List<(ReplayRow Row, bool IsTaken)> room)
    {
        List<ReplayRow> rows = [.. room.Select(row => row.Row)];
        var replayed = PresenceReplay.Of(rows, SensorKind.Pir, new PresenceRules());
        return (F1(replayed.Select(row => row.Live)), F1(replayed.Select(row => row.Final)), [.. Timers.Select(hold => F1(LabelledRoom.Timer(rows, hold)))]);

        double F1(IEnumerable<bool> believed) => LabelledRoom.F1(believed.Zip(room, (one, row) => (one, row.IsTaken)));
    }

    /// <summary>Samples of half a minute. Who comes in or goes out moves; in between she moves by lot, and how lively she is wanders. About every two hours somebody passes an empty room.</summary>
    private static List<(ReplayRow Row, bool IsTaken)> Days(int seed, int days, Func<Random, double> rhythm, double lost)
    {
        var random = new Random(seed);
        var rows = new List<(ReplayRow, bool)>();
        for (var day = 0; day < days; day++)
        {
            var (taken, moved) = (new bool[14 * 120], new bool[14 * 120]);
            for (var at = Exponential(random, 90); at < 13 * 60; at += Exponential(random, 60) + 12)
                at = Stays(random, taken, moved, at, Math.Min(at + 4 + Exponential(random, 70), 13.5 * 60), rhythm(random));
            for (var at = Exponential(random, 120); at < 14 * 60; at += Exponential(random, 120))
                moved[(int)(at * 2)] |= true;

            for (var sample = 0; sample < taken.Length; sample++)
            {
                if (random.NextDouble() >= lost)
                    rows.Add((new ReplayRow(Morning.AddDays(day).AddSeconds(30 * sample), [moved[sample] ? 1 : 0]), taken[sample]));
            }
        }

        return rows;
    }

    private static double Stays(Random random, bool[] taken, bool[] moved, double from, double until, double minutesBetween)
    {
        var (first, last) = ((int)(from * 2), (int)(until * 2));
        for (var sample = first; sample <= last; sample++)
            taken[sample] = true;
        foreach (var sample in new[] { first, first + 1, last - 1, last })
            moved[sample] = true;
        for (var at = from; at < until; at += Exponential(random, minutesBetween * (0.5 + random.NextDouble())))
            moved[(int)(at * 2)] = true;

        return until;
    }

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());
}
