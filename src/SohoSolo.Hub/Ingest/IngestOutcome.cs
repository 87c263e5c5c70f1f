namespace SohoSolo.Hub.Ingest;

/// <summary>What became of a batch. <paramref name="Counter"/> and <paramref name="Upto"/> are for its acknowledgement.</summary>
internal abstract record IngestOutcome(long Counter, long Upto)
{
    /// <summary>Committed now, all of it.</summary>
    public sealed record Applied(long Counter, long Upto) : IngestOutcome(Counter, Upto);

    /// <summary>Nothing was applied: it is known already, in part or whole.</summary>
    public sealed record Repeated(long Counter, long Upto) : IngestOutcome(Counter, Upto);

    /// <summary>Nothing was applied: something is missing before it. The gateway goes back as far as it can.</summary>
    public sealed record Gap(long Counter, long Upto) : IngestOutcome(Counter, Upto);

    /// <summary>The keys it came with do not count any more.</summary>
    public sealed record Refused() : IngestOutcome(0, 0);
}
