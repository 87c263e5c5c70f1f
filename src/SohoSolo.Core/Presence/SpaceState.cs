namespace SohoSolo.Core.Presence;

/// <summary>Everything that is remembered of a space's signals: a checkpoint. Folding goes on from it as if every signal from the beginning had been folded. Two states that are equal as text are equal.</summary>
public sealed record SpaceState
{
    public static readonly SpaceState Empty = new();

    /// <summary>When the newest signal happened that is in it; null before the first.</summary>
    public DateTimeOffset? FoldedTo { get; init; }

    /// <summary>By id.</summary>
    public IReadOnlyList<SensorState> Sensors { get; init; } = [];

    /// <summary>The last two days' spans that are over, oldest first.</summary>
    public IReadOnlyList<OccupiedSpan> Spans { get; init; } = [];

    /// <summary>The span that may still go on; null before the first.</summary>
    public Session? Session { get; init; }

    /// <summary>The last minutes' movements that are not yet enough to say that somebody stays, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Glimpses { get; init; } = [];
}

/// <summary>What is remembered of one sensor.</summary>
public sealed record SensorState(string Id, SensorKind Kind)
{
    /// <summary>It has been heard without a break since then; null while it is silent.</summary>
    public DateTimeOffset? HeardSince { get; init; }

    /// <summary>It fell silent while it said that somebody is there. Who tells of changes only does not say so again: until it speaks, nobody knows.</summary>
    public bool MustSpeak { get; init; }

    /// <summary>When it said something last.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Seconds between what it says, smoothed; 0 before the second word.</summary>
    public double Every { get; init; }

    /// <summary>It says "nobody" again and again: it reports what it sees at the moment, not changes only.</summary>
    public bool Samples { get; init; }

    /// <summary>What it last said; null for nothing yet.</summary>
    public bool? IsThere { get; init; }

    /// <summary>Since when it says that somebody is there.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it last noticed anybody.</summary>
    public DateTimeOffset? LastNoticed { get; init; }

    /// <summary>Of a counter: it says how many are there, not how many came and went.</summary>
    public bool SaysItself { get; init; }

    /// <summary>Of a counter: what it has counted.</summary>
    public Headcount? Count { get; init; }
}
