using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Install;

/// <summary>What makes an application of the pages: what it is called, what it keeps for when the line is down, and what it says then.</summary>
internal static class InstallRoutes
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];

    public static void MapInstall(this IEndpointRouteBuilder routes)
    {
        var assets = routes.Feature<Assets>();
        routes.MapMethods("/sw.js", Get, context => assets.Serve(context, "sw.js"));
        routes.MapMethods("/manifest.webmanifest", Get, context => Manifest(context, assets));
        routes.Page("/offline", Access.Anyone, visit => Task.FromResult(visit.Show<OfflineView, OfflineModel>(new OfflineModel())));
    }

    private static Task Manifest(HttpContext context, Assets assets)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "application/manifest+json";
        return context.Response.WriteAsync(
            $$"""
            {
              "name": "Soho Solo", "short_name": "Soho Solo", "id": "/", "start_url": "/", "scope": "/", "display": "standalone", "lang": "fr",
              "background_color": "#faf7f2", "theme_color": "#1f4d3a",
              "icons": [
                { "src": "{{assets.Url("icon.svg")}}", "sizes": "any", "type": "image/svg+xml" },
                { "src": "{{assets.Url("icon-192.png")}}", "sizes": "192x192", "type": "image/png", "purpose": "any" },
                { "src": "{{assets.Url("icon-512.png")}}", "sizes": "512x512", "type": "image/png", "purpose": "any" },
                { "src": "{{assets.Url("icon-512.png")}}", "sizes": "512x512", "type": "image/png", "purpose": "maskable" }
              ]
            }
            """,
            context.RequestAborted);
    }
}
