using System.Text.Json;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Doors;

/// <summary><c>firmware-sim load</c>: a reader that shows badges at a rate and keeps a ledger of what it was promised.</summary>
internal sealed class SimulatedReader : IAsyncDisposable
{
    private readonly LineProcess process;
    private readonly string ledger;

    private SimulatedReader(string id, LineProcess process, string ledger) => (Id, this.process, this.ledger) = (id, process, ledger);

    public string Id { get; }

    public static SimulatedReader Start(string folder, string site, string id, int broker, Uri hub, int events, double rate, int seed, string password = "demo", string faults = "none", params string[] badges)
    {
        var ledger = Path.Combine(folder, $"ledger-{id}.jsonl");
        string[] arguments =
        [
            Repository.FirmwareSim, "load", "--site", site, "--devices", id, "--events", $"{events}", "--rate", FormattableString.Invariant($"{rate}"), "--seed", $"{seed}",
            "--broker", $"127.0.0.1:{broker}", "--hub", hub.ToString().TrimEnd('/'), "--password", password, "--ledger", ledger, "--patience", "300", "--faults", faults,
        ];
        return new SimulatedReader(id, LineProcess.Start("dotnet", badges.Length == 0 ? arguments : [.. arguments, "--badges", string.Join(',', badges)]), ledger);
    }

    /// <summary>Waits until everything was acknowledged, and returns the promises.</summary>
    public async Task<IReadOnlyList<JsonElement>> End()
    {
        await process.Line(line => line.StartsWith("events=", StringComparison.Ordinal), TimeSpan.FromMinutes(8));
        var (code, lines) = await process.End();
        Assert.True(code == 0, $"{Id} was not acknowledged everything: {string.Join('\n', lines)}");
        return [.. (await File.ReadAllLinesAsync(ledger)).Select(line => JsonElement.Parse(line))];
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
