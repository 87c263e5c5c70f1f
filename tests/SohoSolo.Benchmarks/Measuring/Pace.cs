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

        Sleep(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due));
        due = Math.Max(due, Stopwatch.GetTimestamp()) + (long)(between.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Waits for a moment that is counted from the beginning: who is late has nothing to wait for, and makes up for it.</summary>
    public static void Until(long started, TimeSpan due) => Sleep(due - Stopwatch.GetElapsedTime(started));

    private static void Sleep(TimeSpan left)
    {
        if (left > TimeSpan.Zero)
            Thread.Sleep(left);
    }
}
