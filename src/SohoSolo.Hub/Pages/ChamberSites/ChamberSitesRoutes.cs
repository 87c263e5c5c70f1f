using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.ChamberSites;

internal static class ChamberSitesRoutes
{
    public static IServiceCollection AddChamberSites(this IServiceCollection services) => services.AddSingleton<ChamberSitesPage>().AddSingleton<ChamberSpacePage>().AddSingleton<PlanPage>();

    public static void MapChamberSites(this IEndpointRouteBuilder routes)
    {
        var (sites, spaces, plan) = (routes.Feature<ChamberSitesPage>(), routes.Feature<ChamberSpacePage>(), routes.Feature<PlanPage>());
        routes.Page("/network/sites", Access.Chamber, sites.List);
        routes.Page("/network/sites/new", Access.Chamber, sites.New);
        routes.Form("/network/sites/new", Access.Chamber, sites.Open);
        routes.Page("/network/sites/{site}", Access.Chamber, sites.Show);
        routes.Form("/network/sites/{site}", Access.Chamber, sites.Change);
        routes.Form("/network/sites/{site}/spaces", Access.Chamber, sites.Add);
        routes.Page("/network/sites/{site}/plan", Access.Chamber, plan.Show);
        routes.Form("/network/sites/{site}/plan", Access.Chamber, plan.Keep);
        routes.Form("/network/sites/{site}/plan/preview", Access.Chamber, plan.Preview);
        routes.Form("/network/sites/{site}/plan/picture", Access.Chamber, plan.Picture);
        routes.Form("/network/sites/{site}/plan/picture/remove", Access.Chamber, plan.RemovePicture);
        routes.Page("/network/sites/{site}/spaces/{space}", Access.Chamber, spaces.Show);
        routes.Form("/network/sites/{site}/spaces/{space}", Access.Chamber, spaces.Change);
        routes.Form("/network/sites/{site}/spaces/{space}/remove", Access.Chamber, spaces.Remove);
    }
}
