using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>What the figures were taken on, told without names.</summary>
internal static class Machine
{
    private const int Syncs = 300;

    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var (p50, p99) = Sync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetLocalNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, {memory:0} GB memory, {RuntimeInformation.FrameworkDescription}, 4 KiB written and synced in {p50:0.00} ms (p99 {p99:0.00}){Busy()}");
    }

    /// <summary>Others on the machine spoil absolute figures more than ratios; how many of them there are is told, so that a reader can judge.</summary>
    private static string Busy() => File.Exists("/proc/loadavg") ? $", load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the run" : "";

    private static (double P50, double P99) Sync()
    {
        var path = Path.GetTempFileName();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var page = new byte[4096];
        var ticks = new long[Syncs];
        for (var i = 0; i < Syncs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        var figures = Figures.Of(ticks, 0, TimeSpan.FromSeconds(1));
        return (figures.P50, figures.P99);
    }
}
