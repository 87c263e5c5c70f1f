using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Entitlements;
using SohoSolo.Hub.Pages.People;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Grants;

/// <summary>The same entitlement for many members: first who they are, one by one, then the word that counts.</summary>
internal sealed class GrantsPage(EntitlementKeeping keeping, StoreQueries queries, NetworkCache cache, NetworkDay days)
{
    public const string Nothing = "none";

    /// <summary>As many as can be looked through, and as a form may send.</summary>
    private const int Most = 500;

    public async Task<IResult> Show(Visit visit)
    {
        var model = await Model(visit, visit.Asked);
        var granted = visit.Asked("said") == "granted" && int.TryParse(visit.Asked("about"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return visit.Show<GrantsView, GrantsModel>(model with { Granted = granted, Chosen = (model.Found ?? []).Select(grantee => grantee.Member.Id).ToHashSet() });
    }

    public async Task<IResult> Grant(Visit visit)
    {
        var model = await Model(visit, visit.Field);
        var chosen = visit.Fields("member").Select(id => new MemberId(id)).ToHashSet();
        var (post, problem) = model.Draft.ToPost();
        problem ??= chosen.Count is 0 or > Most ? Problems.InvalidValue("member", $"names 1 to {Most} members") : null;
        var outcomes = problem is not null ? [Outcome.Of(problem)] : (await keeping.GrantAll(chosen, post, visit.Command(), visit.Stop)).Select(executed => Outcome.Of(executed, "entitlement")).ToList();
        return outcomes[^1] is { IsDone: false } refused
            ? visit.Show<GrantsView, GrantsModel>(model with { Chosen = chosen, Reason = refused.Reason, Field = refused.Field }, refused.Status)
            : Visit.GoTo("/network/entitlements", "granted", outcomes.Sum(done => done.Read(EntitlementsJson.Shared.GrantedView)!.Granted).ToString(CultureInfo.InvariantCulture));
    }

    private async Task<GrantsModel> Model(Visit visit, Func<string, string?> read)
    {
        var (stop, network, today) = (visit.Stop, await cache.Get(visit.Stop), await days.Today(visit.Stop));
        var model = new GrantsModel
        {
            Filter = PeopleFilter.Of(read) with { Status = MemberStatus.Active },
            Holding = read("holding"),
            Network = network,
            Homes = await queries.CommunesOfMembers(stop),
            Draft = GrantDraft.Of(name => read(name) ?? (name == "from" ? Times.Day(today) : name == "funder" ? read("home") : null)),
        };
        if (read("look") is null) return model;

        var held = (await queries.GrantsOn(today, stop)).ToLookup(grant => grant.Member, GrantView.KindOf);
        var found = (await queries.Members(model.Filter.Narrow(network, int.MaxValue), stop)).Members
            .Select(member => new Grantee(member, [.. held[member.Id].Distinct()]))
            .Where(grantee => model.Holding switch { null => true, Nothing => grantee.Kinds.Count == 0, var kind => grantee.Kinds.Contains(kind) })
            .ToList();
        return model with { Found = [.. found.Take(Most)], IsCut = found.Count > Most };
    }
}

internal static class GrantsRoutes
{
    public static IServiceCollection AddGrants(this IServiceCollection services) => services.AddSingleton<GrantsPage>();

    public static void MapGrants(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<GrantsPage>();
        routes.Page("/network/entitlements", Access.Chamber, page.Show);
        routes.Form("/network/entitlements", Access.Chamber, page.Grant);
    }
}
