using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Credentials;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Badges;

/// <summary>A member comes for her badge: the keeper finds her, presses, and the badge is presented at the door.</summary>
internal sealed class BadgesPage(KeptSites kept, MemberFinder members, CredentialKeeping keeping, EnrolReading enrolling, StoreQueries queries)
{
    public Task<IResult> Show(Visit visit) => kept.For(visit, async site =>
    {
        var member = visit.Asked("member") is { } id ? await queries.Member(new MemberId(id), visit.Stop) : null;
        if (member is null && visit.Asked("member") is not null) return visit.Missing();

        return visit.Show<BadgesView, BadgesModel>(await Model(visit, site, member) with { Said = visit.Asked("said") });
    });

    public Task<IResult> Enrol(Visit visit) => OnMember(visit, async (site, member) =>
    {
        var (outcome, waits) = await enrolling.Enrol(visit, member.Id, site.Id);
        return (outcome, $"/board/{site.Id}/badges?member={member.Id}&wait={waits}", null);
    });

    public Task<IResult> Revoke(Visit visit) => OnMember(visit, async (site, member) =>
        (Outcome.Of(await keeping.Revoke(member.Id, visit.Part("badge"), "lost", visit.Command(), visit.Stop), "revoke"), $"/board/{site.Id}/badges?member={member.Id}", "revoked"));

    private Task<IResult> OnMember(Visit visit, Func<Telecentre, Member, Task<(Outcome Outcome, string Next, string? Said)>> act) => kept.For(visit, async site =>
    {
        if (await queries.Member(new MemberId(visit.Part("member")), visit.Stop) is not { } member) return visit.Missing();

        var (outcome, next, said) = await act(site, member);
        return outcome.IsDone
            ? Visit.GoTo(next, said)
            : visit.Show<BadgesView, BadgesModel>(await Model(visit, site, member) with { Reason = outcome.Reason }, outcome.Status);
    });

    private async Task<BadgesModel> Model(Visit visit, Telecentre site, Member? member)
    {
        var model = new BadgesModel { Site = site, Search = visit.Asked("search"), Found = await members.Find(visit.Asked("search"), visit.Stop) };
        if (member is null) return model;

        return model with
        {
            Member = member,
            Badges = [.. (await queries.Credentials(member.Id, visit.Stop)).Where(badge => badge.RevokedAt is null && badge.Kind is not (CredentialKind.Pin or CredentialKind.Pass))],
            Enrol = await enrolling.Read(visit, member.Id, site.Id, $"/board/{site.Id}/badges/{member.Id}/enrol"),
        };
    }
}

internal static class BadgesRoutes
{
    public static IServiceCollection AddBadges(this IServiceCollection services) => services.AddSingleton<EnrolReading>().AddSingleton<BadgesPage>();

    public static void MapBadges(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<BadgesPage>();
        routes.Page("/board/{site}/badges", Access.Keeper, page.Show);
        routes.Form("/board/{site}/badges/{member}/enrol", Access.Keeper, page.Enrol);
        routes.Form("/board/{site}/badges/{member}/{badge}/revoke", Access.Keeper, page.Revoke);
    }
}
