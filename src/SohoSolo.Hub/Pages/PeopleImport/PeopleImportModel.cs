using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Pages.PeopleImport;

/// <summary>A file of members before it counts: whom it would bring in, and what is wrong with it line by line.</summary>
public sealed record PeopleImportModel
{
    /// <summary>The file as text, to be mended on the page itself.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether it has been looked at.</summary>
    public bool IsChecked { get; init; }

    public IReadOnlyList<ImportedPerson> People { get; init; } = [];

    public IReadOnlyList<ImportFlaw> Flaws { get; init; } = [];

    public string? Reason { get; init; }
}

public sealed record ImportedPerson(int Line, string Name, string? Email, string? Home, Role Role);

/// <summary>Line 0 is the whole file; no column is the whole line. The word says why, in the reader's language.</summary>
public sealed record ImportFlaw(int Line, string? Column, string Word, string? Written);
