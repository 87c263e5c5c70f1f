using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Waiting;

/// <summary>HTTP for places in line: a member's own.</summary>
internal sealed class WaitingApi(WaitingDesk desk, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        var stop = context.RequestAborted;
        var known = await network.Get(stop);
        var views = new List<WaitingView>();
        foreach (var entry in await queries.WaitingOf(context.Caller().Member, stop))
        {
            var offer = entry.Offer is { } id ? await queries.Booking(id, stop) : null;
            var position = entry.Status == WaitingStatus.Waiting ? await Position(entry, stop) : null;
            views.Add(WaitingView.Of(entry, known.Sites[entry.Site], position, offer));
        }

        await Answers.Write(context, views, WaitingJson.Shared.IReadOnlyListWaitingView);
    }

    public Task Accept(HttpContext context) => Decide(context, "accept-offer", (id, asked) => desk.Accept(id, asked.Command, context.RequestAborted));

    public Task Leave(HttpContext context) => Decide(context, "leave-line", (id, asked) => desk.Leave(id, asked.Command, context.RequestAborted));

    private async Task Decide(HttpContext context, string what, Func<string, Asked<NoBody>, Task<Executed<Answer>>> decide)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked)
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        var entry = await queries.Waiting(id, context.RequestAborted);
        await (entry is null ? Answers.Write(context, Problems.NotFound("There is no such place in line."))
            : entry.Member != asked.Caller.Member && !asked.Caller.Looks(entry.Site) ? Answers.Write(context, Problems.NotAllowed("the member who waits"))
            : Answers.Write(context, await decide(id, asked), what));
    }

    /// <summary>1 for the first of those who wait for a time that touches hers at this site for this kind of place.</summary>
    private async Task<int?> Position(WaitingEntry entry, CancellationToken stop)
    {
        var line = await queries.Line(entry.Site, entry.During, stop);
        return line.Where(other => other.Status == WaitingStatus.Waiting && other.Kind == entry.Kind).TakeWhile(other => other.Id != entry.Id).Count() + 1;
    }
}

internal static class WaitingRoutes
{
    public static IServiceCollection AddWaiting(this IServiceCollection services) =>
        services.AddSingleton<WaitingDesk>().AddSingleton<WaitingLine>().AddSingleton<WaitingApi>();

    public static void MapWaiting(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<WaitingApi>();
        routes.MapGet("/waiting", api.List).Describe("The caller's places in line, with what is offered", call => call
            .Gives(200, "Newest first.", WaitingJson.Shared.IReadOnlyListWaitingView));
        routes.MapPost("/waiting/{id}/accept", api.Accept).Describe("Takes the place that was offered", call => call
            .Gives(201, "Booked.", Bookings.BookingJson.Shared.BookingView).Declines(422, "offer-lapsed", "wrong-state"));
        routes.MapDelete("/waiting/{id}", api.Leave).Describe("Leaves the line, or gives the offer to the next", call => call
            .Gives(200, "Left.", WaitingJson.Shared.WaitingView).Declines(422, "wrong-state"));
    }
}
