using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Badges;
using SohoSolo.Hub.Pages.Callers;
using SohoSolo.Hub.Pages.DaySheet;
using SohoSolo.Hub.Pages.DoorLog;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Pages.SiteCalendars;
using SohoSolo.Hub.Pages.SiteClosures;
using SohoSolo.Hub.Pages.SiteFaults;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>The addresses of a keeper's pages.</summary>
internal static class BoardPages
{
    public static IServiceCollection AddBoardPages(this IServiceCollection services) => services
        .AddSingleton<KeptSites>().AddSingleton<MemberFinder>().AddSingleton<BoardPage>().AddSingleton<BoardForms>()
        .AddDaySheet().AddClosurePages().AddCalendarPages().AddFaultPages().AddCallers().AddBadges().AddDoorLog();

    public static void MapBoardPages(this IEndpointRouteBuilder routes)
    {
        MapBoard(routes);
        routes.MapDaySheet();
        routes.MapClosurePages();
        routes.MapCalendarPages();
        routes.MapFaultPages();
        routes.MapCallers();
        routes.MapBadges();
        routes.MapDoorLog();
    }

    private static void MapBoard(IEndpointRouteBuilder routes)
    {
        var (page, forms) = (routes.Feature<BoardPage>(), routes.Feature<BoardForms>());
        routes.Page("/board", Access.Keeper, page.Choose);
        routes.Page("/board/{site}", Access.Keeper, page.Show);
        routes.Page("/board/{site}/now", Access.Keeper, page.ShowNow);
        routes.Form("/board/{site}/bookings/{booking}/check-in", Access.Keeper, forms.CheckIn);
        routes.Form("/board/{site}/bookings/{booking}/release", Access.Keeper, forms.Release);
        routes.Form("/board/{site}/bookings/{booking}/move", Access.Keeper, forms.Move);
        routes.Form("/board/{site}/bookings/{booking}/approve", Access.Keeper, forms.Approve);
        routes.Form("/board/{site}/bookings/{booking}/refuse", Access.Keeper, forms.Refuse);
        routes.Form("/board/{site}/alarms/{alarm}/seen", Access.Keeper, forms.See);
        routes.Form("/board/{site}/alarms/{alarm}/mended", Access.Keeper, forms.Mend);
        routes.Form("/board/{site}/doors/{door}/unlock", Access.Keeper, forms.Unlock);
        routes.Form("/board/{site}/doors/{door}/mode", Access.Keeper, forms.SetMode);
        routes.Form("/board/{site}/readers/{reader}/reset-pin", Access.Keeper, forms.ResetPin);
    }
}
