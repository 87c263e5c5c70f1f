using System.Text.Json.Serialization;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Faults;

/// <summary>POST /telecentres/{site}/faults: what is broken, in her words.</summary>
internal sealed record FaultPost(string Text, string? Space = null);

[JsonSerializable(typeof(FaultPost))]
internal sealed partial class FaultJson : JsonSerializerContext
{
    public static readonly FaultJson Shared = new(JsonRules.Options());
}

/// <summary>"Something is broken": whoever is there says so, and the keeper sees it among the alarms.</summary>
internal sealed class FaultApi(Decisions decisions, NetworkCache network, TimeProvider clock)
{
    public const string Kind = "fault";

    private const int ShortestText = 3;
    private const int LongestText = 500;
    private const int MostStanding = 10;

    private static readonly Problem TooMany =
        new(StatusCodes.Status422UnprocessableEntity, "too-many-faults", $"{MostStanding} faults that you reported here are still open; the keeper sees them.");

    public async Task Report(HttpContext context)
    {
        if (await Asking.Read(context, FaultJson.Shared.FaultPost, clock) is not { } asked || await KeptSite.Find(context, network) is not { } site) return;

        var check = new FieldCheck();
        var text = check.Text("text", asked.Body.Text, LongestText);
        if (text is { Length: < ShortestText }) check.Refuse("text", $"has {ShortestText} to {LongestText} characters");

        var space = asked.Body.Space is null ? null : (SpaceId?)new SpaceId(asked.Body.Space);
        var unknown = space is { } id && site.Find(id) is null;
        var problem = check.Problem
            ?? (unknown ? new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-space", "There is no such space at this site.") { Field = "space" } : null);
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var fault = Fault(site, space, text!, asked.Caller.Member);
        await Answers.Write(context, await decisions.Run(asked.Command, (_, work) => Raise(work, fault), taken: null, context.RequestAborted), Kind);
    }

    private Alarm Fault(Telecentre site, SpaceId? space, string text, MemberId member) => new()
    {
        Id = Ids.Next(),
        Site = site.Id,
        Kind = Kind,
        About = space?.Value ?? "",
        RaisedAt = clock.GetUtcNow(),
        Note = text,
        RaisedBy = member,
    };

    private static async ValueTask<Decided> Raise(Work work, Alarm fault)
    {
        var facts = await work.Lock(new Scope { Presence = fault.Site, OpenAlarms = true });
        if (facts.OpenAlarms.Count(alarm => alarm.Kind == Kind && alarm.RaisedBy == fault.RaisedBy) >= MostStanding) return new Decided.Refused(TooMany);

        work.Put((Alarm?)null, fault, "raised");
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, AlarmView.Of(fault), AlarmJson.Shared.AlarmView));
    }
}

internal static class FaultRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f82","site":"nogaro","kind":"fault","about":"nogaro-desk-2","raisedAt":"2026-11-23T07:55:00Z","note":"The screen stays black","raisedBy":"anne"}""";

    public static IServiceCollection AddFaults(this IServiceCollection services) => services.AddSingleton<FaultApi>();

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<FaultApi>();
        routes.MapPost("/telecentres/{site}/faults", api.Report).Describe("Reports that something is broken", call => call
            .Takes(FaultJson.Shared.FaultPost, """{"text":"The screen stays black","space":"nogaro-desk-2"}""")
            .Gives(201, "The keeper sees it.", AlarmJson.Shared.AlarmView, Example)
            .Declines(404, "not-found").Declines(422, "unknown-space", "too-many-faults"));
    }
}
