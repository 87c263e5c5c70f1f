using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Calendars;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyCalendar;

/// <summary>Her calendars' addresses, those of the places she looks after, and whether messages carry her bookings.</summary>
public sealed record MyCalendarModel(IReadOnlyList<CalendarCard> Calendars, IReadOnlyList<Telecentre> Kept, bool MailsCalendar, DateOnly Today)
{
    /// <summary>The address itself, on the one page that shows it.</summary>
    public string? Fresh { get; init; }

    public string? Said { get; init; }

    /// <summary>A word of <see cref="MyCalendarText"/> after <c>trouble.</c>.</summary>
    public string? Trouble { get; init; }
}

/// <summary>One that can be read; <paramref name="Place"/> is null for her own bookings.</summary>
public sealed record CalendarCard(string Id, string Name, string? Place, bool ShowsNames, DateOnly Since);

internal sealed class MyCalendarPage(CalendarKeeping keeping, PreferenceKeeping preferences, StoreQueries queries, NetworkCache network, NetworkDay days, HubSettings settings)
{
    public const string Path = "/me/calendar";

    private static readonly string[] Sayings = ["ended", "kept"];

    public async Task<IResult> Show(Visit visit)
    {
        var said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
        return visit.Show<MyCalendarView, MyCalendarModel>(await Model(visit) with { Said = said });
    }

    public async Task<IResult> Make(Visit visit)
    {
        var secret = CalendarSecret.New();
        var space = visit.Field("space");
        var post = new CalendarPost { Name = visit.Field("name"), Space = space, Names = space is not null };
        var (link, problem) = await keeping.Read(post, visit.Caller, secret, visit.Stop);
        if (link is null) return await Refused(visit, "invalid", problem!.Status == StatusCodes.Status403Forbidden ? problem.Status : StatusCodes.Status422UnprocessableEntity);

        var executed = await keeping.Make(link, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "calendar");
        if (!outcome.IsDone) return await Refused(visit, outcome.Reason == "too-many-calendars" ? "many" : "invalid", outcome.Status);

        // Shown in this answer and nowhere else: who sends the form again is told that it has been shown.
        return executed is Executed<Answer>.Fresh
            ? visit.Show<MyCalendarView, MyCalendarModel>(await Model(visit) with { Fresh = CalendarSecret.Address(settings.Links, secret).AbsoluteUri })
            : await Refused(visit, "shown", StatusCodes.Status409Conflict);
    }

    public async Task<IResult> End(Visit visit)
    {
        var outcome = Outcome.Of(await keeping.End(visit.Caller.Member, visit.Part("id"), visit.Command(), visit.Stop), "calendar");
        return outcome.IsDone ? Visit.GoTo(Path, "ended") : visit.Missing();
    }

    public async Task<IResult> Choose(Visit visit)
    {
        var chosen = await preferences.Choose(visit.Caller.Member, language: null, releaseWhenLeft: null, visit.Field("mail") is not null, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(chosen, "preferences");
        return outcome.IsDone ? Visit.GoTo(Path, "kept") : await Refused(visit, "invalid", outcome.Status);
    }

    private async Task<IResult> Refused(Visit visit, string trouble, int status) => visit.Show<MyCalendarView, MyCalendarModel>(await Model(visit) with { Trouble = trouble }, status);

    private async Task<MyCalendarModel> Model(Visit visit)
    {
        var sites = (await network.Get(visit.Stop)).Sites.Values;
        var cards = new List<CalendarCard>();
        foreach (var link in await queries.CalendarLinks(visit.Caller.Member, visit.Stop))
        {
            var site = link.Space is { } id ? sites.FirstOrDefault(site => site.Find(id) is not null) : null;
            var place = link.Space is { } space ? $"{site?.Find(space)?.Name ?? space.Value}, {site?.Name}" : null;
            cards.Add(new CalendarCard(link.Id, link.Name, place, link.ShowsNames, await days.Of(link.MadeAt, visit.Stop)));
        }

        var kept = sites.Where(site => visit.Caller.Looks(site.Id)).OrderBy(site => site.Name, StringComparer.Ordinal).ToList();
        return new MyCalendarModel(cards, kept, (await queries.Preference(visit.Caller.Member, visit.Stop)).CalendarMail, await days.Today(visit.Stop));
    }
}

internal static class MyCalendarRoutes
{
    public static IServiceCollection AddMyCalendar(this IServiceCollection services) => services.AddSingleton<MyCalendarPage>();

    public static void MapMyCalendar(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<MyCalendarPage>();
        routes.Page(MyCalendarPage.Path, Access.Member, page.Show);
        routes.Form(MyCalendarPage.Path, Access.Member, page.Make);
        routes.Form("/me/calendar/mail", Access.Member, page.Choose);
        routes.Form("/me/calendar/{id}/end", Access.Member, page.End);
    }
}
