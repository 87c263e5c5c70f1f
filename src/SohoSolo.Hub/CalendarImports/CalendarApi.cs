using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>HTTP for other people's calendars: the impact first.</summary>
internal sealed class CalendarApi(CalendarKeeping keeping, CalendarReadings readings, NetworkCache network, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        if (await Site(context) is not { } site) return;

        var standings = await readings.Of(site.Id, context.RequestAborted);
        await Answers.Write(context, [.. standings.Select(standing => CalendarView.Of(standing, readings.Host(standing.Source), site))], CalendarJson.Shared.IReadOnlyListCalendarView);
    }

    public async Task Add(HttpContext context)
    {
        if (await Asking.Read(context, CalendarJson.Shared.CalendarPost, clock) is not { } asked || await Site(context) is not { } site) return;

        var query = new QueryReader(context.Request);
        var preview = query.Flag("preview");
        var (draft, problem) = keeping.Read(site, asked.Body);
        if ((problem ?? query.Problem) is { } wrong)
        {
            await Answers.Write(context, wrong);
            return;
        }

        // Only what is looked at, and a file, is read before it is saved.
        var stop = context.RequestAborted;
        var intake = preview || draft!.File is not null ? await keeping.Look(draft!, site, stop) : null;
        if (intake is Intake.Failed(var why, _))
        {
            await Answers.Write(context, CalendarKeeping.Unreadable(why));
            return;
        }

        var read = intake as Intake.Read;
        if (preview)
        {
            var impact = await keeping.Impact(draft!.Source, read!, stop);
            await Answers.Write(
                context,
                new CalendarPreview([.. impact.Select(one => CalendarTimeView.Of(one.Time, draft.Source, site, one.Bookings))], read!.IsComplete, read.Warnings),
                CalendarJson.Shared.CalendarPreview);
            return;
        }

        var executed = await keeping.Add(draft!, read, asked.Command, stop);
        await Answers.Write(context, executed, "calendar");
    }

    public async Task Remove(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked && await Site(context) is { } site)
            await Answers.Write(context, await keeping.Remove(site, Id(context), asked.Command, context.RequestAborted), "calendar");
    }

    public Task Apply(HttpContext context) => Decide(context, closes: true);

    public Task Decline(HttpContext context) => Decide(context, closes: false);

    private async Task Decide(HttpContext context, bool closes)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked && await Site(context) is { } site)
            await Answers.Write(context, await keeping.Decide(site, Id(context), (string)context.Request.RouteValues["key"]!, closes, asked.Command, context.RequestAborted), "calendar");
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    /// <summary>The site of the address, when the caller looks after it; otherwise the problem has been answered.</summary>
    private async Task<Telecentre?> Site(HttpContext context)
    {
        var id = new SiteId((string)context.Request.RouteValues["site"]!);
        var site = await network.Site(id, context.RequestAborted);
        if (site is not null && context.Caller().Looks(id)) return site;

        await Answers.Write(context, site is null ? Problems.NotFound("There is no such télécentre.") : Problems.NotAllowed("a keeper of the site or the chamber"));
        return null;
    }
}

internal static class CalendarRoutes
{
    private const string Example = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f77","site":"nogaro","name":"Congés de la mairie","host":"example.org","readAt":"2026-11-23T07:55:00Z","nextAt":"2026-11-23T08:25:00Z","warnings":0,
         "times":[{"key":"5f0c2a…","start":"2026-12-23T23:00:00Z","end":"2026-12-26T23:00:00Z","localStart":"2026-12-24T00:00:00","localEnd":"2026-12-27T00:00:00","reason":"Noël","state":"waiting"}]}
        """;

    private const string Preview = """
        {"times":[{"key":"5f0c2a…","start":"2026-12-23T23:00:00Z","end":"2026-12-26T23:00:00Z","localStart":"2026-12-24T00:00:00","localEnd":"2026-12-27T00:00:00","reason":"Noël","bookings":2}],"complete":true,"warnings":[]}
        """;

    public static IServiceCollection AddCalendarImports(this IServiceCollection services, bool runJobs)
    {
        services.AddSingleton<CalendarIntake>().AddSingleton<CalendarApplying>().AddSingleton<CalendarRefresh>().AddSingleton<CalendarKeeping>().AddSingleton<CalendarReadings>().AddSingleton<CalendarApi>();
        return runJobs ? services.AddHostedService(provider => provider.GetRequiredService<CalendarRefresh>()) : services;
    }

    public static void MapCalendarImports(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<CalendarApi>();
        routes.MapGet("/telecentres/{site}/calendars", api.List).Describe("Lists the calendars that close a site", call => call.For(Access.Keeper)
            .Gives(200, "Each with its times to come.", CalendarJson.Shared.IReadOnlyListCalendarView, $"[{Example}]"));
        routes.MapPost("/telecentres/{site}/calendars", api.Add).Describe("Has a calendar close a site, or one space", call => call.For(Access.Keeper)
            .Saying($"From `url` (public HTTPS), which is read every half hour, or from `ics`, what a file says. Every time that the calendar takes up becomes a closure, for 400 days ahead and {CalendarIntake.MostTimes} times at most, and follows it when it moves or goes. A time that bookings stand in the way of waits for a keeper's word. The words of a room's calendar are not kept.")
            .Asks("preview", "Only show what it would close, save nothing.", "true")
            .Takes(CalendarJson.Shared.CalendarPost, """{"name":"Congés de la mairie","url":"https://example.org/conges.ics"}""")
            .Gives(200, "What it would close, nothing saved.", CalendarJson.Shared.CalendarPreview, Preview)
            .Gives(201, "It closes from now on.")
            .Declines(422, "unreadable-calendar", "too-many-calendars"));
        routes.MapDelete("/telecentres/{site}/calendars/{id}", api.Remove).Describe("Removes a calendar", call => call.For(Access.Keeper)
            .Gives(204, "What it closed is open again.").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/calendars/{id}/times/{key}/apply", api.Apply).Describe("Closes for a time that bookings stand in the way of", call => call.For(Access.Keeper)
            .Saying("Each of them is given back with a refund, and its member is told.").Gives(204, "It is closed.").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/calendars/{id}/times/{key}/decline", api.Decline).Describe("Stays open for a time of a calendar", call => call.For(Access.Keeper)
            .Saying("Until the calendar moves it.").Gives(204, "It stays open.").Declines(404, "not-found"));
    }
}
