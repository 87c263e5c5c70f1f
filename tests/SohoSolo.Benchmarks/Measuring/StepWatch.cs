using System.Diagnostics;

namespace SohoSolo.Benchmarks.Measuring;

/// <summary>Notes how long each step of a work took that is done again and again.</summary>
internal sealed class StepWatch
{
    private readonly Dictionary<string, List<long>> ticks = new(StringComparer.Ordinal);

    public T Time<T>(string step, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var made = work();
        Add(step, Stopwatch.GetTimestamp() - started);
        return made;
    }

    public void Add(string step, long took)
    {
        if (!ticks.TryGetValue(step, out var all))
            ticks[step] = all = [];

        all.Add(took);
    }

    public Figures Of(string step) => Figures.Of([.. ticks[step]], 0, TimeSpan.FromSeconds(1));
}
