using System.Text.Json;

namespace SohoSolo.Gateway.Outbox;

/// <summary>
/// Which numbers of one life of a device are kept: exactly those that came, however they came; and the end of the contiguous run, up to which the device may forget. Pure, folded number by number.
/// </summary>
internal sealed record DeviceRun
{
    /// <summary>Without the device's own word a missing number is waited for that long.</summary>
    public static readonly TimeSpan LongestHole = TimeSpan.FromSeconds(60);

    /// <summary>A device that leaves more holes than that is not well: what is below the oldest of them counts as come.</summary>
    private const int MostSpans = 128;

    /// <summary>Spans of numbers that came, both ends included, ascending and apart.</summary>
    public IReadOnlyList<(long First, long Last)> Seen { get; private init; } = [];

    /// <summary>The end of the contiguous run; numbers below that never came have been given up.</summary>
    public long UpTo { get; private init; }

    /// <summary>Since when the number after <see cref="UpTo"/> is missing although later ones came.</summary>
    public DateTimeOffset? HoleSince { get; private init; }

    public bool Has(long seq)
    {
        foreach (var (first, last) in Seen)
        {
            if (seq <= last) return seq >= first;
        }

        return false;
    }

    /// <summary>The first number that comes of a life of a device: the run starts there, or at the lowest number that the device says it still keeps.</summary>
    public static DeviceRun Begin(long seq, long? lowest, DateTimeOffset now) =>
        (new DeviceRun { UpTo = Math.Min(lowest ?? seq, seq) - 1 }).With(seq, lowest, now).Run;

    /// <summary>The run after another number, and the first hole that was given up with it: both ends included.</summary>
    /// <param name="seq">The number that came.</param>
    /// <param name="lowest">The lowest number that the device still keeps, where it says so: those below will never come, and the others will.</param>
    /// <param name="now">When it came.</param>
    public (DeviceRun Run, (long First, long Last)? GivenUp) With(long seq, long? lowest, DateTimeOffset now)
    {
        var seen = Add(Seen, seq);
        var reached = Reach(seen, UpTo);
        if (Math.Min(lowest ?? seq, seq) - 1 is var never && lowest is not null && never > reached)
            return (Settle(seen, Reach(seen, never), now), (reached + 1, Math.Min(never, EndOfHole(seen, reached))));

        // A hole is as old as the run's end: the clock may have been set back meanwhile.
        var since = reached == UpTo && HoleSince < now ? HoleSince : null;
        if (lowest is null && since is { } missing && now - missing >= LongestHole)
        {
            var end = EndOfHole(seen, reached);
            return (Settle(seen, Reach(seen, end), now), (reached + 1, end));
        }

        return ((Settle(seen, reached, now) with { HoleSince = HasHole(seen, reached) ? since ?? now : null }), null);
    }

    public string ToText() => JsonSerializer.Serialize(new Kept([.. Seen.SelectMany(span => new[] { span.First, span.Last })], UpTo, HoleSince?.ToUnixTimeMilliseconds()));

    public static DeviceRun Read(string text)
    {
        var kept = JsonSerializer.Deserialize<Kept>(text) ?? throw new InvalidDataException("The outbox remembers no run of a device.");
        return new DeviceRun
        {
            Seen = [.. kept.Seen.Chunk(2).Select(span => (span[0], span[1]))],
            UpTo = kept.UpTo,
            HoleSince = kept.HoleSince is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null,
        };
    }

    private static DeviceRun Settle(IReadOnlyList<(long First, long Last)> seen, long upTo, DateTimeOffset now) =>
        new() { Seen = seen, UpTo = upTo, HoleSince = HasHole(seen, upTo) ? now : null };

    private static long EndOfHole(IReadOnlyList<(long First, long Last)> seen, long upTo) => seen.Where(span => span.First > upTo).Select(span => span.First - 1).FirstOrDefault(long.MaxValue);

    private static bool HasHole(IReadOnlyList<(long First, long Last)> seen, long upTo) => seen[^1].First > upTo + 1;

    private static long Reach(IReadOnlyList<(long First, long Last)> seen, long from)
    {
        foreach (var (first, last) in seen)
        {
            if (first > from + 1) return from;

            from = Math.Max(from, last);
        }

        return from;
    }

    private static List<(long First, long Last)> Add(IReadOnlyList<(long First, long Last)> seen, long seq)
    {
        var spans = new List<(long First, long Last)>(seen.Count + 1);
        var (first, last) = (seq, seq);
        foreach (var span in seen)
        {
            if (span.Last >= first - 1 && span.First <= last + 1)
                (first, last) = (Math.Min(first, span.First), Math.Max(last, span.Last));
            else
                spans.Add(span);
        }

        spans.Insert(spans.FindIndex(span => span.First > last) is var at and >= 0 ? at : spans.Count, (first, last));
        if (spans.Count > MostSpans)
        {
            spans[1] = (spans[0].First, spans[1].Last);
            spans.RemoveAt(0);
        }

        return spans;
    }

    private sealed record Kept(long[] Seen, long UpTo, long? HoleSince);
}
