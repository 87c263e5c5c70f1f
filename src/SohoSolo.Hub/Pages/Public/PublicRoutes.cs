using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Public;

internal static class PublicRoutes
{
    public static IServiceCollection AddPublic(this IServiceCollection services) => services.AddSingleton<PublicPage>();

    public static void MapPublic(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<PublicPage>();
        routes.Page("/telecentres", Access.Anyone, page.List);
        routes.Page("/telecentres/{site}", Access.Anyone, page.One);
        routes.Page("/accessibility", Access.Anyone, page.Accessibility);
        routes.Page("/privacy", Access.Anyone, page.Privacy);
    }
}
