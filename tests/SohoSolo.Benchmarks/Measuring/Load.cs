using System.Diagnostics;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>Runs workers side by side for a while and notes how long each thing took.</summary>
internal static class Load
{
    /// <summary>Threads that block cost a client less than tasks do, and the client shares the cores with what it measures.</summary>
    public static Figures Run(IReadOnlyList<IWorker> workers, TimeSpan during)
    {
        using var line = new Barrier(workers.Count + 1);
        var lanes = workers.Select(worker => new Lane(worker)).ToList();
        var threads = lanes.Select(lane => new Thread(() => lane.Run(line, during)) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        line.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        threads.ForEach(thread => thread.Join());
        var took = Stopwatch.GetElapsedTime(started);
        return lanes.FirstOrDefault(lane => lane.Broken is not null)?.Broken is { } broken
            ? throw new InvalidOperationException($"A client of the load broke: {broken.Message}", broken)
            : Figures.Of([.. lanes.SelectMany(lane => lane.Ticks)], lanes.Sum(lane => lane.Failed), took);
    }

    private sealed class Lane(IWorker worker)
    {
        public List<long> Ticks { get; } = new(100_000);

        public int Failed { get; private set; }

        public Exception? Broken { get; private set; }

        public void Run(Barrier line, TimeSpan during)
        {
            line.SignalAndWait();
            var end = Stopwatch.GetTimestamp() + (long)(during.TotalSeconds * Stopwatch.Frequency);
            try
            {
                Repeat(end);
            }
#pragma warning disable CA1031 // Told to the thread that waits for this one.
            catch (Exception broken)
            {
                Broken = broken;
            }
#pragma warning restore CA1031
        }

        private void Repeat(long end)
        {
            for (var now = Stopwatch.GetTimestamp(); now < end;)
            {
                var went = worker.Once();
                var after = Stopwatch.GetTimestamp();
                Ticks.Add(after - now);
                Failed += went ? 0 : 1;
                now = after;
            }
        }
    }
}
