using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Reports;

internal static class ReportPages
{
    public static IServiceCollection AddReportPages(this IServiceCollection services) =>
        services.AddSingleton<ReportNames>().AddSingleton<UseBook>().AddSingleton<DashboardPage>().AddSingleton<MapPage>().AddSingleton<FlowsPage>().AddSingleton<HoursPage>().AddSingleton<CommunityPage>().AddSingleton<MethodPage>().AddSingleton<FiguresPage>();

    public static void MapReportPages(this IEndpointRouteBuilder routes)
    {
        routes.Page("/reports", Access.Chamber, routes.Feature<DashboardPage>().Show);
        routes.Page("/reports/map", Access.Chamber, routes.Feature<MapPage>().Show);
        routes.Page("/reports/flows", Access.Chamber, routes.Feature<FlowsPage>().Show);
        routes.Page("/reports/hours", Access.Chamber, routes.Feature<HoursPage>().Show);
        routes.Page("/reports/communities/{siren}", Access.Chamber, routes.Feature<CommunityPage>().Show);
        routes.Page("/reports/method", Access.Anyone, routes.Feature<MethodPage>().Show);
        routes.Page("/figures", Access.Anyone, routes.Feature<FiguresPage>().Show);
        routes.Page("/figures/csv", Access.Anyone, routes.Feature<FiguresPage>().Download);
    }
}
