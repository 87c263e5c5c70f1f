using SohoSolo.Core.Privacy;

namespace SohoSolo.Storage;

/// <summary>A column that says something of a person: what for, how long, and what becomes of it then and when she is erased.</summary>
public sealed record PersonalColumn(string Table, string Column, DataUse Use, DataTerm Term, DataEnd AtTerm, DataEnd AtErasure)
{
    public string Name => $"{Table}.{Column}";

    /// <summary>What proves something, or opens something: kept as a hash or sealed, and shown to nobody, not even to her.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whom it names did something to somebody else's, as a keeper does: it is hers, too, but not about her.</summary>
    public bool IsActor { get; init; }
}
