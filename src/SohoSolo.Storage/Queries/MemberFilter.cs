using SohoSolo.Core.Members;

namespace SohoSolo.Storage;

/// <summary>Which members to list; everything that is null does not narrow.</summary>
public sealed record MemberFilter
{
    /// <summary>A part of the name, of the e-mail address or of the telephone number.</summary>
    public string? Search { get; init; }

    public Role? Role { get; init; }

    public MemberStatus? Status { get; init; }

    /// <summary>INSEE codes of home communes.</summary>
    public IReadOnlyCollection<string>? Communes { get; init; }

    public int Most { get; init; } = 100;

    public int Skip { get; init; }
}

/// <summary>Some of those who were asked for, and how many there are in all.</summary>
public sealed record MemberList(IReadOnlyList<Member> Members, int Total);
