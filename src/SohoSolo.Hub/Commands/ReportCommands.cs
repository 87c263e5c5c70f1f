using System.Diagnostics;
using SohoSolo.Core.Reporting;
using SohoSolo.Hub.Usage;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>What an operator does to the figures.</summary>
internal static class ReportCommands
{
    /// <summary>Counts everything again from the bookings. A hub that serves meanwhile helps, and its bookings do not wait.</summary>
    public static async Task<int> Rebuild(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments.Count != 0) return await CommandTable.Misused(line, "reports rebuild");

        await using var store = await DatabaseCommands.OpenExisting(line, stop);
        var queries = new StoreQueries(store);
        var sites = (await queries.Network(stop)).Sites;
        var begun = Stopwatch.GetTimestamp();
        var all = await store.Usage.MakeAllDue((site, during) => UsageRollup.MonthsOf(sites[site].Calendar, during), stop);
        while (await store.Usage.NextDue(line.Clock.GetUtcNow(), stop) is { } due)
            await UsageCounting.Count(store, queries, due.Site, due.Month, sites[due.Site].Calendar, line.Clock.GetUtcNow(), stop);

        await line.Out.WriteLineAsync($"Counted {all} months of {sites.Count} sites again in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s.");
        return CommandTable.Good;
    }
}
