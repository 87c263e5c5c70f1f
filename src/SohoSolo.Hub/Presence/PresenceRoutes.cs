using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Presence;

/// <summary>What looks after presence, and its addresses.</summary>
internal static class PresenceRoutes
{
    private const string Example = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","version":2,"space":"nogaro-desk-1","booking":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","member":"anne","name":"Anne Castéra","kind":"booked-present","why":"seated",
         "from":"2026-11-23T08:00:00Z","until":null,"localFrom":"2026-11-23T09:00:00","evidence":[{"at":"2026-11-23T07:58:00Z","kind":"badge","device":"nogaro-reader-main","says":"badge at the door main"}],"concludedAt":"2026-11-23T08:10:00Z"}
        """;

    public static IServiceCollection AddPresence(this IServiceCollection services) =>
        services.AddSingleton<SiteDays>().AddSingleton<StayPolicies>().AddSingleton<PresenceSweep>().AddSingleton<ReconciliationApi>();

    public static void MapPresence(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<ReconciliationApi>();
        routes.MapGet("/telecentres/{site}/reconciliation", api.Show).Describe("Holds a day's bookings against who was there", call => call.For(Access.Keeper)
            .Saying("Kinds are `booked-present`, `booked-absent`, `booked-unknown`, `unbooked-present`, `overstayed`, `wrong-desk` and `someone-at-booked`, each with what it rests on. Each reading is itself written down.")
            .Asks("day", "The site's local day; today unless said.", "2026-11-23")
            .Gives(200, "One conclusion for each booking that has begun, and for each presence without a booking.", PresenceJson.Shared.IReadOnlyListReconciliationView, $"[{Example}]").Declines(404, "not-found"));
    }
}
