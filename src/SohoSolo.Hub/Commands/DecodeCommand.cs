using SohoSolo.Core;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Commands;

/// <summary>Shows what a driver makes of one message, whose payload comes on standard input: for people who connect a device, and for tests.</summary>
internal static class DecodeCommand
{
    public const string Usage = "--driver NAME [--retained] [--received-at 2026-11-30T08:55:00Z] --topic TOPIC";

    private const int MostBytes = 1024 * 1024;

    private static readonly string[] Required = ["--driver", "--topic"];
    private static readonly string[] Optional = ["--received-at"];
    private static readonly string[] Flags = ["--retained"];

    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        await using var input = Console.OpenStandardInput();
        return await Run(line, input, stop);
    }

    public static async Task<int> Run(CommandLine line, Stream input, CancellationToken stop)
    {
        var options = Options.Read(line.Arguments, Required, Optional, flags: Flags);
        if (options.Problem is { } problem)
            return await line.Refuse(problem);

        if (DriverCatalog.Find(options["--driver"]!) is not { } driver)
            return await line.Refuse($"--driver is one of {string.Join(", ", DriverCatalog.All.Select(known => known.Name))}, not '{options["--driver"]}'.");

        if (Instant(options["--received-at"], line.Clock) is not { } receivedAt)
            return await line.Refuse($"--received-at is an instant such as 2026-11-30T08:55:00Z, not '{options["--received-at"]}'.");

        var topic = options["--topic"]!;
        var message = new DriverMessage(topic, await Payload(input, stop), options.Has("--retained"), receivedAt);
        foreach (var said in DecodeReport.Lines(driver.Read(message, new DeviceTable(Topics.SiteOf(topic) ?? new SiteId("site"), []))))
            await line.Out.WriteLineAsync(said);

        return CommandTable.Good;
    }

    private static DateTimeOffset? Instant(string? text, TimeProvider clock) =>
        text is null ? clock.GetUtcNow() : Times.Read(text) is WrittenTime.Instant(var at) ? at : null;

    /// <summary>No message is that long; what comes after is not read.</summary>
    private static async Task<byte[]> Payload(Stream input, CancellationToken stop)
    {
        var buffer = new byte[MostBytes];
        var length = await input.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, stop);
        return buffer[..length];
    }
}
