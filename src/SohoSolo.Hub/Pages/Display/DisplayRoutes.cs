using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Display;

internal static class DisplayRoutes
{
    public static IServiceCollection AddDisplay(this IServiceCollection services) => services.AddSingleton<DisplayKeeping>().AddSingleton<DisplayPage>();

    public static void MapDisplay(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<DisplayPage>();
        routes.Page("/display/{space}", Access.Anyone, page.Show);
        routes.Page("/board/{site}/displays", Access.Keeper, page.List);
        routes.Form("/board/{site}/displays", Access.Keeper, page.Begin);
        routes.Form("/board/{site}/displays/end", Access.Keeper, page.End);
    }
}
