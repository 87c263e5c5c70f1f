using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Closures;

/// <summary>POST /telecentres/{site}/closures: two times, or whole local days.</summary>
internal sealed record ClosurePost(string Reason, string? Start = null, string? End = null, string? From = null, string? To = null);

/// <summary>PUT /telecentres/{site}/spaces/{space}/block: blocked from now on unless a time is given; <c>"blocked": false</c> frees the space again.</summary>
internal sealed record BlockPut(bool Blocked, string? Reason = null, string? Start = null, string? End = null);

/// <summary>HTTP for closures and blocks: the impact first.</summary>
internal sealed class ClosureApi(ClosureDesk desk, NetworkCache network, TimeProvider clock)
{
    /// <summary>A block without an end is one of a year, so that nothing is out of use for ever by mistake.</summary>
    private static readonly TimeSpan OpenEnded = TimeSpan.FromDays(366);

    public async Task Post(HttpContext context)
    {
        if (await Asking.Read(context, ClosureJson.Shared.ClosurePost, clock) is not { } asked || await Site(context) is not { } site)
        {
            return;
        }

        var query = new QueryReader(context.Request);
        var preview = query.Flag("preview");
        var (during, problem) = During(asked.Body, site);
        problem ??= query.Problem ?? ClosureDesk.WrongReason(asked.Body.Reason);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Close(context, asked.Command, new Closure(Ids.Next(), site.Id, null, during!, asked.Body.Reason.Trim()), site, preview));
    }

    public async Task Delete(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked || await Site(context) is not { } site)
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (site.Closures.All(closure => closure.Id != id))
        {
            // Another node may have closed it a moment ago.
            site = (await network.Reload(context.RequestAborted)).Sites[site.Id];
        }

        await (site.Closures.Any(closure => closure.Id == id)
            ? Answers.Write(context, await desk.Reopen(site.Id, closure => closure.Id == id, asked.Command, context.RequestAborted), "reopen")
            : Answers.Write(context, Problems.NotFound("There is no such closure to come.")));
    }

    public async Task Block(HttpContext context)
    {
        if (await Asking.Read(context, ClosureJson.Shared.BlockPut, clock) is not { } asked || await Site(context) is not { } site)
        {
            return;
        }

        var query = new QueryReader(context.Request);
        var preview = query.Flag("preview");
        var space = new SpaceId((string)context.Request.RouteValues["space"]!);
        if (query.Problem is not null || site.Find(space) is null)
        {
            await Answers.Write(context, query.Problem ?? Problems.NotFound("There is no such space at this site."));
            return;
        }

        if (!asked.Body.Blocked)
        {
            await Answers.Write(context, await desk.Reopen(site.Id, closure => closure.Space == space, asked.Command, context.RequestAborted), "unblock");
            return;
        }

        var now = clock.GetUtcNow();
        var start = asked.Body.Start ?? Times.Utc(now);
        var (during, _, problem) = TimeReader.Range(start, asked.Body.End ?? Times.Utc(now + OpenEnded), null, null, site.Calendar);
        var reason = asked.Body.Reason ?? "out of use";
        problem ??= ClosureDesk.WrongReason(reason);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Close(context, asked.Command, new Closure(Ids.Next(), site.Id, space, during!, reason.Trim()), site, preview));
    }

    private async Task Close(HttpContext context, Storage.Command command, Closure closure, Telecentre site, bool preview)
    {
        await (preview && closure.During.End <= clock.GetUtcNow()
            ? Answers.Write(context, BookingAnswers.Problem(Core.Bookings.DeclineReason.InThePast))
            : preview ? Answers.Write(context, ClosureView.Of(closure, site, await desk.Impact(closure, context.RequestAborted)), ClosureJson.Shared.ClosureView)
            : Answers.Write(context, await desk.Close(closure, command, context.RequestAborted), closure.Space is null ? "close" : "block"));
    }

    private static (TimeRange? During, Problem? Problem) During(ClosurePost post, Telecentre site)
    {
        if (post is { From: null, To: null })
        {
            var (range, _, problem) = TimeReader.Range(post.Start, post.End, null, null, site.Calendar);
            return (range, problem);
        }

        var (from, wrongFrom) = TimeReader.Day("from", post.From);
        var (to, wrongTo) = TimeReader.Day("to", post.To ?? post.From);
        if (post.Start is not null || post.End is not null)
        {
            return (null, Problems.InvalidValue("from", "does not go with 'start' and 'end': give days or times"));
        }

        return from is { } first && to is { } last && first <= last
            ? (new TimeRange(site.Calendar.WholeDay(first).Start, site.Calendar.WholeDay(last).End), null)
            : (null, wrongFrom ?? wrongTo ?? Problems.InvalidValue("to", "is not before 'from'"));
    }

    /// <summary>The site of the address, when the caller looks after it; otherwise the problem has been answered.</summary>
    private async Task<Telecentre?> Site(HttpContext context)
    {
        var id = new SiteId((string)context.Request.RouteValues["site"]!);
        if (await network.Site(id, context.RequestAborted) is not { } site)
        {
            await Answers.Write(context, Problems.NotFound("There is no such télécentre."));
            return null;
        }

        if (!Identity.CallerOfRequest.Caller(context).Looks(id))
        {
            await Answers.Write(context, Problems.NotAllowed("a keeper of the site or the chamber"));
            return null;
        }

        return site;
    }
}

internal static class ClosureRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f44","site":"nogaro","start":"2026-12-23T23:00:00Z","end":"2027-01-03T23:00:00Z","localStart":"2026-12-24T00:00:00","localEnd":"2027-01-04T00:00:00","reason":"Congés de fin d'année","impact":[]}""";

    public static IServiceCollection AddClosures(this IServiceCollection services) =>
        services.AddSingleton<ClosureDesk>().AddSingleton<ClosureFollowUp>().AddSingleton<ClosureApi>();

    public static void MapClosures(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<ClosureApi>();
        var view = ClosureJson.Shared.ClosureView;
        routes.MapPost("/telecentres/{site}/closures", api.Post).Describe("Closes a site; shows which bookings stand in the way", call => call.For(Access.Keeper)
            .Asks("preview", "Only show the impact, save nothing.", "true")
            .Takes(ClosureJson.Shared.ClosurePost, """{"from":"2026-12-24","to":"2027-01-03","reason":"Congés de fin d'année"}""")
            .Gives(200, "The impact, nothing saved.", view, Example).Gives(201, "Closed.", view, Example).Declines(422, "in-the-past"));
        routes.MapDelete("/telecentres/{site}/closures/{id}", api.Delete).Describe("Takes a closure away", call => call.For(Access.Keeper).Gives(204, "Open again."));
        routes.MapPut("/telecentres/{site}/spaces/{space}/block", api.Block).Describe("Takes a space out of use, or puts it back", call => call.For(Access.Keeper)
            .Asks("preview", "Only show the impact, save nothing.", "true")
            .Takes(ClosureJson.Shared.BlockPut, """{"blocked":true,"reason":"Écran en panne","end":"2026-12-01T18:00"}""")
            .Gives(200, "The impact, nothing saved.", view, Example).Gives(201, "Blocked.", view, Example).Gives(204, "Free again."));
    }
}
