using SohoSolo.Hub.Calendars;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyCalendar;

/// <summary>One that can be read; <paramref name="Place"/> is null for her own bookings.</summary>
public sealed record CalendarCard(string Id, string Name, string? Place, bool ShowsNames, DateOnly Since);

/// <summary>What became of a form for an address: it itself, to be shown this once, or a word of <see cref="MyCalendarText"/> after <c>trouble.</c> for why there is none.</summary>
internal sealed record MadeCalendar(string? Fresh, string? Trouble, int Status);

/// <summary>Calendar addresses as forms make and end them, on her own page and on those of the places that she looks after.</summary>
internal sealed class CalendarForms(CalendarKeeping keeping, StoreQueries queries, NetworkDay days, HubSettings settings)
{
    /// <summary>Of a space, or of her own bookings without one.</summary>
    public async Task<MadeCalendar> Make(Visit visit, string? space, bool names)
    {
        var secret = CalendarSecret.New();
        var post = new CalendarPost { Name = visit.Field("name"), Space = space, Names = names };
        var (link, problem) = await keeping.Read(post, visit.Caller, secret, visit.Stop);
        if (link is null) return new MadeCalendar(null, "invalid", problem!.Status == StatusCodes.Status403Forbidden ? problem.Status : StatusCodes.Status422UnprocessableEntity);

        var executed = await keeping.Make(link, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "calendar");
        if (!outcome.IsDone) return new MadeCalendar(null, outcome.Reason == "too-many-calendars" ? "many" : "invalid", outcome.Status);

        // Shown in this answer and nowhere else: who sends the form again is told that it has been shown.
        return executed is Executed<Answer>.Fresh
            ? new MadeCalendar(CalendarSecret.Address(settings.Links, secret).AbsoluteUri, null, StatusCodes.Status200OK)
            : new MadeCalendar(null, "shown", StatusCodes.Status409Conflict);
    }

    public async Task<bool> End(Visit visit, string id) => Outcome.Of(await keeping.End(visit.Caller.Member, id, visit.Command(), visit.Stop), "calendar").IsDone;

    /// <summary>Those that she has made.</summary>
    public async Task<IReadOnlyList<(CalendarLink Link, DateOnly Since)>> Of(Visit visit)
    {
        List<(CalendarLink, DateOnly)> links = [];
        foreach (var link in await queries.CalendarLinks(visit.Caller.Member, visit.Stop))
            links.Add((link, await days.Of(link.MadeAt, visit.Stop)));

        return links;
    }
}
