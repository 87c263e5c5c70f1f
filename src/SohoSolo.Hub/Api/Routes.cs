using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Board;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.CalendarImports;
using SohoSolo.Hub.Calendars;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Credentials;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Entitlements;
using SohoSolo.Hub.Faults;
using SohoSolo.Hub.Health;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Leases;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Metrics;
using SohoSolo.Hub.Pages;
using SohoSolo.Hub.Pages.MyData;
using SohoSolo.Hub.Passes;
using SohoSolo.Hub.Policies;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Usage;
using SohoSolo.Hub.Waiting;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>Every room of the hub and its addresses: each feature adds one line to each list.</summary>
internal static class Routes
{
    public static IServiceCollection AddHub(this IServiceCollection services, HubSettings settings, bool runJobs)
    {
        services.AddRoutingCore();
        services.AddSingleton<StoreQueries>().AddSingleton<NetworkCache>().AddSingleton<TokenBook>();
        services.AddBookings().AddWaiting().AddClosures().AddLeases().AddAvailability();
        services.AddCredentials().AddPasses().AddDoors().AddDevices().AddAlarms().AddFaults().AddBoard().AddPresence();
        services.AddBroker(settings);
        services.AddLink(runJobs);
        services.AddJobs(settings, runJobs);
        services.AddCalendars();
        services.AddMail(settings, runJobs);
        services.AddWebhooks(settings, runJobs);
        services.AddUsage(runJobs);
        services.AddReports(runJobs);
        services.AddCalendarImports(runJobs);
        services.AddSingleton<PrometheusPage>().AddSingleton<HealthApi>().AddSingleton<OpenApiPage>();
        services.AddSingleton<Decisions>().AddSingleton<SiteKeeping>().AddSingleton<TelecentresApi>();
        services.AddSingleton<MemberKeeping>().AddSingleton<MemberImport>().AddSingleton<MembersApi>();
        services.AddSingleton<MeApi>().AddSingleton<PreferenceKeeping>().AddSingleton<PreferenceApi>().AddSingleton<ConsentKeeping>().AddSingleton<ConsentApi>().AddSingleton<CompanyReading>().AddSingleton<TokenKeeping>().AddSingleton<TokensApi>();
        services.AddSingleton<PolicyKeeping>().AddSingleton<PoliciesApi>().AddSingleton<Consultations>().AddSingleton<AuditLog>().AddSingleton<AuditApi>();
        services.AddSingleton<NetworkDay>().AddSingleton<EntitlementKeeping>().AddSingleton<EntitlementsApi>();
        services.AddPrivacy();
        services.AddPages();
        return services;
    }

    public static void MapHub(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiPage();
        app.MapFeed();
        app.MapPages();
        var api = app.MapGroup("/api/v1");
        api.MapBookings();
        api.MapWaiting();
        api.MapClosures();
        api.MapLeases();
        api.MapAvailability();
        api.MapTelecentres();
        api.MapMembers();
        api.MapMe();
        api.MapExport();
        api.MapPreferences();
        api.MapConsents();
        api.MapTokens();
        api.MapEntitlements();
        api.MapPolicies();
        api.MapAudit();
        api.MapCredentials();
        api.MapPasses();
        api.MapDoors();
        api.MapDevices();
        api.MapAlarms();
        api.MapFaults();
        api.MapBoard();
        api.MapPresence();
        api.MapMail();
        api.MapCalendars();
        api.MapWebhooks();
        api.MapCalendarImports();
        api.MapReports();
        api.MapPrivacy();
    }

    /// <summary>The use cases and endpoints of a feature are singletons; they are made once, at the first address that needs them.</summary>
    public static T Feature<T>(this IEndpointRouteBuilder routes)
        where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
}
