using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
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

internal sealed class MyCalendarPage(CalendarForms forms, PreferenceKeeping preferences, StoreQueries queries, NetworkCache network, NetworkDay days)
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
        var space = visit.Field("space");
        var made = await forms.Make(visit, space, names: space is not null);
        return visit.Show<MyCalendarView, MyCalendarModel>(await Model(visit) with { Fresh = made.Fresh, Trouble = made.Trouble }, made.Status);
    }

    public async Task<IResult> End(Visit visit) => await forms.End(visit, visit.Part("id")) ? Visit.GoTo(Path, "ended") : visit.Missing();

    public async Task<IResult> Choose(Visit visit)
    {
        var chosen = await preferences.Choose(visit.Caller.Member, language: null, releaseWhenLeft: null, visit.Field("mail") is not null, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(chosen, "preferences");
        return outcome.IsDone ? Visit.GoTo(Path, "kept") : visit.Show<MyCalendarView, MyCalendarModel>(await Model(visit) with { Trouble = "invalid" }, outcome.Status);
    }

    private async Task<MyCalendarModel> Model(Visit visit)
    {
        var sites = (await network.Get(visit.Stop)).Sites.Values;
        var cards = new List<CalendarCard>();
        foreach (var (link, since) in await forms.Of(visit))
        {
            var site = link.Space is { } id ? sites.FirstOrDefault(site => site.Find(id) is not null) : null;
            var place = link.Space is { } space ? $"{site?.Find(space)?.Name ?? space.Value}, {site?.Name}" : null;
            cards.Add(new CalendarCard(link.Id, link.Name, place, link.ShowsNames, since));
        }

        var kept = sites.Where(site => visit.Caller.Looks(site.Id)).OrderBy(site => site.Name, StringComparer.Ordinal).ToList();
        return new MyCalendarModel(cards, kept, (await queries.Preference(visit.Caller.Member, visit.Stop)).CalendarMail, await days.Today(visit.Stop));
    }
}

internal static class MyCalendarRoutes
{
    public static IServiceCollection AddMyCalendar(this IServiceCollection services) => services.AddSingleton<CalendarForms>().AddSingleton<MyCalendarPage>();

    public static void MapMyCalendar(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<MyCalendarPage>();
        routes.Page(MyCalendarPage.Path, Access.Member, page.Show);
        routes.Form(MyCalendarPage.Path, Access.Member, page.Make);
        routes.Form("/me/calendar/mail", Access.Member, page.Choose);
        routes.Form("/me/calendar/{id}/end", Access.Member, page.End);
    }
}
