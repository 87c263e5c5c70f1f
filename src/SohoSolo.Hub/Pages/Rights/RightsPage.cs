using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Rights;

/// <summary>Everything that a member may use: what holds today, what will, what has.</summary>
public sealed record RightsModel(IReadOnlyList<RightsGroup> Groups, DateOnly Today);

/// <summary>Grants under one heading; <paramref name="Name"/> is a word of <see cref="RightsText"/>.</summary>
public sealed record RightsGroup(string Name, IReadOnlyList<Right> Rights);

/// <summary>One grant as it stands, with the names of what it speaks of.</summary>
public sealed record Right(Statement Statement, string Funder, (Space Space, Telecentre Site)? Leased);

internal sealed class RightsPage(StoreQueries queries, NetworkCache network, NetworkDay days)
{
    public async Task<IResult> Show(Visit visit)
    {
        var (known, today) = (await network.Get(visit.Stop), await days.Today(visit.Stop));
        var wallet = await queries.Wallet(visit.Caller.Member, [Period.Month(today)], visit.Stop);
        var rights = EntitlementPolicy.Statements(wallet, today)
            .Select(statement => new Right(statement, PlaceNames.Of(known.Communities.GetValueOrDefault(statement.Entitlement.Funder)?.Name ?? statement.Entitlement.Funder), Leased(statement.Entitlement, known)))
            .GroupBy(right => right.Statement.Entitlement is var grant && grant.ValidOn(today) ? "now" : grant.FirstDay > today ? "later" : "over")
            .ToDictionary(group => group.Key, group => group.ToList());
        IReadOnlyList<RightsGroup> groups = [.. ((string[])["now", "later", "over"]).Where(rights.ContainsKey).Select(name => new RightsGroup(name, rights[name]))];
        return visit.Show<RightsView, RightsModel>(new RightsModel(groups, today));
    }

    private static (Space Space, Telecentre Site)? Leased(Entitlement grant, Network known) =>
        grant is Entitlement.Lease lease && known.Sites.Values.FirstOrDefault(site => site.Find(lease.Space) is not null) is { } at ? (at.Find(lease.Space)!, at) : null;
}

internal static class RightsRoutes
{
    public static IServiceCollection AddRights(this IServiceCollection services) => services.AddSingleton<RightsPage>();

    public static void MapRights(this IEndpointRouteBuilder routes) => routes.Page("/me/entitlements", Access.Member, routes.Feature<RightsPage>().Show);
}
