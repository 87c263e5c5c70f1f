using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;

namespace SohoSolo.Hub.Bookings;

/// <summary>The addresses of bookings, each with what it takes, gives and declines.</summary>
internal static class BookingRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","status":"confirmed","site":"nogaro","space":"nogaro-desk-2","kind":"desk","member":"anne","start":"2026-11-30T07:00:00Z","end":"2026-11-30T12:30:00Z","localStart":"2026-11-30T08:00:00","localEnd":"2026-11-30T13:30:00","units":1,"entitlement":"019aa3c0b7f47d0c9d5d0a4b8e1c2f00","charges":[{"entitlement":"019aa3c0b7f47d0c9d5d0a4b8e1c2f00","period":"2026-11","units":1,"state":"held"}],"purpose":null,"guests":[],"series":null,"evidence":[],"unproven":false,"madeAt":"2026-11-23T07:55:00Z","rulesVersion":1,"version":1}""";

    private static readonly string[] Refusals =
    [
        "quota-exhausted", "closed", "blocked", "outside-hours", "in-the-past", "too-long", "too-far-ahead", "too-many-upcoming", "wrong-kind",
        "nonexistent-time", "leased", "too-few-seats", "missing-equipment", "member-inactive", "no-such-space", "unknown-space", "unknown-site", "unknown-member",
    ];

    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<Neighbourhood>().AddSingleton<WishIntake>().AddSingleton<UsualReading>()
        .AddSingleton<BookingDesk>().AddSingleton<SeriesDesk>().AddSingleton<WeekDesk>().AddSingleton<BookingKeeping>().AddSingleton<SeriesKeeping>().AddSingleton<AbsenceDesk>()
        .AddSingleton<BookingApi>().AddSingleton<BookingByIdApi>();

    public static void MapBookings(this IEndpointRouteBuilder routes)
    {
        var (many, one) = (routes.Feature<BookingApi>(), routes.Feature<BookingByIdApi>());
        var view = BookingJson.Shared.BookingView;

        routes.MapPost("/bookings", many.Post).Describe("Books a place, or a series", call => call
            .Takes(BookingJson.Shared.BookingPost, """{"space":"nogaro-desk-2","day":"2026-11-30","part":"morning"}""")
            .Saying("Names a space, or a site and a kind. With series, answers every date; 'book' says whether to book the free ones, or all or none.")
            .Gives(201, "Booked.", view, Example)
            .Gives(200, "The dates of a series, nothing booked.", BookingJson.Shared.SeriesView)
            .Gives(202, "The place is taken; the member waits in line.")
            .Declines(409, "conflict", "already-booked").Declines(422, [.. Refusals, "idempotency-mismatch", "without-end", "too-many-waiting"]));
        routes.MapPost("/bookings/again", many.Again).Describe("Books as usual: the same place and times on another day", call => call
            .Takes(BookingJson.Shared.AgainPost, """{"like":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","day":"2026-12-01"}""")
            .Gives(201, "Booked.", view, Example)
            .Declines(409, "conflict", "already-booked").Declines(422, Refusals));
        routes.MapPost("/absences", many.Absence).Describe("Gives back everything booked in a range of days", call => call
            .Takes(BookingJson.Shared.AbsencePost, """{"from":"2026-12-21","to":"2027-01-03"}""")
            .Gives(200, "What was given back.", BookingJson.Shared.AbsenceView));
        routes.MapGet("/bookings", many.List).Describe("Lists bookings that the caller may see", call => call
            .Asks("from", "Earliest end; a month ago unless given.", "2026-11-01T00:00").Asks("to", "Latest start.", "2026-12-01T00:00")
            .Asks("site", "Only of this site.", "nogaro").Asks("mine", "Only the caller's own.", "true").Asks("series", "Only of this series.")
            .Gives(200, "Ordered by start; 500 at most.", BookingJson.Shared.IReadOnlyListBookingView, $"[{Example}]"));
        routes.MapGet("/bookings/{id}", one.Get).Describe("One booking", call => call.Gives(200, "The booking.", view, Example).Declines(404, "not-found"));
        routes.MapPatch("/bookings/{id}", one.Patch).Describe("Moves, extends or shortens a booking, or the rest of its series", call => call
            .Takes(BookingJson.Shared.BookingPatch, """{"end":"2026-11-30T12:00","scope":"this"}""")
            .Gives(200, "Changed.", view, Example)
            .Declines(409, "conflict", "already-booked").Declines(422, [.. Refusals, "wrong-state", "too-late"]));
        routes.MapDelete("/bookings/{id}", one.Delete).Describe("Cancels a booking, the following ones or its whole series", call => call
            .Asks("scope", "this, following or all.", "this")
            .Gives(200, "Cancelled.", view, Example).Declines(422, "wrong-state"));
        routes.MapPost("/bookings/{id}/check-in", one.CheckIn).Describe("Says that the member is there", call => call
            .Gives(200, "Checked in.", view, Example).Declines(422, "too-early", "too-late", "wrong-state"));
        routes.MapPost("/bookings/{id}/release", one.Release).Describe("Ends a booking now and gives the rest back", call => call
            .Gives(200, "Released.", view, Example).Declines(422, "wrong-state"));
        routes.MapPost("/bookings/{id}/approve", one.Approve).Describe("Approves a request", call => call.For(Access.Keeper)
            .Gives(200, "Confirmed.", view, Example).Declines(422, "wrong-state", "too-late"));
        routes.MapPost("/bookings/{id}/refuse", one.Refuse).Describe("Refuses a request", call => call.For(Access.Keeper)
            .Gives(200, "Refused.", view, Example).Declines(422, "wrong-state"));
    }
}
