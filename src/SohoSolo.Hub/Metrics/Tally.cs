using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SohoSolo.Hub.Metrics;

/// <summary>One series of what was told as it happened: a sum, and for a histogram how many measurements stayed under each bound.</summary>
internal sealed class Tally
{
    private static readonly double[] UsualBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Lock gate = new();
    private readonly double[] bounds;
    private readonly long[] under;
    private long count;
    private double sum;

    /// <summary>With the bounds that a histogram advises, or the usual ones.</summary>
    public Tally(Instrument instrument)
    {
        bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? UsualBounds;
        under = new long[bounds.Length];
    }

    public void Add(double more)
    {
        lock (gate)
            sum += more;
    }

    public void Record(double value)
    {
        var bucket = Array.FindIndex(bounds, bound => value <= bound);
        lock (gate)
        {
            count++;
            sum += value;
            if (bucket >= 0)
                under[bucket]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        lock (gate)
            text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {Number(sum)}\n");
    }

    public void WriteHistogram(StringBuilder text, string name, string labels)
    {
        var others = labels.Length > 0 ? $"{labels}," : "";
        lock (gate)
        {
            var soFar = 0L;
            for (var i = 0; i < bounds.Length; i++)
            {
                soFar += under[i];
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{others}le=\"{Number(bounds[i])}\"}} {soFar}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{others}le=\"+Inf\"}} {count}\n{name}_sum{Braced(labels)} {Number(sum)}\n{name}_count{Braced(labels)} {count}\n");
        }
    }

    public static string Braced(string labels) => labels.Length > 0 ? $"{{{labels}}}" : "";

    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
