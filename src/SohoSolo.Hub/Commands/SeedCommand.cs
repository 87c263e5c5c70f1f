using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>Fills an empty database with the invented network. One that holds anything else is left alone.</summary>
internal static class SeedCommand
{
    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not ([] or ["--profile", "network" or "bench"]))
            return await CommandTable.Misused(line, "seed-demo");

        var profile = line.Arguments is [_, var named] ? Enum.Parse<DemoProfile>(named, ignoreCase: true) : line.Settings.Demo ?? DemoProfile.Network;
        var now = line.Settings.IsDemo ? line.Clock.GetUtcNow() : DemoClock.NextWeekdayMorning(line.Clock.GetUtcNow());
        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        if (!await new StoreQueries(store).IsEmpty(stop))
        {
            await line.Out.WriteLineAsync("The database has sites or members already: nothing was changed.");
            return CommandTable.Found;
        }

        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        await DemoSeed.Seed(store, keys, profile, now, stop);
        await line.Out.WriteLineAsync($"Seeded the {profile.ToString().ToLowerInvariant()} demo as of {now:yyyy-MM-dd}. Serve it with SOHOSOLO__DEMO.");
        return CommandTable.Good;
    }
}
