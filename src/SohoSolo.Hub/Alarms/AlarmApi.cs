using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Alarms;

/// <summary>HTTP for alarms: what stands, what stood, and who has seen it.</summary>
internal sealed class AlarmApi(AlarmKeeping keeping, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public async Task List(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var query = new QueryReader(context.Request);
        var open = query.Flag("open");
        var most = query.Number("most", 1, MostAtOnce, 100);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var alarms = await queries.Alarms(site.Id, open, most, context.RequestAborted);
        await Answers.Write(context, [.. alarms.Select(AlarmView.Of)], AlarmJson.Shared.IReadOnlyListAlarmView);
    }

    public async Task Acknowledge(HttpContext context)
    {
        if (await Read(context) is not { } asked) return;

        var id = (string)context.Request.RouteValues["id"]!;
        var alarm = await queries.Alarm(id, context.RequestAborted);
        var problem = alarm is null ? Problems.NotFound("There is no such alarm.")
            : asked.Caller.Looks(alarm.Site) ? null
            : Problems.NotAllowed("a keeper of the site or the chamber");
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await keeping.Acknowledge(id, asked.Body.Over, asked.Caller.Member, asked.Command, context.RequestAborted), "acknowledge"));
    }

    /// <summary>The body may be left out.</summary>
    private async ValueTask<Asked<AcknowledgePost>?> Read(HttpContext context)
    {
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            return await Asking.Read(context, AlarmJson.Shared.AcknowledgePost, clock);

        return await Asking.ReadNothing(context, clock) is { } nothing ? new Asked<AcknowledgePost>(new AcknowledgePost(), nothing.Command, nothing.Caller) : null;
    }
}

internal static class AlarmRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f81","site":"nogaro","kind":"held-open","about":"main","raisedAt":"2026-11-23T07:55:00Z","acknowledgedAt":"2026-11-23T07:57:00Z","acknowledgedBy":"keeper-nogaro"}""";

    public static IServiceCollection AddAlarms(this IServiceCollection services) => services.AddSingleton<AlarmKeeping>().AddSingleton<AlarmApi>();

    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<AlarmApi>();
        routes.MapGet("/telecentres/{site}/alarms", api.List).Describe("Lists a site's alarms", call => call.For(Access.Keeper)
            .Asks("open", "Only those that stand.", "true")
            .Asks("most", "How many, 100 unless said, 500 at most.", "50")
            .Gives(200, "Newest first.", AlarmJson.Shared.IReadOnlyListAlarmView, $"[{Example}]").Declines(404, "not-found"));
        routes.MapPost("/alarms/{id}/acknowledge", api.Acknowledge).Describe("Says that somebody has seen an alarm", call => call.For(Access.Keeper)
            .Saying("Without a body: seen, and it stands until it is over. With over: a fault, or another alarm whose end no device reports, is ended.")
            .Takes(AlarmJson.Shared.AcknowledgePost, """{"over":true}""")
            .Gives(200, "The alarm; again changes nothing.", AlarmJson.Shared.AlarmView, Example)
            .Declines(404, "not-found").Declines(422, "wrong-state"));
    }
}
