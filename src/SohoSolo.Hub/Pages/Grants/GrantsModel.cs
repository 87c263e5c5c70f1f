using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Pages.People;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Grants;

/// <summary>Members to whom the same is granted: who was looked for, who is chosen, and what.</summary>
public sealed record GrantsModel
{
    public required PeopleFilter Filter { get; init; }

    /// <summary>A kind of grant that they hold today, <c>none</c> for no grant at all; null for either.</summary>
    public string? Holding { get; init; }

    public required Network Network { get; init; }

    public required IReadOnlyList<string> Homes { get; init; }

    /// <summary>Null before somebody has looked.</summary>
    public IReadOnlyList<Grantee>? Found { get; init; }

    /// <summary>There are more than can be granted something at once.</summary>
    public bool IsCut { get; init; }

    public IReadOnlySet<MemberId> Chosen { get; init; } = new HashSet<MemberId>();

    public required GrantDraft Draft { get; init; }

    /// <summary>How many were just granted something.</summary>
    public int? Granted { get; init; }

    public string? Reason { get; init; }

    public string? Field { get; init; }
}

/// <summary>A member and the kinds of grant that she holds today.</summary>
public sealed record Grantee(Member Member, IReadOnlyList<string> Kinds);
