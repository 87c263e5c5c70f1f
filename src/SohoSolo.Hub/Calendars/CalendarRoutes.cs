using SohoSolo.Core.Calendars;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Calendars;

internal static class CalendarRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddCalendars(this IServiceCollection services) =>
        services.AddSingleton<SiteAddress>().AddSingleton<FeedReading>().AddSingleton<FeedLimit>().AddSingleton<FeedApi>().AddSingleton<CalendarKeeping>().AddSingleton<CalendarApi>();

    /// <summary>The address that is given to people is short; the contract's own answers, too.</summary>
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapMethods("/calendar/{secret}.ics", Reading, routes.Feature<FeedApi>().Show);

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var (api, feed) = (routes.Feature<CalendarApi>(), routes.Feature<FeedApi>());
        routes.MapGet("/calendar/{secret}.ics", feed.Show).Describe("Reads a calendar", call => call.For(Access.Anyone)
            .Saying("Whoever has the secret reads it (RFC 5545). Each booking is one event: UID for ever, SEQUENCE grows with every change, what is cancelled stays as CANCELLED for 90 days. ETag and If-None-Match spare what has not changed.")
            .GivesText(200, "A member's bookings of the last year and to come; or a space's, without names unless a keeper of its site made the link with them.", CalendarWriter.MediaType, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n")
            .Gives(304, "It is as it was.")
            .Declines(404, "not-found").Declines(429, "too-often"));
        routes.MapGet("/me/calendars", api.List).Describe("Lists my calendars' addresses", call => call
            .Gives(200, "Without their secrets.", FeedJson.Shared.IReadOnlyListCalendarLinkView, """[{"id":"0193a5","name":"phone","space":null,"names":false,"madeAt":"2026-11-23T07:55:00Z"}]"""));
        routes.MapPost("/me/calendars", api.Make).Describe("Makes a calendar's address", call => call
            .Saying("For one's own bookings, or for a space's. The address is shown in this answer only; the same Idempotency-Key again makes no second one, and gets the answer without it.")
            .Takes(FeedJson.Shared.CalendarPost, """{"name":"phone"}""")
            .Gives(201, "The address, to subscribe to.", FeedJson.Shared.CalendarLinkView, """
                {"id":"0193a5","name":"phone","space":null,"names":false,"madeAt":"2026-11-23T07:55:00Z","url":"https://telecentres.example/calendar/….ics"}
                """)
            .Declines(403, "not-allowed").Declines(422, "too-many-calendars"));
        routes.MapDelete("/me/calendars/{id}", api.End).Describe("Ends a calendar's address", call => call
            .Gives(204, "Nothing is read under it any more.")
            .Declines(404, "not-found"));
    }
}
