using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Waiting;

/// <summary>HTTP for places in line: a member's own.</summary>
internal sealed class WaitingApi(WaitingDesk desk, WaitingReading lines, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        var stop = context.RequestAborted;
        var known = await network.Get(stop);
        IReadOnlyList<WaitingView> views =
        [
            .. (await lines.Of(context.Caller().Member, stop)).Select(standing => WaitingView.Of(standing.Entry, known.Sites[standing.Entry.Site], standing.Position, standing.Offer)),
        ];
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
}

internal static class WaitingRoutes
{
    public static IServiceCollection AddWaiting(this IServiceCollection services) =>
        services.AddSingleton<WaitingDesk>().AddSingleton<WaitingLine>().AddSingleton<WaitingReading>().AddSingleton<WaitingApi>();

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
