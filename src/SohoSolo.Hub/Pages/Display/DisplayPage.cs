using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Display;

/// <summary>A screen at the door of a room, and how a keeper makes one of a tablet.</summary>
internal sealed class DisplayPage(KeptSites kept, DisplayKeeping displays, SessionKeeping sessions, StoreQueries queries, NetworkCache network, HubSettings settings)
{
    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    /// <summary>For the screen itself, and for a keeper who wants to see what it shows.</summary>
    public async Task<IResult> Show(Visit visit)
    {
        var id = new SpaceId(visit.Part("space"));
        if ((await network.Get(visit.Stop)).Sites.Values.FirstOrDefault(site => site.Find(id) is not null) is not { } site) return visit.Missing();

        var space = site.Find(id)!;
        return visit.CallerOrNobody?.Looks(site.Id) == true || await displays.Shows(visit.Http, space)
            ? visit.Show<DisplayView, DisplayModel>(await Model(visit, site, space))
            : visit.Forbidden();
    }

    public Task<IResult> List(Visit visit) => kept.For(visit, async site =>
        visit.Show<DisplaysView, DisplaysModel>(new DisplaysModel(site, await displays.Of(site, visit.Stop), visit.Asked("said"))));

    /// <summary>The browser that she holds becomes the screen, and is hers no more.</summary>
    public Task<IResult> Begin(Visit visit) => kept.For(visit, async site =>
    {
        if (visit.Field("space") is not { } space || site.Find(new SpaceId(space)) is not { } shown) return visit.Missing();

        await displays.Begin(visit.Http, visit.Caller, shown, visit.Command());
        if (Proof.OfCookie(visit.Http.Request) is { } proof) await sessions.End(proof, visit.Stop);

        SessionCookie.Clear(visit.Http);
        return Visit.GoTo($"/display/{shown.Id}");
    });

    public Task<IResult> End(Visit visit) => kept.For(visit, async site =>
        visit.Field("display") is { } display && await displays.End(site, display, visit.Command(), visit.Stop) ? Visit.GoTo($"/board/{site.Id}/displays", "ended") : visit.Missing());

    private async Task<DisplayModel> Model(Visit visit, Telecentre site, Space space)
    {
        var today = site.Calendar.DayOf(visit.Now);
        var rest = new TimeRange(visit.Now, site.Calendar.WholeDay(today).End);
        var leasing = queries.Leases([site.Id], today, today, visit.Stop);
        var booked = (await queries.Bookings(new BookingFilter { Space = space.Id, Window = rest, Statuses = Holding }, visit.Stop)).OrderBy(booking => booking.During.Start).ToList();
        var isLeased = (await leasing).Any(lease => lease.Space == space.Id && lease.Bars(null, today));
        var (state, until) = StateOf(site, space, booked, isLeased, visit.Now);
        return new DisplayModel
        {
            Site = site,
            Space = space,
            State = state,
            Until = until,
            Next = [.. booked.Where(booking => booking.During.Start > visit.Now).Select(booking => booking.During)],
            Address = new Uri(settings.Links, $"here/{space.Id}").ToString(),
        };
    }

    private static (DisplayState State, DateTimeOffset? Until) StateOf(Telecentre site, Space space, List<Booking> booked, bool isLeased, DateTimeOffset now)
    {
        if (booked.Find(booking => booking.During.Contains(now)) is { } current) return (current.Status == BookingStatus.CheckedIn ? DisplayState.Occupied : DisplayState.Booked, current.During.End);
        if (OpenTimes.At(site, now) is not { } open) return (DisplayState.Closed, OpenTimes.After(site, now)?.Start);
        if (site.Closures.FirstOrDefault(closure => closure.Concerns(space) && closure.During.Contains(now)) is { } block) return (DisplayState.Blocked, block.During.End);

        return isLeased ? (DisplayState.Leased, null) : (DisplayState.Free, booked.Select(booking => booking.During.Start).Append(open.End).Min());
    }
}
