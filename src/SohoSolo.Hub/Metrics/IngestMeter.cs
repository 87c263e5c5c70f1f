using System.Diagnostics.Metrics;
using SohoSolo.Hub.Ingest;

namespace SohoSolo.Hub.Metrics;

/// <summary>What the hub counts of the sites: events, questions, snapshots. Names are Prometheus' and stay as they are.</summary>
internal static class IngestMeter
{
    private static readonly Meter Meter = new(HubMeter.Name);
    private static readonly Counter<long> Batches = Meter.CreateCounter<long>("sohosolo_ingest_batches_total", description: "Batches of gateways by what became of them.");
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("sohosolo_ingest_events_total", description: "Events of sites that were committed.");
    private static readonly Histogram<double> Spans = Meter.CreateHistogram<double>("sohosolo_ingest_duration_seconds", "s", "From the arrival of a batch to its commit.");
    private static readonly Counter<long> Asks = Meter.CreateCounter<long>("sohosolo_asks_total", description: "Questions of gateways by their answer.");
    private static readonly Histogram<double> AskSpans = Meter.CreateHistogram<double>("sohosolo_ask_duration_seconds", "s", "From the arrival of a question to its answer.");
    private static readonly Counter<long> Snapshots = Meter.CreateCounter<long>("sohosolo_snapshots_total", description: "Access snapshots that were published, full ones and deltas.");

    private static double lag;

    static IngestMeter() => Meter.CreateObservableGauge("sohosolo_ingest_lag_seconds", () => Volatile.Read(ref lag), "s", "How far the last batch was behind the clock: what its site has not delivered is younger.");

    public static void Took(int events, TimeSpan behind, TimeSpan took, IngestOutcome outcome)
    {
        Batches.Add(1, new KeyValuePair<string, object?>("outcome", outcome.GetType().Name.ToLowerInvariant()));
        if (outcome is not IngestOutcome.Applied)
            return;

        Events.Add(events);
        Spans.Record(took.TotalSeconds);
        Volatile.Write(ref lag, Math.Max(0, behind.TotalSeconds));
    }

    public static void Refused(string why) => Batches.Add(1, new KeyValuePair<string, object?>("outcome", why));

    public static void Answered(string answer, TimeSpan took)
    {
        Asks.Add(1, new KeyValuePair<string, object?>("answer", answer));
        AskSpans.Record(took.TotalSeconds);
    }

    public static void Published(string kind) => Snapshots.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
