using System.Diagnostics;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>Looks at the hub's cursor every few milliseconds: how long the oldest event waited that it had not committed, and by how many events it moved at a time.</summary>
internal sealed class CursorWatch(HubCursor cursor, EventRun run, long before) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource stop = new();
    private readonly List<long> waits = new(10_000);
    private long steps;
    private long moved;

    /// <summary>Events that one transaction brought, in the mean.</summary>
    public double PerStep => steps == 0 ? double.NaN : (double)moved / steps;

    /// <summary>From the gateway's disk to the hub's commit.</summary>
    public Figures Waits => Figures.Of([.. waits], 0, TimeSpan.FromSeconds(1));

    public void Watch()
    {
        while (!stop.IsCancellationRequested)
        {
            var committed = cursor.UpTo - before;
            steps += committed > moved ? 1 : 0;
            moved = Math.Max(committed, moved);
            waits.Add((long)(run.Behind(committed).TotalSeconds * Stopwatch.Frequency));
            Thread.Sleep(Every);
        }
    }

    public void Stop() => stop.Cancel();

    public void Dispose() => stop.Dispose();
}
