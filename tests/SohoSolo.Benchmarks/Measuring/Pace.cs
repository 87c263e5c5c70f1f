using System.Diagnostics;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>So much time between the beginnings of two things. What comes late is not made up for in a rush.</summary>
internal sealed class Pace(TimeSpan between)
{
    private long due = Stopwatch.GetTimestamp();

    public void Wait()
    {
        if (between <= TimeSpan.Zero)
            return;

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.Zero)
            Thread.Sleep(left);

        due = Math.Max(due, Stopwatch.GetTimestamp()) + (long)(between.TotalSeconds * Stopwatch.Frequency);
    }
}
