using System.Globalization;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>From a reader's message to the command at the lock, by the system's clock. Told, not asserted: the machine that runs the tests runs others, too.</summary>
internal sealed class Latencies(string what)
{
    private readonly List<double> milliseconds = [];

    public int Count => milliseconds.Count;

    public void Add(TimeSpan latency) => milliseconds.Add(latency.TotalMilliseconds);

    public override string ToString()
    {
        var sorted = milliseconds.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {At(0.5):0.00} ms, p95 {At(0.95):0.00} ms, most {At(1):0.00} ms of {sorted.Count}");

        double At(double part) => sorted[(int)Math.Ceiling(part * sorted.Count) - 1];
    }
}
