namespace SohoSolo.Storage;

/// <summary>"Entity X reached version n": read it again. Detail is small JSON for people who audit, never a personal datum.</summary>
public sealed record JournalEntry
{
    public JournalPosition Position { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Such as <c>booking</c>, <c>waiting</c>, <c>entitlement</c>, <c>member</c>, <c>site</c>, <c>closure</c>, <c>policy</c>, <c>token</c>, <c>credential</c>, <c>passkey</c>, <c>door</c>, <c>access</c>, <c>occupancy</c>, <c>reconciliation</c>.</summary>
    public required string Entity { get; init; }

    public required string EntityId { get; init; }

    public required int Version { get; init; }

    /// <summary>What happened, past tense, kebab-case: <c>booked</c>, <c>cancelled</c>, <c>checked-in</c>.</summary>
    public required string What { get; init; }

    public required string Actor { get; init; }

    public string? MemberId { get; init; }

    public string? SiteId { get; init; }

    public int? RulesVersion { get; init; }

    public string? Detail { get; init; }
}

/// <summary>A place in the journal. Restore starts a new epoch; inside one, transactions then entries in order.</summary>
public readonly record struct JournalPosition(long Epoch, long Tx, long Seq)
{
    /// <summary>Whether it comes later in the journal; clocks of several nodes do not tell.</summary>
    public bool IsBehind(JournalPosition other) => (Epoch, Tx, Seq).CompareTo((other.Epoch, other.Tx, other.Seq)) > 0;
}
