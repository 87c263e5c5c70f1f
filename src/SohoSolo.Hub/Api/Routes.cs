using SohoSolo.Hub.Health;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Metrics;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>Every room of the hub and its addresses: each feature adds one line to each list.</summary>
internal static class Routes
{
    public static IServiceCollection AddHub(this IServiceCollection services)
    {
        services.AddRoutingCore();
        services.AddSingleton<StoreQueries>().AddSingleton<NetworkCache>().AddSingleton<TokenBook>();
        services.AddSingleton<PrometheusPage>().AddSingleton<HealthApi>().AddSingleton<OpenApiPage>();
        return services;
    }

    public static void MapHub(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiPage();
        var api = app.MapGroup("/api/v1");
        _ = api;
    }

    /// <summary>The use cases and endpoints of a feature are singletons; they are made once, at the first address that needs them.</summary>
    public static T Feature<T>(this IEndpointRouteBuilder routes)
        where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
}
