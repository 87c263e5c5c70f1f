using System.Diagnostics;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>What one round of messages showed: how many a second, and how many cores the broker and the load kept busy.</summary>
internal sealed record RateFigures(double PerSecond, double BrokerCores, double LoadCores)
{
    public static RateFigures MedianOf(IReadOnlyCollection<RateFigures> rounds) => new(
        Figures.Median(rounds.Select(round => round.PerSecond)),
        Figures.Median(rounds.Select(round => round.BrokerCores)),
        Figures.Median(rounds.Select(round => round.LoadCores)));
}

/// <summary>A stopwatch that also counts the processor time of another process and of this one: it tells which of the two held the other back.</summary>
internal sealed class CpuWatch
{
    private readonly int process;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan theirs;
    private readonly TimeSpan mine = Environment.CpuUsage.TotalTime;

    private CpuWatch(int process)
    {
        this.process = process;
        theirs = UsedBy(process);
    }

    public static CpuWatch Start(int process) => new(process);

    public RateFigures Stop(long things)
    {
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new RateFigures(
            things / took, (UsedBy(process) - theirs).TotalSeconds / took, (Environment.CpuUsage.TotalTime - mine).TotalSeconds / took);
    }

    private static TimeSpan UsedBy(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
