using SohoSolo.Core;
using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Identity;

/// <summary>Who is asking, and what she may do: a member for herself, a keeper at her sites, the chamber everywhere.</summary>
internal sealed record Caller(MemberId Member, Role Role, IReadOnlyList<SiteId> Keeps, IReadOnlyList<string> Scopes)
{
    public bool IsChamber => Role == Role.Chamber;

    public bool Looks(SiteId site) => IsChamber || (Role == Role.Keeper && Keeps.Contains(site));

    public bool IsOrLooks(MemberId owner, SiteId site) => Member == owner || Looks(site);
}
