using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>What the hub does once an hour, at once: after older data were brought in, or where nobody serves. A hub that serves meanwhile may go on; whoever is killed leaves the rest to the next.</summary>
internal static class RetainCommand
{
    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments.Count != 0) return await CommandTable.Misused(line, "retain");

        await using var store = await DatabaseCommands.OpenExisting(line, stop);
        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        await using var hub = Serving.Build(line.Settings, store, keys, line.Clock, runJobs: false);
        var isGood = await hub.Services.GetRequiredService<Retention>().Run(stop);
        foreach (var run in (await store.Jobs.All(stop)).Where(run => Retention.Tasks.Any(task => task.Name == run.Name)))
            await line.Out.WriteLineAsync($"{(run.Outcome == "ok" ? "ok  " : "BAD ")} {run.Name}: {run.Done}");

        return isGood ? CommandTable.Good : CommandTable.Found;
    }
}
