namespace SohoSolo.Hub.Imports;

/// <summary>Why one line of a file is not imported, said so that its author finds the place. No column means the whole line; line 0 the whole file.</summary>
internal sealed record ImportRejection(int Line, string? Column, string Why)
{
    /// <summary>Why, as a word that a page says in its reader's language.</summary>
    public string? Word { get; init; }

    /// <summary>What was written there, or what it is measured by.</summary>
    public string? Written { get; init; }

    public override string ToString() => (Line, Column) switch
    {
        (0, _) => $"file: {Why}",
        (_, null) => $"line {Line}: {Why}",
        _ => $"line {Line}, {Column}: {Why}",
    };
}

/// <summary>What a file would bring in, and what of it cannot be taken. Nothing has been written yet.</summary>
internal sealed record ImportPlan<T>(IReadOnlyList<T> Accepted, IReadOnlyList<ImportRejection> Rejections)
{
    public bool IsClean => Rejections.Count == 0;
}
