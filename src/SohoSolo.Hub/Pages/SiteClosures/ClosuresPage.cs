using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.SiteClosures;

/// <summary>Closing a site or blocking one space of it: first who is in the way, then the word that counts.</summary>
internal sealed class ClosuresPage(KeptSites kept, ClosureDesk desk, NetworkCache network)
{
    public Task<IResult> Show(Visit visit) => kept.For(visit, site => Task.FromResult(visit.Show<ClosuresView, ClosuresModel>(Empty(visit, site) with { Said = visit.Asked("said") })));

    /// <summary>Nothing is saved by looking.</summary>
    public Task<IResult> Preview(Visit visit) => kept.For(visit, async site =>
    {
        var draft = ClosureDraft.Of(visit.Asked, Tomorrow(visit, site));
        var (closure, problem) = draft.Read(site);
        problem ??= closure!.During.End <= visit.Now ? BookingAnswers.Problem(DeclineReason.InThePast) : null;
        var model = Empty(visit, site) with { Draft = draft };
        return problem is not null
            ? visit.Show<ClosuresView, ClosuresModel>(model with { Reason = problem.Reason }, problem.Status)
            : visit.Show<ClosuresView, ClosuresModel>(model with { Asked = closure, Impact = await Impact(closure!, visit.Stop) });
    });

    public Task<IResult> Close(Visit visit) => kept.For(visit, async site =>
    {
        var draft = ClosureDraft.Of(visit.Field, Tomorrow(visit, site));
        var (closure, problem) = draft.Read(site);
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await desk.Close(closure!, visit.Command(), visit.Stop), closure!.Space is null ? "close" : "block");
        return outcome.IsDone
            ? Visit.GoTo($"/board/{site.Id}/closures", "closed")
            : visit.Show<ClosuresView, ClosuresModel>(Empty(visit, site) with { Draft = draft, Reason = outcome.Reason }, outcome.Status);
    });

    public Task<IResult> Reopen(Visit visit) => kept.For(visit, async site =>
    {
        var id = visit.Part("closure");
        var fresh = (await network.Reload(visit.Stop)).Sites[site.Id];
        if (fresh.Closures.All(closure => closure.Id != id)) return visit.Missing();

        var outcome = Outcome.Of(await desk.Reopen(site.Id, closure => closure.Id == id, visit.Command(), visit.Stop), "reopen");
        return outcome.IsDone
            ? Visit.GoTo($"/board/{site.Id}/closures", "reopened")
            : visit.Show<ClosuresView, ClosuresModel>(Empty(visit, fresh) with { Reason = outcome.Reason }, outcome.Status);
    });

    private static DateOnly Tomorrow(Visit visit, Telecentre site) => site.Calendar.DayOf(visit.Now).AddDays(1);

    private static ClosuresModel Empty(Visit visit, Telecentre site) => new() { Site = site, Draft = ClosureDraft.Of(name => name == "space" ? visit.Asked(name) : null, Tomorrow(visit, site)) };

    private async Task<IReadOnlyList<Affected>> Impact(Closure closure, CancellationToken stop)
    {
        var sites = (await network.Get(stop)).Sites;
        return [.. (await desk.Impact(closure, stop)).Select(view => new Affected(
            view.Name,
            view.Phone,
            PlaceOf(sites, view.Booking.Site, view.Booking.Space),
            Times.Range(view.Booking.Start, view.Booking.End),
            Words.Read<BookingStatus>(view.Booking.Status)!.Value)
        {
            Instead = view.Alternatives is [var first, ..] ? (sites[new SiteId(first.Site)].Name, PlaceOf(sites, first.Site, first.Space), first.During) : null,
        })];
    }

    private static string PlaceOf(IReadOnlyDictionary<SiteId, Telecentre> sites, string site, string space) => sites[new SiteId(site)].Find(new SpaceId(space))?.Name ?? space;
}

internal static class ClosuresRoutes
{
    public static IServiceCollection AddClosurePages(this IServiceCollection services) => services.AddSingleton<ClosuresPage>();

    public static void MapClosurePages(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<ClosuresPage>();
        routes.Page("/board/{site}/closures", Access.Keeper, page.Show);
        routes.Page("/board/{site}/closures/new", Access.Keeper, page.Preview);
        routes.Form("/board/{site}/closures", Access.Keeper, page.Close);
        routes.Form("/board/{site}/closures/{closure}/reopen", Access.Keeper, page.Reopen);
    }
}
