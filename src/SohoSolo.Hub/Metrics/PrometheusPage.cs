using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SohoSolo.Hub.Metrics;

/// <summary>Listens to the hub's meter and writes what it heard as Prometheus text.</summary>
internal sealed class PrometheusPage : IDisposable
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Series, Tally> tallies = new();

    public PrometheusPage()
    {
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tallied(instrument, tags).Add(value));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tallied(instrument, tags).Record(value));
        foreach (var instrument in HubMeter.Instruments)
        {
            listener.EnableMeasurementEvents(instrument);
        }

        listener.Start();
    }

    public string Write(IEnumerable<(string Name, string Help, double Value)> gauges)
    {
        var text = new StringBuilder(4096);
        foreach (var family in tallies.GroupBy(pair => pair.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            WriteFamily(text, family.Key, family);
        }

        foreach (var (name, help, value) in gauges.Concat(Process()))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {(name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge")}\n{name} {Number(value)}\n");
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static void WriteFamily(StringBuilder text, Instrument instrument, IEnumerable<KeyValuePair<Series, Tally>> series)
    {
        var isHistogram = instrument is Histogram<double>;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {instrument.Name} {instrument.Description}\n# TYPE {instrument.Name} {(isHistogram ? "histogram" : "counter")}\n");
        foreach (var (key, tally) in series.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
        {
            if (isHistogram)
            {
                tally.WriteHistogram(text, instrument.Name, key.Labels);
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}{{{key.Labels}}} {tally.Count}\n");
        }
    }

    private static IEnumerable<(string Name, string Help, double Value)> Process()
    {
        var startedAt = new DateTimeOffset(System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime(), TimeSpan.Zero);
        yield return ("process_resident_memory_bytes", "Memory of this process.", Environment.WorkingSet);
        yield return ("process_start_time_seconds", "When this process started, in seconds since 1970.", startedAt.ToUnixTimeMilliseconds() / 1000.0);
        yield return ("process_cpu_seconds_total", "Processor time used.", Environment.CpuUsage.TotalTime.TotalSeconds);
        yield return ("dotnet_gc_heap_bytes", "Bytes in use on the managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        yield return ("dotnet_gc_collections_total", "Garbage collections so far, of every generation.", GC.CollectionCount(0));
        yield return ("dotnet_gc_pause_seconds_total", "Time spent paused by the garbage collector.", GC.GetTotalPauseDuration().TotalSeconds);
        yield return ("dotnet_threads", "Threads of the pool.", ThreadPool.ThreadCount);
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private Tally Tallied(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tallies.GetOrAdd(new Series(instrument, Label(tags, 0), Label(tags, 1), Label(tags, 2)), static _ => new Tally());

    private static (string Name, string Value) Label(ReadOnlySpan<KeyValuePair<string, object?>> tags, int index) =>
        index < tags.Length ? (tags[index].Key, tags[index].Value as string ?? "") : default;

    private readonly record struct Series(Instrument Instrument, (string Name, string Value) First, (string Name, string Value) Second, (string Name, string Value) Third)
    {
        public string Labels => string.Join(',', new[] { First, Second, Third }.Where(label => label.Name is not null).Select(label => $"{label.Name}=\"{Escaped(label.Value)}\""));

        private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>One series: a count, and for a histogram how many measurements stayed under each bound.</summary>
    private sealed class Tally
    {
        private readonly Lock gate = new();
        private readonly long[] under = new long[Bounds.Length];
        private long count;
        private double sum;

        public long Count => Interlocked.Read(ref count);

        public void Add(long more) => Interlocked.Add(ref count, more);

        public void Record(double value)
        {
            var bucket = Array.FindIndex(Bounds, bound => value <= bound);
            lock (gate)
            {
                count++;
                sum += value;
                if (bucket >= 0)
                {
                    under[bucket]++;
                }
            }
        }

        public void WriteHistogram(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                var soFar = 0L;
                for (var i = 0; i < Bounds.Length; i++)
                {
                    soFar += under[i];
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{Number(Bounds[i])}\"}} {soFar}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"+Inf\"}} {count}\n{name}_sum{{{labels}}} {Number(sum)}\n{name}_count{{{labels}}} {count}\n");
            }
        }
    }
}
