namespace SohoSolo.Core.Presence;

/// <summary>Everything that is remembered of a space's signals: a checkpoint. Folding goes on from it as if every signal from the beginning had been folded. Two states that are equal as text are equal.</summary>
public sealed record SpaceState
{
    public static readonly SpaceState Empty = new();

    /// <summary>When the newest signal happened that is in it; null before the first.</summary>
    public DateTimeOffset? FoldedTo { get; init; }

    /// <summary>By id.</summary>
    public IReadOnlyList<SensorState> Sensors { get; init; } = [];

    /// <summary>The last two days' spans, oldest first; only the last one may go on.</summary>
    public IReadOnlyList<OccupiedSpan> Spans { get; init; } = [];
}

/// <summary>What is remembered of one sensor.</summary>
public sealed record SensorState(string Id, SensorKind Kind)
{
    /// <summary>It has been heard without a break since then; null while it is silent.</summary>
    public DateTimeOffset? HeardSince { get; init; }

    /// <summary>What it last said; null for nothing yet.</summary>
    public bool? IsThere { get; init; }

    /// <summary>When it last noticed anybody.</summary>
    public DateTimeOffset? LastNoticed { get; init; }
}
