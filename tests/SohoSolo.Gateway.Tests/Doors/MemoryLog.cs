using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>An outbox without a disk: it keeps what it is given, once, unless it is told to fail or to take its time.</summary>
internal sealed class MemoryLog : IEventLog
{
    private readonly HashSet<(string, DeviceNumber)> known = [];
    private readonly Dictionary<string, string> memory = new(StringComparer.Ordinal);

    public List<GatewayEvent> Events { get; } = [];

    public IReadOnlyDictionary<string, string> Memory => memory;

    /// <summary>The disk is full.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The disk takes its time: nothing is kept before this ends.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public GatewayEvent Last => Events[^1];

    public bool Knows(string device, DeviceNumber number) => known.Contains((device, number));

    public async Task Append(Entry entry)
    {
        await Ready;
        if (IsBroken)
            throw new IOException("The disk is full.");

        lock (known)
        {
            if (entry.Mark is { } mark && !known.Add((mark.Device, mark.Number)))
                return;

            Events.AddRange(entry.Events);
            foreach (var (key, value) in entry.Memory)
            {
                if (value is null)
                    memory.Remove(key);
                else
                    memory[key] = value;
            }
        }
    }

    public IReadOnlyList<GatewayEvent> Since(DateTimeOffset received) => [.. Events.Where(happened => happened.ReceivedAt > received)];

    public long? UpTo(string device, string boot)
    {
        var seqs = known.Where(entry => entry.Item1 == device && entry.Item2.Boot == boot).Select(entry => entry.Item2.Seq).Order().ToList();
        return seqs.Count == 0 ? null : seqs.Where((seq, index) => seq == seqs[0] + index).Last();
    }
}
