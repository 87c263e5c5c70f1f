namespace SohoSolo.Hub.Imports;

/// <summary>A typed value read from what somebody wrote, or why it cannot be read.</summary>
internal readonly record struct Field<T>(T? Value, string? Why)
{
    public string? Word { get; init; }

    public string? Written { get; init; }

    public static Field<T> Good(T? value) => new(value, null);

    /// <param name="why">A sentence for whoever wrote it.</param>
    /// <param name="word">The same as a word, for pages that say it in their reader's language.</param>
    /// <param name="written">What was written.</param>
    public static Field<T> Bad(string why, string? word = null, string? written = null) => new(default, why) { Word = word, Written = written };
}
