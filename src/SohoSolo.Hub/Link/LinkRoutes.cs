using SohoSolo.Hub.Asks;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Presence;

namespace SohoSolo.Hub.Link;

/// <summary>The line to the sites: what comes from it and what goes to it.</summary>
internal static class LinkRoutes
{
    /// <summary>Without <paramref name="running"/> nothing follows the journal by itself; whoever moves the clock by hand calls it by hand.</summary>
    public static IServiceCollection AddLink(this IServiceCollection services, bool running)
    {
        services.AddSingleton<GatewayRing>().AddSingleton<GatewayEnrolment>();
        services.AddSingleton<IDoorLine, SiteLine>();
        services.AddSingleton<HubLink>().AddSingleton<LinkCounters>().AddSingleton<AccessSourcing>().AddSingleton<SnapshotPublisher>();
        services.AddSingleton<BatchInbox>().AddSingleton<BatchReader>().AddSingleton<EventIngest>().AddSingleton<SiteAlarms>().AddSingleton<OccupancyAnnouncements>();
        services.AddSingleton<AskInbox>().AddSingleton<AskDesk>().AddSingleton<BadgeEnrolment>().AddSingleton<WalkInDesk>();
        services.AddSingleton<SiteFollower>().AddSingleton<LinkService>().AddSingleton<GatewayWatch>().AddSingleton<EmbeddedGateways>();
        services.AddHostedService(made => made.GetRequiredService<LinkService>());
        if (!running)
            return services;

        services.AddHostedService(made => made.GetRequiredService<SiteFollower>());
        services.AddHostedService(made => made.GetRequiredService<EmbeddedGateways>());
        return services.AddHostedService(made => made.GetRequiredService<GatewayWatch>());
    }
}
