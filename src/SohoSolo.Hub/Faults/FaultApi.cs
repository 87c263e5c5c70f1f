using System.Text.Json.Serialization;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Faults;

/// <summary>POST /telecentres/{site}/faults: what is broken, in her words.</summary>
internal sealed record FaultPost(string Text, string? Space = null);

[JsonSerializable(typeof(FaultPost))]
internal sealed partial class FaultJson : JsonSerializerContext
{
    public static readonly FaultJson Shared = new(JsonRules.Options());
}

/// <summary>HTTP for "something is broken".</summary>
internal sealed class FaultApi(FaultKeeping keeping, NetworkCache network, TimeProvider clock)
{
    public async Task Report(HttpContext context)
    {
        if (await Asking.Read(context, FaultJson.Shared.FaultPost, clock) is not { } asked || await KeptSite.Find(context, network) is not { } site) return;

        var (fault, problem) = keeping.Read(site, asked.Body, asked.Caller.Member);
        await (fault is null ? Answers.Write(context, problem!) : Answers.Write(context, await keeping.Raise(fault, asked.Command, context.RequestAborted), FaultKeeping.Kind));
    }
}

internal static class FaultRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f82","site":"nogaro","kind":"fault","about":"nogaro-desk-2","raisedAt":"2026-11-23T07:55:00Z","note":"The screen stays black","raisedBy":"anne"}""";

    public static IServiceCollection AddFaults(this IServiceCollection services) => services.AddSingleton<FaultKeeping>().AddSingleton<FaultApi>();

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<FaultApi>();
        routes.MapPost("/telecentres/{site}/faults", api.Report).Describe("Reports that something is broken", call => call
            .Takes(FaultJson.Shared.FaultPost, """{"text":"The screen stays black","space":"nogaro-desk-2"}""")
            .Gives(201, "The keeper sees it.", AlarmJson.Shared.AlarmView, Example)
            .Declines(404, "not-found").Declines(422, "unknown-space", "too-many-faults"));
    }
}
