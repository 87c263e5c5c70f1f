using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>Reads a member's particulars from a body, by the same rules as from a file.</summary>
internal static class MemberReading
{
    public static (MemberDraft? Draft, Problem? Problem) Read(MemberPost body, Network network)
    {
        var check = new FieldCheck();
        var draft = new MemberDraft(
            check.Take("name", MemberFields.Name(body.Name)) ?? "",
            check.Take("email", MemberFields.Email(body.Email ?? "")),
            check.Take("phone", MemberFields.Phone(body.Phone ?? "")),
            check.Take("commune", MemberFields.Commune(body.Commune ?? "", network)),
            check.Take("country", MemberFields.Country(body.Country ?? "")),
            check.Word<Role>("role", body.Role) ?? Role.Member,
            Keeps(check, body.Keeps, network) ?? []);
        Together(check, draft.Commune, draft.Country, draft.Role, draft.Keeps);
        return check.Problem is { } problem ? (null, problem) : (draft, null);
    }

    /// <summary>The member as she will be.</summary>
    public static (Member? Member, Problem? Problem) Apply(MemberPatch body, Member member, Network network)
    {
        var check = new FieldCheck();
        var moved = body.Commune is not null || body.Country is not null;
        var role = check.Word<Role>("role", body.Role) ?? member.Role;
        var after = member with
        {
            Version = member.Version + 1,
            Name = body.Name is null ? member.Name : check.Take("name", MemberFields.Name(body.Name)) ?? "",
            Email = body.Email is null ? member.Email : check.Take("email", MemberFields.Email(body.Email)),
            Phone = body.Phone is null ? member.Phone : check.Take("phone", MemberFields.Phone(body.Phone)),
            Commune = moved ? check.Take("commune", MemberFields.Commune(body.Commune ?? "", network)) : member.Commune,
            Country = moved ? check.Take("country", MemberFields.Country(body.Country ?? "")) : member.Country,
            Role = role,
            Status = check.Word<MemberStatus>("status", body.Status) ?? member.Status,
            Keeps = Keeps(check, body.Keeps, network) ?? (role == Role.Keeper ? member.Keeps : []),
        };
        if (after.Status == MemberStatus.Erased) check.Refuse("status", "is active, suspended or left: nobody is erased by a change");

        Together(check, after.Commune, after.Country, after.Role, after.Keeps);
        return check.Problem is { } problem ? (null, problem) : (after with { Country = after.Commune is null ? after.Country : null }, null);
    }

    private static IReadOnlyList<SiteId>? Keeps(FieldCheck check, IReadOnlyList<string>? sites, Network network) =>
        sites is null ? null : check.Take("keeps", MemberFields.Keeps(string.Join(' ', sites), network)) ?? [];

    private static void Together(FieldCheck check, string? commune, string? country, Role role, IReadOnlyList<SiteId> keeps)
    {
        if (check.Problem is null && MemberFields.Contradiction(commune, country, role, keeps) is var (field, why))
        {
            check.Refuse(field, why);
        }
    }
}
