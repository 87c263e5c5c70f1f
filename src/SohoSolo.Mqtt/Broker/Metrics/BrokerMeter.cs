using System.Diagnostics.Metrics;

namespace SohoSolo.Mqtt.Broker.Metrics;

/// <summary>A broker's figures as instruments of the meter <c>SohoSolo.Mqtt</c>, named as Prometheus names them. All but the time of a sync are read when somebody asks.</summary>
internal sealed class BrokerMeter : IDisposable
{
    private readonly Meter meter = new(MqttBroker.MeterName);
    private readonly Histogram<double> syncSeconds;

    public BrokerMeter(Tally tally, Func<BrokerFigures?> figures)
    {
        syncSeconds = meter.CreateHistogram<double>("mqtt_store_sync_seconds", "s", "How long the disk took to make a group of facts durable.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        });
        Gauges(figures);
        Counters(tally);
    }

    public void Synced(TimeSpan took) => syncSeconds.Record(took.TotalSeconds);

    public void Dispose() => meter.Dispose();

    private void Gauges(Func<BrokerFigures?> figures)
    {
        meter.CreateObservableGauge("mqtt_connections", () => figures()?.Connections ?? 0, description: "Clients that are connected.");
        meter.CreateObservableGauge("mqtt_sessions", () => figures()?.Sessions ?? 0, description: "Sessions, connected or waiting to be resumed.");
        meter.CreateObservableGauge("mqtt_queued_messages", () => figures()?.QueuedMessages ?? 0, description: "Messages that wait in all sessions.");
        meter.CreateObservableGauge("mqtt_queued_bytes", () => figures()?.QueuedBytes ?? 0, "By", "Bytes that wait in all sessions.");
        meter.CreateObservableGauge("mqtt_retained_messages", () => figures()?.RetainedMessages ?? 0, description: "Topics with a retained message.");
        meter.CreateObservableGauge("mqtt_store_writable", () => figures() is { IsWritable: false } ? 0 : 1, description: "0 while the disk takes nothing more.");
    }

    private void Counters(Tally tally)
    {
        meter.CreateObservableCounter("mqtt_messages_received_total", () => ByQuality(tally.ReceivedMessages), description: "Messages from clients.");
        meter.CreateObservableCounter("mqtt_messages_sent_total", () => ByQuality(tally.SentMessages), description: "Messages to clients.");
        meter.CreateObservableCounter("mqtt_messages_dropped_total", () => Dropped(tally), description: "Messages given up, by reason; Success: expired.");
        meter.CreateObservableCounter("mqtt_refused_total", () => Refused(tally), description: "Connections, publishes and subscriptions refused.");
        meter.CreateObservableCounter("mqtt_bytes_received_total", () => tally.ReceivedBytes, "By", "Bytes of packets from clients.");
    }

    private static Measurement<long>[] ByQuality(ReadOnlySpan<long> counts) =>
        [.. Enumerable.Range(0, counts.Length).Zip(counts.ToArray(), (qos, count) => new Measurement<long>(count, Tag("qos", qos)))];

    private static IEnumerable<Measurement<long>> Dropped(Tally tally) =>
        from reason in Enum.GetValues<ReasonCode>()
        let count = tally.DroppedMessages(reason)
        where count > 0
        select new Measurement<long>(count, Tag("reason", reason));

    private static IEnumerable<Measurement<long>> Refused(Tally tally) =>
        from kind in Enum.GetValues<RefusalKind>()
        from reason in Enum.GetValues<ReasonCode>()
        let count = tally.RefusedThings(kind, reason)
        where count > 0
        select new Measurement<long>(count, Tag("what", kind), Tag("reason", reason));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value.ToString());
}
