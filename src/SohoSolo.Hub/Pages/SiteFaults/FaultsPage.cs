using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Faults;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.SiteFaults;

/// <summary>What is broken at a site, and what was lately.</summary>
public sealed record FaultsModel(Telecentre Site, IReadOnlyList<Alarm> Standing, IReadOnlyList<Alarm> Mended, IReadOnlyDictionary<MemberId, string> Names, string? Said);

/// <summary>Faults that members reported, with the word that ends one.</summary>
internal sealed class FaultsPage(KeptSites kept, StoreQueries queries)
{
    private const int MostAlarms = 500;
    private const int MostMended = 20;

    public Task<IResult> Show(Visit visit) => kept.For(visit, async site =>
    {
        var faults = (await queries.Alarms(site.Id, openOnly: false, MostAlarms, visit.Stop)).Where(alarm => alarm.Kind == FaultKeeping.Kind).ToList();
        List<Alarm> mended = [.. faults.Where(fault => !fault.Stands).OrderByDescending(fault => fault.ClearedAt).Take(MostMended)];
        List<Alarm> standing = [.. faults.Where(fault => fault.Stands)];
        var names = await queries.MemberNames([.. standing.Concat(mended).Select(fault => fault.RaisedBy).OfType<MemberId>().Distinct()], visit.Stop);
        return visit.Show<FaultsView, FaultsModel>(new FaultsModel(site, standing, mended, names, visit.Asked("said")));
    });
}

internal static class FaultsRoutes
{
    public static IServiceCollection AddFaultPages(this IServiceCollection services) => services.AddSingleton<FaultsPage>();

    public static void MapFaultPages(this IEndpointRouteBuilder routes) => routes.Page("/board/{site}/faults", Access.Keeper, routes.Feature<FaultsPage>().Show);
}
