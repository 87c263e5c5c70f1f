using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Sites;

internal static class TelecentreRoutes
{
    private const string Detail = """
        {"id":"nogaro","version":3,"name":"Télécentre de Nogaro","commune":{"inseeCode":"32296","name":"Nogaro"},
         "community":{"siren":"243200409","name":"Bas Armagnac"},"location":{"lat":43.76136,"lon":-0.03038},"zone":"Europe/Paris",
         "counts":{"desk":1,"office":0,"meeting-room":0},
         "spaces":[{"id":"nogaro-desk-1","name":"Poste 1","kind":"desk","seats":1,"equipment":["wifi","screen"],"needsApproval":false}],
         "equipment":["wifi","printer"],"hours":{"week":[{"day":"monday","from":"08:00","to":"19:00"}],"openOnPublicHolidays":false},
         "halfDayBoundary":"13:30","hoursToday":{"day":"2026-11-30","open":true,"from":"08:00","to":"19:00"},"leases":false,
         "closures":[{"id":"0193","start":"2026-12-24T12:30:00Z","end":"2026-12-24T18:00:00Z","localStart":"2026-12-24T13:30:00","localEnd":"2026-12-24T19:00:00","reason":"works"}],
         "plan":{"width":1000,"height":600,"drawn":true,"places":[{"space":"nogaro-desk-1","x":40,"y":300,"width":200,"height":140}]}}
        """;

    private const string Summary = """
        [{"id":"nogaro","name":"Télécentre de Nogaro","commune":{"inseeCode":"32296","name":"Nogaro"},"community":{"siren":"243200409","name":"Bas Armagnac"},
          "location":{"lat":43.76136,"lon":-0.03038},"zone":"Europe/Paris","counts":{"desk":4,"office":2,"meeting-room":1},
          "hoursToday":{"day":"2026-11-30","open":true,"from":"08:00","to":"19:00"},"equipment":["wifi","printer"],"leases":false,"distanceKm":12.4}]
        """;

    public static void MapTelecentres(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<TelecentresApi>();
        routes.MapGet("/telecentres", api.List).Describe("Lists the télécentres", call => call.For(Access.Anyone)
            .Asks("near", "Sorts by distance from this place and says it.", "43.65,0.58")
            .Gives(200, "Every télécentre, with how many places it has and today's hours.", SitesJson.Shared.IReadOnlyListTelecentreView, Summary));
        routes.MapGet("/telecentres/{site}", api.Show).Describe("Shows one télécentre", call => call.For(Access.Anyone)
            .Gives(200, "Its spaces, equipment, hours and closures to come.", SitesJson.Shared.TelecentreDetailView, Detail)
            .Declines(404, "not-found"));
        routes.MapPost("/telecentres", api.Add).Describe("Opens a télécentre", call => call.For(Access.Chamber)
            .Takes(SitesJson.Shared.TelecentrePost, """
                {"id":"riscle","name":"Télécentre de Riscle","commune":"32344","hours":{"week":[{"day":"monday","from":"08:00","to":"19:00"}]},
                 "equipment":["wifi","printer"],"spaces":[{"kind":"desk","equipment":["wifi"]},{"kind":"meeting-room","seats":6}]}
                """)
            .Gives(201, "The télécentre; Location is its address.", SitesJson.Shared.TelecentreDetailView, Detail)
            .Declines(422, "site-exists"));
        routes.MapPatch("/telecentres/{site}", api.Change).Describe("Changes a télécentre", call => call.For(Access.Chamber)
            .Saying("What is absent stays. If-Match refuses the change when somebody else was quicker. Bookings made before keep their rules.")
            .Takes(SitesJson.Shared.TelecentrePatch, """{"name":"Télécentre de Nogaro","addSpaces":[{"kind":"desk"}],"changeSpaces":[{"id":"nogaro-room-1","needsApproval":true,"place":{"x":20,"y":20,"width":400,"height":210}}],"plan":{"width":1000,"height":600}}""")
            .Gives(200, "The télécentre as it is now.", SitesJson.Shared.TelecentreDetailView, Detail)
            .Declines(404, "not-found")
            .Declines(412, "outdated")
            .Declines(422, "space-in-use"));
    }
}
