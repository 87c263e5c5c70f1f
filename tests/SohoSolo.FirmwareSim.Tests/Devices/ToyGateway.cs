using System.Text;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>A gateway's memory in a few lines: it keeps every event once, and acknowledges the run without gaps of each life.</summary>
internal sealed class ToyGateway
{
    private readonly Dictionary<string, long> upTo = [];

    public HashSet<(string Boot, long Seq)> Kept { get; } = [];

    /// <summary>What it answers to an event.</summary>
    public DeviceInput Take(DeviceMessage message)
    {
        using var read = JsonDocument.Parse(message.Payload);
        var root = read.RootElement;
        var boot = root.GetProperty("boot").GetString()!;
        Kept.Add((boot, root.GetProperty("seq").GetInt64()));
        var run = Math.Max(upTo.GetValueOrDefault(boot), root.GetProperty("lo").GetInt64() - 1);
        while (Kept.Contains((boot, run + 1)))
            run++;

        upTo[boot] = run;
        return new DeviceInput.MessageReceived(message.Topic.Replace("/evt", "/rcv", StringComparison.Ordinal), Encoding.UTF8.GetBytes($$"""{"boot":"{{boot}}","upto":{{run}}}"""));
    }
}
