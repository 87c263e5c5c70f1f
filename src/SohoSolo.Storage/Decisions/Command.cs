namespace SohoSolo.Storage;

/// <summary>One thing that somebody asks for. The same key of the same principal gives the same answer, once (<c>rulings</c> 14).</summary>
public sealed record Command
{
    /// <summary>Whose key it is: a member's id or <c>system</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The caller's Idempotency-Key, or a fresh id when she gave none.</summary>
    public required string Key { get; init; }

    /// <summary>True when the key came from the caller: only then can the command have been seen before, and only then is a decline remembered.</summary>
    public bool KeyGiven { get; init; }

    /// <summary>Hash of method, path and body: the same key with another fingerprint is a mismatch.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Who acts, for the journal: a member's id, or <c>system</c>.</summary>
    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What was answered, as it will be answered again: HTTP status, Location and JSON body.</summary>
public sealed record Answer(int Status, string? Location, string? Body);

/// <summary>How a command went.</summary>
public abstract record Executed<T>
{
    private Executed()
    {
    }

    /// <summary>Decided now. With an answer it is committed; without one nothing was written and the caller answers (and remembers) a decline.</summary>
    public sealed record Fresh(T Value, Answer? Answer) : Executed<T>;

    /// <summary>Decided earlier: nothing was done, this was the answer.</summary>
    public sealed record Replayed(Answer Answer) : Executed<T>;

    /// <summary>The key was used for something else.</summary>
    public sealed record Mismatch : Executed<T>;
}
