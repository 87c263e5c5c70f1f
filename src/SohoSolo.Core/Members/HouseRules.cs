namespace SohoSolo.Core.Members;

/// <summary>
/// The rules of the house that everybody accepts before she goes in. A new <paramref name="Edition"/> asks everybody again; without words of the chamber's own the program's stand.
/// </summary>
public sealed record HouseRules(int Edition = HouseRules.First)
{
    public const int First = 1;

    /// <summary>One rule a line; null for the program's own.</summary>
    public string? French { get; init; }

    /// <summary>For who reads English; without it she reads the chamber's French.</summary>
    public string? English { get; init; }

    /// <summary>What the chamber has written for who reads this language; null where it has written nothing.</summary>
    public string? In(Language language) => language == Language.En ? English ?? French : French;

    /// <summary>Whether she is asked, before anything else, to accept the rules and to say where she lives.</summary>
    public bool Await(Member member) => !(member.Accepted?.Edition >= Edition) || member is { Commune: null, Country: null };
}

/// <summary>Which edition of the rules of the house a member has accepted, and when.</summary>
public sealed record Acceptance(int Edition, DateTimeOffset At);
