using System.Globalization;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>
/// Who was promised what, as JSON lines: <c>{"device","boot","seq","acked","ms"}</c> for each event (those never acknowledged at the end), <c>{"device","unlock","naf","at"}</c> for each unlock that was
/// acted on, <c>{"device","refused","why","at"}</c> for each command that was not. Lines are written as things happen.
/// </summary>
internal sealed class Ledger(string? file, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Device, string Boot, long Seq), long> open = [];
    private readonly List<double> waits = [];
    private readonly StreamWriter? writer = file is null ? null : new StreamWriter(file, append: false) { AutoFlush = true };
    private int unlocks;
    private int refusals;

    public int Unacknowledged
    {
        get
        {
            lock (gate)
                return open.Count;
        }
    }

    public void Write(string device, DeviceOutput output, DateTimeOffset at)
    {
        lock (gate)
        {
            switch (output)
            {
                case DeviceOutput.Noted(var boot, var seq, _):
                    open[(device, boot, seq)] = clock.GetTimestamp();
                    break;
                case DeviceOutput.Forgotten(var boot, var seqs):
                    foreach (var seq in seqs)
                        Acknowledge(device, boot, seq);
                    break;
                case DeviceOutput.Unlocked(var id, _, var notAfter):
                    unlocks++;
                    Line($$"""{"device":{{Quoted(device)}},"unlock":{{Quoted(id)}},"naf":{{Number(notAfter)}},"at":{{Number(Board.Epoch(at))}}}""");
                    break;
                case DeviceOutput.CommandRefused(var id, var why):
                    refusals++;
                    Line($$"""{"device":{{Quoted(device)}},"refused":{{Quoted(id)}},"why":{{Quoted(why)}},"at":{{Number(Board.Epoch(at))}}}""");
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Writes down what was never acknowledged, and sums up in one line.</summary>
    public async Task<string> Close()
    {
        string summary;
        lock (gate)
        {
            foreach (var (device, boot, seq) in open.Keys)
                Line($$"""{"device":{{Quoted(device)}},"boot":{{Quoted(boot)}},"seq":{{seq}},"acked":false}""");

            waits.Sort();
            summary = string.Create(
                CultureInfo.InvariantCulture,
                $"events={waits.Count + open.Count} acked={waits.Count} unlocked={unlocks} refused={refusals} acked-p50-ms={Share(0.50):0.0} acked-p99-ms={Share(0.99):0.0}");
        }

        await DisposeAsync();
        return summary;
    }

    public ValueTask DisposeAsync() => writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Acknowledge(string device, string boot, long seq)
    {
        if (!open.Remove((device, boot, seq), out var since))
            return;

        var wait = clock.GetElapsedTime(since).TotalMilliseconds;
        waits.Add(wait);
        Line($$"""{"device":{{Quoted(device)}},"boot":{{Quoted(boot)}},"seq":{{seq}},"acked":true,"ms":{{Number(wait)}}}""");
    }

    private double Share(double share) => waits.Count == 0 ? 0 : waits[Math.Min(waits.Count - 1, (int)(waits.Count * share))];

    private void Line(string line) => writer?.WriteLine(line);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Number(double value) => Math.Round((decimal)value, 3).ToString(CultureInfo.InvariantCulture);
}
