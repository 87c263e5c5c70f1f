using System.Diagnostics;
using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>The chamber's pages of figures over a million bookings, and what the first to ask after a start waits for.</summary>
internal static class ReportPages
{
    private const string Chamber = "chamber-admin";

    private static readonly (string Says, string Path)[] Pages =
    [
        ("dashboard", "/reports"),
        ("map", "/reports/map"),
        ("flows", "/reports/flows"),
        ("hours", "/reports/hours"),
    ];

    public static Table Table => new("database", "page", "first after a start ms", "p50 ms", "p99 ms", "refused");

    /// <summary>Starts the hub anew, so that nothing is in its memory, and asks for the report first: each page's first answer counts by itself.</summary>
    public static async Task Measure(Effort effort, HubOptions options, string name, string report, Table to)
    {
        await using var hub = await BenchHub.Start(options);
        using (var once = new ReportReader(hub.Process.Url, report))
            to.Add(name, "by community and month, as JSON", Measuring.Table.Ms(First(once.Once, () => once.LastRefusal)), "", "", "");

        var cookie = await SessionOfMember.Begin(hub.Process, Chamber);
        foreach (var (says, path) in Pages)
        {
            double first;
            using (var once = new PageReader(hub.Process.Url, path, cookie))
            {
                first = First(once.Once, () => once.LastRefusal);
                Load.Run([once], effort.WarmUp);
            }

            var seen = Figures.MedianOf([.. Enumerable.Range(0, effort.Rounds).Select(_ => Workers.Run([new PageReader(hub.Process.Url, path, cookie)], effort.Round))]);
            to.Add(name, says, Measuring.Table.Ms(first), Measuring.Table.Ms(seen.P50), Measuring.Table.Ms(seen.P99), Measuring.Table.Count(seen.Failed));
        }
    }

    private static double First(Func<bool> once, Func<string> refusal)
    {
        var begun = Stopwatch.GetTimestamp();
        return once() ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds : throw new InvalidOperationException($"It was not answered: {refusal()}");
    }
}
