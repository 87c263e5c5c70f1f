using System.Diagnostics.Metrics;
using SohoSolo.Hub.Metrics;
using Xunit;

namespace SohoSolo.Hub.Tests.Metrics;

public sealed class PrometheusPageTests
{
    [Fact]
    public void What_is_told_only_when_asked_is_on_the_page_as_it_stands()
    {
        var waiting = 3;
        using var page = new PrometheusPage();
        using var meter = new Meter(PrometheusPage.Mqtt);
        meter.CreateObservableGauge("test_waiting", () => waiting, description: "How many wait.");
        meter.CreateObservableCounter("test_sent_total", () => new Measurement<long>[] { new(5, new KeyValuePair<string, object?>("qos", 0)), new(7, new KeyValuePair<string, object?>("qos", 1)) });

        Assert.Contains("# HELP test_waiting How many wait.\n# TYPE test_waiting gauge\ntest_waiting 3\n", page.Write([]), StringComparison.Ordinal);
        waiting = 1;
        var text = page.Write([]);

        Assert.Contains("\ntest_waiting 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_sent_total counter\ntest_sent_total{qos=\"0\"} 5\ntest_sent_total{qos=\"1\"} 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_of_one_process_are_told_as_one_and_a_closed_one_no_more()
    {
        using var page = new PrometheusPage();
        using var first = new Meter(PrometheusPage.Mqtt);
        first.CreateObservableGauge("test_connections", () => 2);
        using (var second = new Meter(PrometheusPage.Mqtt))
        {
            second.CreateObservableGauge("test_connections", () => 40L);
            Assert.Contains("\ntest_connections 42\n", page.Write([]), StringComparison.Ordinal);
        }

        Assert.Contains("\ntest_connections 2\n", page.Write([]), StringComparison.Ordinal);
    }

    [Fact]
    public void Counters_gauges_and_histograms_keep_their_kinds()
    {
        using var page = new PrometheusPage();
        using var meter = new Meter(PrometheusPage.Mqtt);
        meter.CreateCounter<long>("test_messages_total").Add(2, new KeyValuePair<string, object?>("kind", "a\"b"));
        meter.CreateUpDownCounter<long>("test_open").Add(-4);
        meter.CreateHistogram<double>("test_seconds").Record(0.002);
        meter.CreateHistogram("test_advised_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [3, 4] }).Record(3.5);

        var text = page.Write([("test_given", "Given.", 1.5)]);

        Assert.Contains("# TYPE test_messages_total counter\ntest_messages_total{kind=\"a\\\"b\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_open gauge\ntest_open -4\n", text, StringComparison.Ordinal);
        Assert.Contains("test_seconds_bucket{le=\"0.001\"} 0\ntest_seconds_bucket{le=\"0.0025\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("test_seconds_sum 0.002\ntest_seconds_count 1\n", text, StringComparison.Ordinal);
        Assert.Contains("test_advised_seconds_bucket{le=\"3\"} 0\ntest_advised_seconds_bucket{le=\"4\"} 1\ntest_advised_seconds_bucket{le=\"+Inf\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_given gauge\ntest_given 1.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_meters_are_not_heard()
    {
        using var page = new PrometheusPage();
        using var meter = new Meter("Somebody.Else");
        meter.CreateObservableGauge("test_elsewhere", () => 1);

        Assert.DoesNotContain("test_elsewhere", page.Write([]), StringComparison.Ordinal);
    }
}
