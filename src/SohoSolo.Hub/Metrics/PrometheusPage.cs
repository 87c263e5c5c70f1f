using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SohoSolo.Hub.Metrics;

/// <summary>Listens to the hub's and the broker's meters and writes what it heard, and how they stand, as Prometheus text.</summary>
internal sealed class PrometheusPage : IDisposable
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>What <c>SohoSolo.Mqtt</c> calls its meter.</summary>
    public const string Mqtt = "SohoSolo.Mqtt";

    private static readonly string[] Meters = [HubMeter.Name, Mqtt];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Series, Tally> tallies = new();
    private readonly Lock asking = new();
    private readonly Dictionary<Series, double> standing = [];

    public PrometheusPage()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Heard(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Heard(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Heard(instrument, value, tags));
        listener.Start();
    }

    public string Write(IEnumerable<(string Name, string Help, double Value)> gauges)
    {
        var text = new StringBuilder(4096);
        foreach (var family in tallies.GroupBy(pair => pair.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
            WriteFamily(text, family.Key, family);

        lock (asking)
            WriteStanding(text);

        foreach (var (name, help, value) in gauges.Concat(Process()))
        {
            WriteHead(text, name, help, name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge");
            text.Append(CultureInfo.InvariantCulture, $"{name} {Tally.Number(value)}\n");
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static void WriteFamily(StringBuilder text, Instrument instrument, IEnumerable<KeyValuePair<Series, Tally>> series)
    {
        var isHistogram = instrument is Histogram<double>;
        WriteHead(text, instrument.Name, instrument.Description, isHistogram ? "histogram" : instrument is Counter<long> or Counter<double> ? "counter" : "gauge");
        foreach (var (key, tally) in series.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
        {
            if (isHistogram)
                tally.WriteHistogram(text, instrument.Name, key.Labels);
            else
                tally.Write(text, instrument.Name, key.Labels);
        }
    }

    private static void WriteHead(StringBuilder text, string name, string? help, string kind) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");

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

    private static (string Name, string Value) Label(ReadOnlySpan<KeyValuePair<string, object?>> tags, int index) =>
        index < tags.Length ? (tags[index].Key, Convert.ToString(tags[index].Value, CultureInfo.InvariantCulture) ?? "") : default;

    private void Heard(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = new Series(instrument, Label(tags, 0), Label(tags, 1), Label(tags, 2));
        if (instrument.IsObservable)
        {
            // Told when asked, on the asker's thread, so under its lock.
            standing[series] = value;
            return;
        }

        var tally = tallies.GetOrAdd(series, static made => new Tally(made.Instrument));
        if (instrument is Histogram<double>)
            tally.Record(value);
        else
            tally.Add(value);
    }

    /// <summary>What is told only when asked. Several brokers in one process are told as one.</summary>
    private void WriteStanding(StringBuilder text)
    {
        standing.Clear();
        listener.RecordObservableInstruments();
        foreach (var family in standing.GroupBy(pair => pair.Key.Instrument.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var instrument = family.First().Key.Instrument;
            WriteHead(text, family.Key, instrument.Description, instrument is ObservableCounter<long> or ObservableCounter<double> ? "counter" : "gauge");
            foreach (var series in family.GroupBy(pair => pair.Key.Labels).OrderBy(group => group.Key, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"{family.Key}{Tally.Braced(series.Key)} {Tally.Number(series.Sum(pair => pair.Value))}\n");
        }
    }

    private readonly record struct Series(Instrument Instrument, (string Name, string Value) First, (string Name, string Value) Second, (string Name, string Value) Third)
    {
        public string Labels => string.Join(',', new[] { First, Second, Third }.Where(label => label.Name is not null).Select(label => $"{label.Name}=\"{Escaped(label.Value)}\""));

        private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }
}
