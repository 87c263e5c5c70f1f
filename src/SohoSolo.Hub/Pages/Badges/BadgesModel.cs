using SohoSolo.Core.Access;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Pages.Badges;

/// <summary>A member's badges, and a reader that waits for a new one.</summary>
public sealed record BadgesModel
{
    public required Telecentre Site { get; init; }

    public string? Search { get; init; }

    /// <summary>Whom the search has found; null before she has searched.</summary>
    public IReadOnlyList<Member>? Found { get; init; }

    public Member? Member { get; init; }

    /// <summary>Hers that hold.</summary>
    public IReadOnlyList<Credential> Badges { get; init; } = [];

    public EnrolModel? Enrol { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }
}
