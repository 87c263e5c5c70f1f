using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.CalendarImports;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.MyCalendar;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.SiteCalendars;

/// <summary>Other people's calendars: first what one would close, then the word that counts; and a word on each time that bookings stand in the way of.</summary>
internal sealed class CalendarsPage(KeptSites kept, CalendarKeeping keeping, CalendarReadings readings, ClosureDesk closures, CalendarForms feeds, NetworkDay days)
{
    /// <summary>The file travels with the page that shows what it closes.</summary>
    public const int MostFileBytes = 512 * 1024;

    private static readonly string[] Sayings = ["added", "removed", "applied", "declined", "feed-ended"];

    public Task<IResult> Show(Visit visit) => kept.For(visit, async site =>
        visit.Show<CalendarsView, CalendarsModel>(await Model(visit, site) with { Said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null }));

    /// <summary>Nothing is saved by looking.</summary>
    public Task<IResult> Preview(Visit visit) => kept.For(visit, async site =>
    {
        var (fields, trouble) = await Filled(visit);
        var (draft, problem) = trouble is null ? Read(site, fields) : (null, null);
        if (draft is null) return await Refused(visit, site, fields, trouble ?? Word(problem!));

        var intake = await keeping.Look(draft, site, visit.Stop);
        if (intake is not Intake.Read read) return await Refused(visit, site, fields, "unreadable", (intake as Intake.Failed)?.Why);

        var times = await keeping.Impact(draft.Source, read, visit.Stop);
        return visit.Show<CalendarsView, CalendarsModel>(await Model(visit, site) with { Draft = fields, Look = new CalendarLook(draft.Source, times, read.Warnings.Count, read.IsComplete) });
    });

    public Task<IResult> Add(Visit visit) => kept.For(visit, async site =>
    {
        var (fields, trouble) = await Filled(visit);
        var (draft, problem) = trouble is null ? Read(site, fields) : (null, null);
        if (draft is null) return await Refused(visit, site, fields, trouble ?? Word(problem!));

        // An address was read a moment ago; a file is read here, for only its words came along.
        var read = draft.File is null ? null : await keeping.Look(draft, site, visit.Stop) as Intake.Read;
        if (draft.File is not null && read is null) return await Refused(visit, site, fields, "unreadable", "not-a-calendar");

        var outcome = Outcome.Of(await keeping.Add(draft, read, visit.Command(), visit.Stop), "calendar");
        return outcome.IsDone ? Visit.GoTo($"/board/{site.Id}/calendars", "added") : await Refused(visit, site, fields, outcome.Reason == "too-many-calendars" ? "many" : "invalid", null, outcome.Status);
    });

    public Task<IResult> Remove(Visit visit) => kept.For(visit, async site =>
        After(visit, site, Outcome.Of(await keeping.Remove(site, visit.Part("id"), visit.Command(), visit.Stop), "calendar"), "removed"));

    public Task<IResult> Apply(Visit visit) => Decide(visit, closes: true);

    public Task<IResult> Decline(Visit visit) => Decide(visit, closes: false);

    private Task<IResult> Decide(Visit visit, bool closes) => kept.For(visit, async site =>
    {
        var outcome = Outcome.Of(await keeping.Decide(site, visit.Part("id"), visit.Part("key"), closes, visit.Command(), visit.Stop), "calendar");
        return After(visit, site, outcome, closes ? "applied" : "declined");
    });

    /// <summary>A calendar of a place for the keeper's own program; the address is in this answer and nowhere else.</summary>
    public Task<IResult> MakeFeed(Visit visit) => kept.For(visit, async site =>
    {
        var space = visit.Field("space");
        var made = site.Spaces.Any(one => one.Id.Value == space)
            ? await feeds.Make(visit, space, visit.Field("names") is not null)
            : new MadeCalendar(null, "invalid", StatusCodes.Status422UnprocessableEntity);
        return visit.Show<CalendarsView, CalendarsModel>(await Model(visit, site) with { Fresh = made.Fresh, FeedTrouble = made.Trouble, FeedSpace = space }, made.Status);
    });

    public Task<IResult> EndFeed(Visit visit) => kept.For(visit, async site =>
        await feeds.End(visit, visit.Part("id")) ? Visit.GoTo($"/board/{site.Id}/calendars", "feed-ended") : visit.Missing());

    private static IResult After(Visit visit, Telecentre site, Outcome outcome, string said) => outcome.IsDone ? Visit.GoTo($"/board/{site.Id}/calendars", said) : visit.Missing();

    private (CalendarDraft? Draft, Problem? Problem) Read(Telecentre site, CalendarFields fields)
    {
        var post = new CalendarPost { Name = fields.Name, Space = fields.Space, Url = fields.Url };
        return keeping.Read(site, post, fields.File.Length > 0 ? Convert.FromBase64String(fields.File) : null);
    }

    private static async Task<(CalendarFields Fields, string? Trouble)> Filled(Visit visit)
    {
        var fields = new CalendarFields(visit.Field("name") ?? "", visit.Field("space") ?? "", visit.Field("url") ?? "", visit.Field("ics") is { } along && IsBase64(along) ? along : "");
        if (visit.File("file") is not { Length: > 0 } file) return (fields, null);
        if (file.Length > MostFileBytes) return (fields, "large");

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, visit.Stop);
        return (fields with { File = Convert.ToBase64String(bytes.ToArray()) }, null);
    }

    private static bool IsBase64(string text) => text.Length <= MostFileBytes * 2 && System.Buffers.Text.Base64.IsValid(text);

    private static string Word(Problem problem) => problem.Field switch
    {
        "name" => "name",
        "url" => "url",
        _ => "invalid",
    };

    private async Task<IResult> Refused(Visit visit, Telecentre site, CalendarFields fields, string trouble, string? why = null, int status = StatusCodes.Status422UnprocessableEntity) =>
        visit.Show<CalendarsView, CalendarsModel>(await Model(visit, site) with { Draft = fields, Trouble = trouble, Why = why }, status);

    private async Task<CalendarsModel> Model(Visit visit, Telecentre site)
    {
        var stop = visit.Stop;
        var lines = new List<CalendarLine>();
        foreach (var (source, entries) in await readings.Of(site.Id, stop))
        {
            var waiting = new List<CalendarTime>();
            foreach (var entry in entries.Where(entry => entry.State == ImportState.Waiting))
                waiting.Add(new CalendarTime(entry, await InTheWay(site, source, entry, stop)));

            lines.Add(new CalendarLine(source, readings.Host(source), waiting, [.. entries.Where(entry => entry.State != ImportState.Waiting)]));
        }

        return new CalendarsModel { Site = site, Calendars = lines, Feeds = await Feeds(visit, site), Today = await days.Today(stop) };
    }

    private async Task<IReadOnlyList<CalendarCard>> Feeds(Visit visit, Telecentre site) =>
    [
        .. from feed in await feeds.Of(visit)
           let space = feed.Link.Space is { } id ? site.Find(id) : null
           where space is not null
           select new CalendarCard(feed.Link.Id, feed.Link.Name, space.Name, feed.Link.ShowsNames, feed.Since),
    ];

    private async Task<IReadOnlyList<InTheWay>> InTheWay(Telecentre site, CalendarSource source, ImportedEntry entry, CancellationToken stop) =>
    [
        .. (await closures.Impact(new Closure("", site.Id, source.Space, entry.During, ""), stop)).Select(view => new InTheWay(
            view.Name, site.Find(new Core.SpaceId(view.Booking.Space))?.Name ?? view.Booking.Space, Times.Range(view.Booking.Start, view.Booking.End))),
    ];
}

internal static class CalendarsRoutes
{
    public static IServiceCollection AddCalendarPages(this IServiceCollection services) => services.AddSingleton<CalendarsPage>();

    public static void MapCalendarPages(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<CalendarsPage>();
        routes.Page("/board/{site}/calendars", Access.Keeper, page.Show);
        routes.Form("/board/{site}/calendars/look", Access.Keeper, page.Preview);
        routes.Form("/board/{site}/calendars", Access.Keeper, page.Add);
        routes.Form("/board/{site}/calendars/feeds", Access.Keeper, page.MakeFeed);
        routes.Form("/board/{site}/calendars/feeds/{id}/end", Access.Keeper, page.EndFeed);
        routes.Form("/board/{site}/calendars/{id}/remove", Access.Keeper, page.Remove);
        routes.Form("/board/{site}/calendars/{id}/times/{key}/apply", Access.Keeper, page.Apply);
        routes.Form("/board/{site}/calendars/{id}/times/{key}/decline", Access.Keeper, page.Decline);
    }
}
