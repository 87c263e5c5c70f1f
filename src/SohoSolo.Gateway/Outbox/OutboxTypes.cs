namespace SohoSolo.Gateway.Outbox;

/// <summary>The device's own identity of what it said: dedupes exactly.</summary>
/// <param name="Device">The device.</param>
/// <param name="Boot">Its life since it was switched on.</param>
/// <param name="Seq">Its number in that life.</param>
/// <param name="Lowest">The lowest number that it still keeps, where it says so: those below will never come.</param>
public sealed record DeviceMark(string Device, string Boot, long Seq, long? Lowest = null);

/// <summary>What became of an entry. All of it is on disk.</summary>
/// <param name="IsNew">False: its mark was known already, and nothing of it was written again.</param>
/// <param name="Seq">The number of its last event; 0 for none.</param>
public readonly record struct Appended(bool IsNew, long Seq);

/// <summary>Something to remember over a restart, written together with what happened.</summary>
/// <param name="Key">By which it is found again.</param>
/// <param name="Value">Null forgets it.</param>
public sealed record StateChange(string Key, string? Value)
{
    /// <summary>For a message that is kept as it came.</summary>
    internal ReadOnlyMemory<byte>? Bytes { get; init; }
}

/// <summary>How much an outbox holds.</summary>
public sealed record OutboxOptions
{
    /// <summary>Events that the hub has not acknowledged. When there are so many no more are taken, and devices keep theirs.</summary>
    public int MostEvents { get; init; } = 500_000;

    /// <summary>How long an event is kept after its receipt, acknowledged or not: a hub that was restored may ask for it again. Of acknowledged ones no more than <see cref="MostEvents"/> are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of its file, as of a disk that is that large.</summary>
    public long MostBytes { get; init; } = 1024 * 1024 * 1024;
}

/// <summary>Nothing of what was to be kept is on disk. It may be tried again.</summary>
public sealed class OutboxException : IOException
{
    /// <summary>With the reason, in plain words.</summary>
    public OutboxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Events on their way to the hub.</summary>
/// <param name="From">The number of the first; the next one's when there is none.</param>
/// <param name="Events">Each as JSON, with its number.</param>
/// <param name="Watermark">Everything that was received before is in this page or in an earlier one.</param>
internal sealed record OutboxPage(long From, IReadOnlyList<byte[]> Events, DateTimeOffset Watermark)
{
    public long To => From + Events.Count - 1;
}
