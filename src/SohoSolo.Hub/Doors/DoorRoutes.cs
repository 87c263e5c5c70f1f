using Microsoft.Extensions.DependencyInjection.Extensions;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Doors;

/// <summary>The addresses of doors.</summary>
internal static class DoorRoutes
{
    private const string Example = """{"id":"main","name":"Entrée","mode":"lockdown","until":"2026-11-23T18:00:00Z","contact":"closed","reported":"lockdown","demands":[{"mode":"lockdown","until":"2026-11-23T18:00:00Z"}]}""";
    private const string Order = """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f71","expiresAt":"2026-11-23T07:55:15Z"}""";
    private const string Logged =
        """{"id":"gw-nogaro/c3/118","at":"2026-11-23T07:55:00Z","localAt":"2026-11-23T08:55:00","kind":"tag","door":"main","reader":"nogaro-reader-main","decision":"granted","reason":"booking","member":"anne","name":"Anne Castéra","booking":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33"}""";

    /// <summary>Without a line to gateways nothing can be unlocked from here, and that is said.</summary>
    public static IServiceCollection AddDoors(this IServiceCollection services)
    {
        services.TryAddSingleton<IDoorLine, NoLine>();
        return services.AddSingleton<DoorDesk>().AddSingleton<DoorApi>().AddSingleton<AccessLog>().AddSingleton<AccessLogApi>();
    }

    public static void MapDoors(this IEndpointRouteBuilder routes)
    {
        var (doors, log) = (routes.Feature<DoorApi>(), routes.Feature<AccessLogApi>());
        routes.MapGet("/telecentres/{site}/doors", doors.List).Describe("Lists a site's doors", call => call.For(Access.Keeper)
            .Gives(200, "How each should stand, and what was last seen of it.", DoorJson.Shared.IReadOnlyListDoorView, $"[{Example}]").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/doors/{door}/unlock", doors.Unlock).Describe("Unlocks a door for a moment", call => call.For(Access.Keeper)
            .Saying("Written down with the keeper's name and reason. The order does nothing after its expiry, and never twice.")
            .Takes(DoorJson.Shared.UnlockPost, """{"reason":"Delivery of paper"}""")
            .Gives(202, "On its way.", DoorJson.Shared.OrderView, Order)
            .Declines(404, "not-found").Declines(503, "gateway-offline"));
        routes.MapPut("/telecentres/{site}/doors/{door}/mode", doors.SetMode).Describe("Asks for a mode of a door, or takes all back", call => call.For(Access.Keeper)
            .Saying("Evacuation before lockdown before held-unlocked before the schedule before normal. Lockdown refuses entry only: leaving is never software's.")
            .Takes(DoorJson.Shared.ModePut, """{"mode":"lockdown","until":"2026-11-23T19:00","reason":"Gas leak in the street"}""")
            .Gives(200, "The door as it should stand.", DoorJson.Shared.DoorView, Example).Declines(404, "not-found"));
        routes.MapGet("/telecentres/{site}/doors/{door}/access-log", log.Show).Describe("Reads who came to a door", call => call.For(Access.Keeper)
            .Saying("Newest first. Each reading is itself written down.")
            .Asks("from", "Not before this time; a week before the end unless said.", "2026-11-23T00:00")
            .Asks("to", "Before this time; now unless said.", "2026-11-24T00:00:00Z")
            .Asks("after", "Older than this entry; the Link header has the next page.", "gw-nogaro/c3/118")
            .Asks("most", "How many at once, 100 unless said, 500 at most.", "50")
            .Gives(200, "What happened.", DoorJson.Shared.IReadOnlyListAccessLogView, $"[{Logged}]").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/readers/{device}/reset-pin", doors.ResetPin).Describe("Lets a reader take PINs again", call => call.For(Access.Keeper)
            .Gives(202, "On its way.", DoorJson.Shared.OrderView, Order)
            .Declines(404, "not-found").Declines(422, "idempotency-mismatch").Declines(503, "gateway-offline"));
    }
}
