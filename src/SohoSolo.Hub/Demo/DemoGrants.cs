using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// What the members of the demo may use: 10 % are newcomers, 10 % have a book of tickets, 8 % somebody who pays for days, the others
/// the free half-days, one in four of them with a cap per site; and two lease a place, where places are leased.
/// </summary>
internal sealed class DemoGrants(ReferenceData data, IReadOnlyList<Telecentre> sites, DateOnly today)
{
    private const int Newcomers = DemoMembers.Count / 10;
    private const int TicketHolders = DemoMembers.Count / 10;
    private const int Sponsored = DemoMembers.Count * 8 / 100;

    private readonly Dictionary<string, Commune> communes = data.Communes.ToDictionary(row => row.Commune.InseeCode, row => row.Commune, StringComparer.Ordinal);

    private readonly Dictionary<string, string> communities = data.Communities.ToDictionary(row => row.Community.Siren, row => row.Community.Name, StringComparer.Ordinal);

    public IReadOnlyList<Entitlement> All(IReadOnlyList<Member> members)
    {
        var teleworkers = members.Where(member => member.Role == Role.Member && member.Id != DemoMembers.Anne).ToList();
        var anne = members.First(member => member.Id == DemoMembers.Anne);
        var chance = new Chance(0x6A7);
        var grants = chance.Shuffled(teleworkers).Select((member, place) => Grant(member, place, chance)).OrderBy(grant => grant.Member).ToList();
        return [Free(anne, null), .. grants, .. Leases(teleworkers, grants), .. members.Where(member => member.Role == Role.Keeper).Select(Welcome)];
    }

    /// <summary>The télécentre that a member would go to; for somebody from elsewhere one of them, by her id.</summary>
    public Telecentre NearestTo(Member member)
    {
        if (member.Commune is not null && communes.TryGetValue(member.Commune, out var home))
            return sites.MinBy(site => site.Location.DistanceKm(home.Centre))!;

        return sites[member.Id.Value.Sum(letter => letter) % sites.Count];
    }

    private Entitlement Grant(Member member, int place, Chance chance) => place switch
    {
        < Newcomers => new Entitlement.FreePeriod
        {
            Id = Id(member, "newcomer"),
            Member = member.Id,
            Funder = Funder(member),
            FirstDay = today.AddDays(-chance.Between(50, 90)),
            LastDay = today.AddDays(chance.Between(60, 300)),
        },
        < Newcomers + TicketHolders => TicketBook(member, today.AddDays(-chance.Between(45, 60))),
        < Newcomers + TicketHolders + Sponsored => new Entitlement.Funded(place % 2 == 0 ? "Employeur (démo)" : communities[Funder(member)], 4)
        {
            Id = Id(member, "funded"),
            Member = member.Id,
            Funder = Funder(member),
            FirstDay = FirstOfTheYear,
        },
        _ => Free(member, place % 4 == 0 ? 6 : null),
    };

    private Entitlement.TicketBook TicketBook(Member member, DateOnly bought) => new(10)
    {
        Id = Id(member, "tickets"),
        Member = member.Id,
        Funder = Funder(member),
        FirstDay = bought,
        LastDay = bought.AddMonths(6),
    };

    private Entitlement.OccasionalFree Free(Member member, int? perSiteCap) => new(10, perSiteCap)
    {
        Id = Id(member, "free"),
        Member = member.Id,
        Funder = Funder(member),
        FirstDay = FirstOfTheYear,
    };

    /// <summary>What a keeper books under her own name is for people who have no account.</summary>
    private Entitlement.OccasionalFree Welcome(Member keeper) => new(20, PerSiteCap: null)
    {
        Id = Id(keeper, "welcome"),
        Member = keeper.Id,
        Funder = Funder(keeper),
        FirstDay = FirstOfTheYear,
    };

    /// <summary>The last place of its kind at each site that leases, to the last member who lives nearest and has the free half-days besides.</summary>
    private IEnumerable<Entitlement> Leases(List<Member> teleworkers, List<Entitlement> grants)
    {
        var free = grants.OfType<Entitlement.OccasionalFree>().Select(grant => grant.Member).ToHashSet();
        foreach (var site in sites.Where(site => site.Leases))
        {
            var kind = site.Spaces.Count(space => space.Kind == SpaceKind.Office) > 1 ? SpaceKind.Office : SpaceKind.Desk;
            var member = teleworkers.Last(one => free.Contains(one.Id) && NearestTo(one) == site);
            yield return new Entitlement.Lease(site.Spaces.Last(space => space.Kind == kind).Id)
            {
                Id = Id(member, "lease"),
                Member = member.Id,
                Funder = site.Community,
                FirstDay = new DateOnly(today.Year, today.Month, 1).AddMonths(-3),
            };
        }
    }

    // Never within the history.
    private DateOnly FirstOfTheYear => new(DemoPast.FirstDay(today).AddDays(-1).Year, 1, 1);

    private string Funder(Member member) => member.Commune is not null ? communes[member.Commune].Community : NearestTo(member).Community;

    private static EntitlementId Id(Member member, string kind) => new($"{member.Id}-{kind}");
}
