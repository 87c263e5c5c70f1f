using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>The members who were looked for, page by page.</summary>
public sealed record PeopleModel
{
    public required PeopleFilter Filter { get; init; }

    public required Network Network { get; init; }

    /// <summary>INSEE codes of communes in which members live.</summary>
    public required IReadOnlyList<string> Homes { get; init; }

    public required IReadOnlyList<Member> Found { get; init; }

    public required int Total { get; init; }

    public required int Page { get; init; }

    public required int Pages { get; init; }

    /// <summary>How many were just taken in from a file.</summary>
    public int? Imported { get; init; }
}

/// <summary>Somebody new, or what was typed of her when it could not be taken.</summary>
public sealed record NewPersonModel(Network Network, PersonDraft Draft, string? Reason = null, string? Field = null);
