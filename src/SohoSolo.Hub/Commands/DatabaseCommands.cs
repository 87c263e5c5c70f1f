using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>What an operator does to a database: check, copy, bring back, bring up to date.</summary>
internal static class DatabaseCommands
{
    public static async Task<int> Verify(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments.Count != 0)
        {
            return await CommandTable.Misused(line, "verify");
        }

        await using var store = await OpenExisting(line, stop);
        var findings = await new StoreMaintenance(store).Verify(stop);
        foreach (var finding in findings)
        {
            await line.Out.WriteLineAsync($"{(finding.Ok ? "ok  " : "BAD ")} {finding.Check}: {finding.Says}");
        }

        return findings.All(finding => finding.Ok) ? CommandTable.Good : CommandTable.Found;
    }

    public static async Task<int> Backup(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [var file])
        {
            return await CommandTable.Misused(line, "backup");
        }

        if (File.Exists(file))
        {
            await line.Error.WriteLineAsync($"{file} exists already; a backup never replaces a file.");
            return CommandTable.BadUse;
        }

        await using var store = await OpenExisting(line, stop);
        await new StoreMaintenance(store).Backup(file, stop);
        await line.Out.WriteLineAsync($"Saved to {file}.");
        return CommandTable.Good;
    }

    public static async Task<int> Restore(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [var file])
        {
            return await CommandTable.Misused(line, "restore");
        }

        if (!File.Exists(file))
        {
            await line.Error.WriteLineAsync($"There is no file {file}.");
            return CommandTable.BadUse;
        }

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        await new StoreMaintenance(store).Restore(file, stop);
        await line.Out.WriteLineAsync($"Restored from {file}; a new journal epoch has begun.");
        return await EraseAgain(line, store, stop);
    }

    /// <summary>The copy may be older than somebody's erasure.</summary>
    private static async Task<int> EraseAgain(CommandLine line, Store store, CancellationToken stop)
    {
        if (!File.Exists(line.Settings.KeyFile))
        {
            await line.Out.WriteLineAsync($"The key file {line.Settings.KeyFile} is not there: who was erased since is erased again when the hub starts with it.");
            return CommandTable.Good;
        }

        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        await using var hub = Serving.Build(line.Settings, store, keys, line.Clock, runJobs: false);
        var list = hub.Services.GetRequiredService<ErasedList>();
        var isKnown = File.Exists(list.File);
        var again = await hub.Services.GetRequiredService<ErasureDesk>().Reapply(stop);
        await line.Out.WriteLineAsync(isKnown
            ? $"{again} members who had been erased since were erased again, by the list {list.File}."
            : $"There is no list {list.File}: bring it beside the key, or members who were erased after the copy was made are back.");
        return CommandTable.Good;
    }

    public static async Task<int> Migrate(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments.Count != 0)
        {
            return await CommandTable.Misused(line, "migrate");
        }

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        await ReferenceData.EnsureLoaded(store, line.Clock, stop);
        await line.Out.WriteLineAsync($"The {line.Settings.Engine} database is up to date.");
        return CommandTable.Good;
    }

    /// <summary>To check or copy a file that is not there would make an empty one and call it good.</summary>
    internal static Task<Store> OpenExisting(CommandLine line, CancellationToken stop) =>
        line.Settings.DatabaseFile is { } file && !File.Exists(file)
            ? throw new SettingsException($"SOHOSOLO__DATABASE names a file that does not exist: {file}.")
            : Store.Open(line.Settings.Database, line.Clock, stop);
}
