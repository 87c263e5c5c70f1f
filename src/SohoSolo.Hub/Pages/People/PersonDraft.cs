using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>A member's particulars as somebody has filled them in.</summary>
public sealed record PersonDraft
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>Its name, or its INSEE code.</summary>
    public string? Commune { get; init; }

    public string? Country { get; init; }

    public Role Role { get; init; } = Role.Member;

    public IReadOnlyList<string> Keeps { get; init; } = [];

    internal static PersonDraft Of(Visit visit) => new()
    {
        Name = visit.Field("name"),
        Email = visit.Field("email"),
        Phone = visit.Field("phone"),
        Commune = visit.Field("commune"),
        Country = visit.Field("country"),
        Role = visit.Field("role") is { } role ? Words.Read<Role>(role) ?? Role.Member : Role.Member,
        Keeps = visit.Fields("keeps"),
    };

    internal static PersonDraft Of(Member member, Network network) => new()
    {
        Name = member.Name,
        Email = member.Email,
        Phone = member.Phone is { } phone ? PhoneWords.Of(phone).Replace('\u00A0', ' ') : null,
        Commune = HomeNames.Of(member.Commune, network),
        Country = member.Country,
        Role = member.Role,
        Keeps = [.. member.Keeps.Select(site => site.Value)],
    };

    internal MemberPost ToPost(Network network) => new()
    {
        Name = Name ?? "",
        Email = Email,
        Phone = Phone,
        Commune = HomeNames.Code(Commune, network),
        Country = Country,
        Role = Words.Of(Role),
        Keeps = Kept,
    };

    /// <summary>Everything is in the form, so what is empty there is taken away.</summary>
    internal MemberPatch ToPatch(Network network) => new()
    {
        Name = Name ?? "",
        Email = Email ?? "",
        Phone = Phone ?? "",
        Commune = HomeNames.Code(Commune, network),
        Country = Country ?? "",
        Role = Words.Of(Role),
        Keeps = Kept,
    };

    /// <summary>The sites belong to the choice of keeper and are not seen without it.</summary>
    private IReadOnlyList<string> Kept => Role == Role.Keeper ? Keeps : [];
}
