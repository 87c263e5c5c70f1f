using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Pages.Directory;

/// <summary>Who chose to be listed, whom was asked for, and among what one can choose.</summary>
public sealed record DirectoryModel
{
    public required DirectoryWish Wish { get; init; }

    /// <summary>So many are listed, whatever is asked for.</summary>
    public required int Listed { get; init; }

    /// <summary>Everybody who was asked for.</summary>
    public required IReadOnlyList<Listing> Found { get; init; }

    /// <summary>So many of them are passed over.</summary>
    public required int Skip { get; init; }

    public required DirectoryChoices Choices { get; init; }

    public required DirectoryMap Where { get; init; }

    /// <summary>Whether she who looks is listed herself.</summary>
    public required bool IsListed { get; init; }

    public bool IsFiltered => Wish != new DirectoryWish();
}

/// <summary>What the filters offer: only what would find somebody.</summary>
public sealed record DirectoryChoices(IReadOnlyList<Trade> Trades, IReadOnlyList<Tongue> Languages, IReadOnlyList<CommunityChoice> Places);

/// <summary>A community with those of its communes in which somebody lives who says so.</summary>
public sealed record CommunityChoice(Community Community, IReadOnlyList<Commune> Communes);
