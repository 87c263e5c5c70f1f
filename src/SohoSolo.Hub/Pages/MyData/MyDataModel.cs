namespace SohoSolo.Hub.Pages.MyData;

/// <summary>What is kept about her and why, and who looked.</summary>
public sealed record MyDataModel
{
    public required IReadOnlyList<DataPart> Parts { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<LookLine> Looks { get; init; }

    /// <summary>There are more than are shown; all of them are in what she can download.</summary>
    public required bool IsCut { get; init; }

    public required DateOnly Today { get; init; }

    public string? Contact { get; init; }
}

/// <summary>One part of what is kept, as it is called in the download.</summary>
public sealed record DataPart(string Title, string Purpose, string Basis, IReadOnlyList<string> Kept, string Recipients, string IfErased);

/// <summary>That somebody looked, on one day, at the same thing, once or several times.</summary>
/// <param name="Day">When.</param>
/// <param name="By">The role: keeper, chamber, or empty where it was not written down.</param>
/// <param name="At">What was looked at, as <c>Look</c> calls it; empty where it was not written down.</param>
/// <param name="Site">The name of the télécentre that it was about.</param>
/// <param name="Times">How often.</param>
public sealed record LookLine(DateOnly Day, string By, string At, string? Site, int Times);
