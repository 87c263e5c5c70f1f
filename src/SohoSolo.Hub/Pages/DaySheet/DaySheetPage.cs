using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Board;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.DaySheet;

/// <summary>What a keeper keeps on paper: the day, and who is there.</summary>
internal sealed class DaySheetPage(KeptSites kept, BoardReading reading, Consultations consultations, StoreQueries queries)
{
    private static readonly BookingStatus[] Shown = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed];

    public Task<IResult> Show(Visit visit) => kept.For(visit, async site =>
    {
        var today = site.Calendar.DayOf(visit.Now);
        var day = Times.TryDay(visit.Asked("day"), out var asked) && asked.Year is > 2000 and < 2200 ? asked : today;
        if (day < today) await consultations.NoteList(visit.Caller, new Look(Look.PastDay) { Site = site.Id, During = site.Calendar.WholeDay(day) }, visit.Stop);

        var bookings = await queries.Bookings(new BookingFilter { Sites = [site.Id], Window = site.Calendar.WholeDay(day), Statuses = Shown }, visit.Stop);
        var people = (await queries.MembersOf([.. bookings.Select(booking => booking.Member).Distinct()], visit.Stop)).ToDictionary(member => member.Id);
        return visit.Show<DaySheetView, DaySheetModel>(DaySheetModel.Of(site, day, today, bookings, people));
    });

    public Task<IResult> ShowRollCall(Visit visit) => kept.For(visit, async site =>
        visit.Show<RollCallView, RollCallModel>(RollCallModel.Of(await reading.Look(site, visit.Stop))));
}

internal static class DaySheetRoutes
{
    public static IServiceCollection AddDaySheet(this IServiceCollection services) => services.AddSingleton<DaySheetPage>();

    public static void MapDaySheet(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<DaySheetPage>();
        routes.Page("/board/{site}/day", Access.Keeper, page.Show);
        routes.Page("/board/{site}/roll-call", Access.Keeper, page.ShowRollCall);
    }
}
