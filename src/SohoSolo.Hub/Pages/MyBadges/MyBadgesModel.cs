using SohoSolo.Core.Access;
using SohoSolo.Hub.Pages.Badges;

namespace SohoSolo.Hub.Pages.MyBadges;

/// <summary>What she opens doors with, and what may be done about it.</summary>
public sealed record MyBadgesModel
{
    public required IReadOnlyList<HeldKey> Badges { get; init; }

    public required HeldKey? Pin { get; init; }

    public required EnrolModel Enrol { get; init; }

    public required DateOnly Today { get; init; }

    public string? Said { get; init; }

    /// <summary>A word of <see cref="MyBadgesText"/> after <c>trouble.</c>, or a reason.</summary>
    public string? Trouble { get; init; }

    /// <summary>The digits, on the one page that shows them.</summary>
    public string? FreshPin { get; init; }
}

/// <summary>A badge or a PIN that holds, never its value.</summary>
public sealed record HeldKey(string Id, string? Label, DateOnly Since)
{
    public static bool IsBadge(Credential credential) => credential is { RevokedAt: null, Kind: not (CredentialKind.Pin or CredentialKind.Pass) };

}
