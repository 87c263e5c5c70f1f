namespace SohoSolo.Hub.Usage;

internal static class UsageRoutes
{
    /// <param name="services">Where it is found.</param>
    /// <param name="running">Without it nothing counts by itself: whoever moves the clock by hand counts by hand.</param>
    public static IServiceCollection AddUsage(this IServiceCollection services, bool running)
    {
        services.AddSingleton<OfferBook>().AddSingleton<UsageKeeper>();
        if (running) services.AddHostedService(provider => provider.GetRequiredService<UsageKeeper>());

        return services;
    }
}
