using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Board;

/// <summary>HTTP for a site's board.</summary>
internal sealed class BoardApi(BoardReading reading, NetworkCache network)
{
    public async Task Show(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is { } site)
            await Answers.Write(context, await reading.Read(site, context.RequestAborted), BoardJson.Shared.BoardView);
    }
}

internal static class BoardRoutes
{
    private const string Example = """
        {"site":"nogaro","at":"2026-11-23T07:55:00Z",
         "spaces":[{"id":"nogaro-desk-1","name":"Bureau 1","kind":"desk","booking":null,"occupancy":"vacant","since":"2026-11-22T17:31:00Z","stale":false,
           "evidence":["nogaro-desk-1-pir: motion 2026-11-22 18:16, heard since 2026-11-20 06:00"]},
          {"id":"nogaro-desk-2","name":"Bureau 2","kind":"desk","booking":"019aa3c0b7f47d0c9d5d0a4b8e1c2f34","expects":"late","occupancy":"occupied","since":"2026-11-23T07:31:00Z","stale":false,
           "evidence":["nogaro-desk-2-pir: motion 08:54, heard since 06:00"],"reconciliation":"someone-at-booked"}],
         "expected":[{"booking":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","member":"anne","name":"Anne Castéra","space":"nogaro-desk-2","start":"2026-11-23T08:00:00Z","end":"2026-11-23T12:30:00Z",
           "localStart":"2026-11-23T09:00:00","localEnd":"2026-11-23T13:30:00","guests":0,"late":false}],
         "present":[],"doors":[{"id":"main","name":"Entrée","mode":"normal","contact":"closed","demands":[]}],"devices":[],"alarms":[],"syncedAt":"2026-11-23T07:54:58Z"}
        """;

    private const string Events = """
        id: 1-4711-90023
        event: arrival
        data: {"booking":"019aa3c0b7f47d0c9d5d0a4b8e1c2f33","what":"checked-in","at":"2026-11-23T07:55:00Z","member":"anne","name":"Anne Castéra"}

        id: 1-4712-90024
        event: occupancy
        data: {"space":"nogaro-desk-1","what":"occupied","at":"2026-11-23T07:56:00Z"}

        """;

    public static IServiceCollection AddBoard(this IServiceCollection services) => services
        .AddSingleton<BoardReading>().AddSingleton<BoardApi>()
        .AddSingleton<NewsDesk>().AddHostedService(provider => provider.GetRequiredService<NewsDesk>()).AddSingleton<StreamApi>();

    public static void MapBoard(this IEndpointRouteBuilder routes)
    {
        var (board, stream) = (routes.Feature<BoardApi>(), routes.Feature<StreamApi>());
        routes.MapGet("/telecentres/{site}/board", board.Show).Describe("A site just now: who is expected, who is there, doors, devices, alarms", call => call.For(Access.Keeper)
            .Gives(200, "The board.", BoardJson.Shared.BoardView, Example).Declines(404, "not-found"));
        routes.MapGet("/telecentres/{site}/stream", stream.Show).Describe("What happens at a site, as it happens", call => call.For(Access.Keeper)
            .Saying("Server-sent events: booking, arrival, access, door, device, alarm, occupancy, reconciliation; reset asks to read the board anew. Last-Event-ID goes on where a stream ended.")
            .GivesText(200, "Events without end.", StreamApi.MediaType, Events)
            .Declines(400, "invalid-value").Declines(404, "not-found").Declines(503, "too-many-streams"));
    }
}
