using System.Globalization;
using SohoSolo.Core.Presence;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Commands;

/// <summary>A log of a room's sensors, lived through again: what was believed at each moment, and what is believed of it once the whole log is known.</summary>
internal static class ReplayCommand
{
    public const string Usage = "FILE.csv --sensor pir|mmwave|seat|counter";

    private static readonly string[] Required = ["--sensor"];

    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [{ Length: > 0 } file, ..] || file.StartsWith("--", StringComparison.Ordinal))
            return await CommandTable.Misused(line, "presence replay");

        var options = Options.Read([.. line.Arguments.Skip(1)], Required, []);
        if (options.Problem is { } problem)
            return await line.Refuse(problem);
        if (Words.Read<SensorKind>(options["--sensor"]) is not { } kind)
            return await line.Refuse($"--sensor is one of pir, mmwave, seat, counter, not '{options["--sensor"]}'.");
        if (!File.Exists(file))
            return await line.Refuse($"There is no file {file}.");

        using var text = new StreamReader(file);
        var log = SensorLog.Read(text, kind);
        foreach (var complaint in log.Complaints)
            await line.Error.WriteLineAsync(complaint);
        if (log.Rows is not { } rows)
            return CommandTable.Found;

        await Print(line.Out, rows, PresenceReplay.Of([.. rows.Select(row => row.Said)], kind, new PresenceRules()), stop);
        return CommandTable.Good;
    }

    private static async Task Print(TextWriter to, IReadOnlyList<LoggedRow> rows, IReadOnlyList<Replayed> replayed, CancellationToken stop)
    {
        await to.WriteLineAsync("at,live,final");
        for (var number = 0; number < rows.Count; number++)
        {
            stop.ThrowIfCancellationRequested();
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rows[number].At},{(replayed[number].Live ? 1 : 0)},{(replayed[number].Final ? 1 : 0)}"));
        }
    }
}
