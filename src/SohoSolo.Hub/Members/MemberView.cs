using System.Text.Json.Serialization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Members;

/// <summary>A member as the chamber sees her, and as she sees herself.</summary>
internal sealed record MemberView(
    string Id,
    int Version,
    string Name,
    string? Email,
    string? Phone,
    string? Commune,
    string? Country,
    string Role,
    string Status,
    IReadOnlyList<string> Keeps,
    string MadeAt)
{
    /// <summary>In <c>GET /me</c> only.</summary>
    public SignInView? SignIn { get; init; }

    public static MemberView Of(Member member) => new(
        member.Id.Value,
        member.Version,
        member.Name,
        member.Email,
        member.Phone,
        member.Commune,
        member.Country,
        Words.Of(member.Role),
        Words.Of(member.Status),
        [.. member.Keeps.Select(site => site.Value)],
        Times.Utc(member.MadeAt));
}

/// <summary>A new member. She lives in a commune of the network, or in another country or region: then only its code is given.</summary>
internal sealed record MemberPost
{
    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Commune { get; init; }

    public string? Country { get; init; }

    public string? Role { get; init; }

    public IReadOnlyList<string>? Keeps { get; init; }
}

/// <summary>What is to change of a member; what is absent stays, an empty text takes away.</summary>
internal sealed record MemberPatch
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Commune { get; init; }

    public string? Country { get; init; }

    public string? Role { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<string>? Keeps { get; init; }
}

internal sealed record ImportReport(int Added, IReadOnlyList<RejectionView> Rejected);

/// <summary>Line 0 is the whole file; no column is the whole line.</summary>
internal sealed record RejectionView(int Line, string? Column, string Why);

[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(IReadOnlyList<MemberView>))]
[JsonSerializable(typeof(MemberPost))]
[JsonSerializable(typeof(MemberPatch))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class MembersJson : JsonSerializerContext
{
    public static readonly MembersJson Shared = new(JsonRules.Options());
}
