using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Here;

internal static class HereRoutes
{
    public static IServiceCollection AddHere(this IServiceCollection services) => services.AddSingleton<HereLook>().AddSingleton<HerePage>().AddSingleton<QrSheetPage>();

    public static void MapHere(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<HerePage>();
        routes.Page("/here/{space}", Access.Member, page.Show);
        routes.Form("/here/{space}/arrive", Access.Member, page.Arrive);
        routes.Form("/here/{space}/take", Access.Member, page.Take);
        routes.Page("/board/{site}/qr", Access.Keeper, routes.Feature<QrSheetPage>().Show);
    }
}
