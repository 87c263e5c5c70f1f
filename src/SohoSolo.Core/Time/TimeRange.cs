namespace SohoSolo.Core.Time;

/// <summary>A half-open span of UTC time: it contains its start and not its end, and it is never empty.</summary>
public sealed record TimeRange
{
    public TimeRange(DateTimeOffset start, DateTimeOffset end)
    {
        if (start >= end)
        {
            throw new ArgumentException($"A range ends after it starts; got {start:O} to {end:O}.", nameof(end));
        }

        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public TimeSpan Duration => End - Start;

    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;

    public bool Contains(TimeRange other) => Start <= other.Start && other.End <= End;

    /// <summary>The no-overlap rule, written once: ranges that only touch do not overlap.</summary>
    public bool Overlaps(TimeRange other) => Start < other.End && other.Start < End;

    /// <summary>The common part of two ranges, or null when they have none.</summary>
    public TimeRange? Intersect(TimeRange other) =>
        Overlaps(other) ? new TimeRange(Start > other.Start ? Start : other.Start, End < other.End ? End : other.End) : null;

    public TimeRange Shift(TimeSpan by) => new(Start + by, End + by);

    public override string ToString() => $"[{Start:yyyy-MM-ddTHH:mm:ss.FFFZ}, {End:yyyy-MM-ddTHH:mm:ss.FFFZ})";
}
