using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Passes;

/// <summary>HTTP for guest passes: as text, or as a picture to send or print.</summary>
internal sealed class PassApi(PassDesk desk, StoreQueries queries)
{
    private const int MostGuests = 100;

    public async Task Show(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var guest = query.Number("guest", 0, MostGuests, 0);
        var format = query.Word<PassFormat>("format") ?? PassFormat.Text;
        var once = query.Flag("once");
        var problem = query.Problem ?? await Refusal(context);
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var (pass, why) = await desk.Give(IdOf(context), guest, once, context.Caller().Member.Value, context.RequestAborted);
        await (pass is null ? Answers.Write(context, why!) : Show(context, pass, format));
    }

    private async Task<Problem?> Refusal(HttpContext context)
    {
        var booking = await queries.Booking(IdOf(context), context.RequestAborted);
        if (booking is null or { Status: BookingStatus.Offered }) return Problems.NotFound("There is no such booking.");

        return context.Caller().IsOrLooks(booking.Member, booking.Site) ? null : Problems.NotAllowed("the member whose booking it is, and keepers of its site");
    }

    private static async Task Show(HttpContext context, string pass, PassFormat format)
    {
        var picture = PassPicture.Draw(pass, format);
        var answer = context.Response;
        answer.ContentType = PassPicture.MediaType(format);
        answer.ContentLength = picture.Length;
        answer.Headers.CacheControl = "no-store";
        answer.Headers.XContentTypeOptions = "nosniff";
        await answer.BodyWriter.WriteAsync(picture, context.RequestAborted);
    }

    private static BookingId IdOf(HttpContext context) => new((string)context.Request.RouteValues["id"]!);
}

internal static class PassRoutes
{
    public static IServiceCollection AddPasses(this IServiceCollection services) => services.AddSingleton<PassDesk>().AddSingleton<PassApi>();

    public static void MapPasses(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<PassApi>();
        routes.MapGet("/bookings/{id}/pass", api.Show).Describe("The pass of a guest, which opens the site's doors for the booking's time", call => call
            .Saying("text/plain, image/svg+xml or image/png. The same guest, times and use give the same pass; another time of the booking makes it void.")
            .Asks("guest", "Which guest, counted from 0.", "0")
            .Asks("format", "text, svg or png; text unless said.", "png")
            .Asks("once", "Whether it opens one time only.", "true")
            .GivesText(200, "The pass.", "text/plain", "TC1.1.eyJiIjoiMDE5YWEz….MEUCIQ…")
            .Declines(403, "not-allowed").Declines(404, "not-found").Declines(422, "wrong-state"));
    }
}
