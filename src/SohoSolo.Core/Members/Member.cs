namespace SohoSolo.Core.Members;

public enum Role
{
    Member,
    Keeper,
    Chamber,
}

public enum MemberStatus
{
    Active,
    Suspended,
    Left,

    /// <summary>Nobody any more: a pseudonym without a name, under which figures and accounts go on. Nobody is made one but by erasure.</summary>
    Erased,
}

/// <summary>A person of the network. Keepers look after named sites; the chamber after all of them.</summary>
public sealed record Member
{
    public required MemberId Id { get; init; }

    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary>E.164, such as <c>+33562000000</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>INSEE code of the home commune; null for somebody who lives outside the reference data, then <see cref="Country"/> is set.</summary>
    public string? Commune { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    public Role Role { get; init; } = Role.Member;

    public MemberStatus Status { get; init; } = MemberStatus.Active;

    /// <summary>The sites of a keeper.</summary>
    public IReadOnlyList<SiteId> Keeps { get; init; } = [];

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Null until she has accepted the rules of the house for the first time.</summary>
    public Acceptance? Accepted { get; init; }
}
