namespace SohoSolo.Mqtt.Store;

/// <summary>How the store behaves.</summary>
internal sealed record StoreOptions
{
    /// <summary>
    /// Start although the log is damaged in its middle: what cannot be read is skipped, everything else is kept (a fact about something lost is ignored by the router), and a fresh snapshot
    /// takes the damaged files' place. Copy the folder first. Without it such a log is refused, because every fact in it was promised to somebody.
    /// </summary>
    public bool AcceptLoss { get; init; }

    /// <summary>The log is compacted when it has grown by so many bytes since the last snapshot…</summary>
    public long CompactAfter { get; init; } = 16 * 1024 * 1024;

    /// <summary>…and by so many times the snapshot's own size, so that compactions cost a fixed part of all writing.</summary>
    public int CompactAfterSnapshots { get; init; } = 4;

    /// <summary>…or when something was written and so much time has passed: what no longer stands is not kept for longer, however quiet it is. The first time a twenty-fourth of that after a start.</summary>
    public TimeSpan CompactEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes that wait for a disk that takes nothing; beyond, they are dropped, and the whole state is written afresh when the disk is back.</summary>
    public int MaximumWaiting { get; init; } = 16 * 1024 * 1024;

    /// <summary>The pause after a disk's first refusal; doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Told how long each sync of the log took; called by the writer, must be quick.</summary>
    public Action<TimeSpan>? Synced { get; init; }

    /// <summary>Where the bytes go.</summary>
    public IDisk Disk { get; init; } = new Disk();
}
