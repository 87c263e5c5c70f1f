using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What one message, one command or the passing of time leaves behind: events, and what must be remembered with them. It goes to the disk as one.</summary>
internal sealed class Recording
{
    private readonly List<GatewayEvent> events = [];
    private readonly Dictionary<string, string?> memory = new(StringComparer.Ordinal);

    public bool IsEmpty => events.Count == 0 && memory.Count == 0;

    public void Add(GatewayEvent happened) => events.Add(happened);

    /// <summary>Null forgets.</summary>
    public void Remember(string key, string? value) => memory[key] = value;

    public Entry ToEntry(EntryMark? mark = null) => new([.. events], new Dictionary<string, string?>(memory, StringComparer.Ordinal), mark);
}

/// <summary>In which something is decided: who may enter, what time it is, and where it is written down.</summary>
internal readonly record struct Moment(SnapshotIndex Snapshot, DateTimeOffset Now, Recording Recording);
