using System.Diagnostics;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>What one round showed: things done a second (failed ones not counted) and how long one took, in milliseconds.</summary>
internal sealed record Figures(double PerSecond, double P50, double P99, int Failed)
{
    public static Figures Of(long[] ticks, int failed, TimeSpan took)
    {
        Array.Sort(ticks);
        return new Figures((ticks.Length - failed) / took.TotalSeconds, At(ticks, 0.50), At(ticks, 0.99), failed);
    }

    /// <summary>Each figure's own median over the rounds; failures are added up.</summary>
    public static Figures MedianOf(IReadOnlyCollection<Figures> rounds) => new(
        Median(rounds.Select(round => round.PerSecond)),
        Median(rounds.Select(round => round.P50)),
        Median(rounds.Select(round => round.P99)),
        rounds.Sum(round => round.Failed));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static double At(long[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)] * 1000.0 / Stopwatch.Frequency;
}
