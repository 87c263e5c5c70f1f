namespace SohoSolo.Hub.Faults;

/// <summary>
/// What somebody said is broken: one of the words that pages offer, so that whoever reads it does so in her own language, and what was written beside it.
/// </summary>
internal sealed record FaultNote(string? Kind, string Text)
{
    public static readonly IReadOnlyList<string> Kinds = ["wifi", "heating", "place", "door", "dirt", "other"];

    private const string Between = ": ";

    /// <summary>As it is kept: <c>wifi</c>, or <c>wifi: only upstairs</c>.</summary>
    public static string Write(string kind, string? more) => more is null ? kind : $"{kind}{Between}{more}";

    /// <summary>A note that begins with no word of ours is somebody's own.</summary>
    public static FaultNote Read(string note)
    {
        var parts = note.Split(Between, 2);
        return Kinds.Contains(parts[0]) ? new FaultNote(parts[0], parts is [_, var more] ? more : "") : new FaultNote(null, note);
    }
}
