using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.ChamberRules;
using SohoSolo.Hub.Pages.ChamberSites;
using SohoSolo.Hub.Pages.ChamberTerms;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Chamber;

/// <summary>How large the network is, and which of its rules are in force; version 0 are those that nobody has written.</summary>
public sealed record ChamberModel(int Sites, int Places, int RulesVersion);

/// <summary>Where the chamber starts: everything that it looks after, with a word on each.</summary>
internal sealed class ChamberPage(NetworkCache network)
{
    public async Task<IResult> Show(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        return visit.Show<ChamberView, ChamberModel>(new ChamberModel(known.Sites.Count, known.Sites.Values.Sum(site => site.Spaces.Count), known.PolicyVersion));
    }
}

internal static class ChamberRoutes
{
    public static IServiceCollection AddChamber(this IServiceCollection services) => services.AddSingleton<ChamberPage>().AddChamberSites().AddChamberRules().AddChamberTerms();

    public static void MapChamber(this IEndpointRouteBuilder routes)
    {
        routes.Page("/network", Access.Chamber, routes.Feature<ChamberPage>().Show);
        routes.MapChamberSites();
        routes.MapChamberRules();
        routes.MapChamberTerms();
    }
}
