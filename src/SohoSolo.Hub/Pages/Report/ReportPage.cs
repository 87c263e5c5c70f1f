using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Faults;
using SohoSolo.Hub.Pages.Book;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Report;

public sealed record ReportModel
{
    /// <summary>Every site, the likeliest first.</summary>
    public required IReadOnlyList<Telecentre> Sites { get; init; }

    /// <summary>Where she says it is, or most likely is; null in a network without sites.</summary>
    public required Telecentre? Site { get; init; }

    public Space? Space { get; init; }

    /// <summary>What she had typed, where it could not be kept.</summary>
    public string? More { get; init; }

    public string? Reason { get; init; }

    /// <summary>The keeper knows.</summary>
    public bool IsTold { get; init; }
}

/// <summary>"Something is not working", in two taps: the link, and what it is.</summary>
internal sealed class ReportPage(FaultKeeping keeping, NetworkCache network, StoreQueries queries)
{
    private static readonly BookingStatus[] Holding = [BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<IResult> Show(Visit visit) =>
        visit.Show<ReportView, ReportModel>(await Model(visit, visit.Asked("site"), visit.Asked("space")) with { IsTold = visit.Asked("said") == "told" });

    public async Task<IResult> Tell(Visit visit)
    {
        var (site, space, what, more) = (visit.Field("site"), visit.Field("space"), visit.Field("what"), visit.Field("more"));
        if (site is null || await network.Site(new SiteId(site), visit.Stop) is not { } known || what is null || !FaultNote.Kinds.Contains(what)) return visit.Missing();

        var (fault, problem) = keeping.Read(known, new FaultPost(FaultNote.Write(what, more), space), visit.Caller.Member);
        var command = visit.Command();
        var outcome = problem is null ? Outcome.Of(await keeping.Raise(fault!, command with { Key = $"{command.Key} {what}" }, visit.Stop), FaultKeeping.Kind) : Outcome.Of(problem);
        return outcome.IsDone
            ? Visit.GoTo($"/faults/new?site={Uri.EscapeDataString(site)}", "told")
            : visit.Show<ReportView, ReportModel>(await Model(visit, site, space) with { More = more, Reason = outcome.Reason }, outcome.Status);
    }

    /// <summary>Where she has a place now, else the site nearest to her home.</summary>
    private async Task<ReportModel> Model(Visit visit, string? site, string? space)
    {
        var known = await network.Get(visit.Stop);
        var near = BookLook.Near(known, visit.Member, visit, forSomebody: false).Select(found => found.Site).ToList();
        var hers = site is null ? await HerPlace(visit) : null;
        var chosen = near.Find(one => one.Id.Value == (site ?? hers?.Site.Value)) ?? near.FirstOrDefault();
        return new ReportModel { Sites = near, Site = chosen, Space = chosen?.Spaces.FirstOrDefault(one => one.Id.Value == (space ?? hers?.Space.Value)) };
    }

    private async Task<Booking?> HerPlace(Visit visit)
    {
        var now = new BookingFilter { Member = visit.Caller.Member, Window = new TimeRange(visit.Now, visit.Now.AddMinutes(1)), Statuses = Holding };
        return await queries.Bookings(now, visit.Stop) is [var booking, ..] ? booking : null;
    }
}

internal static class ReportRoutes
{
    public static IServiceCollection AddReport(this IServiceCollection services) => services.AddSingleton<ReportPage>();

    public static void MapReport(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<ReportPage>();
        routes.Page("/faults/new", Access.Member, page.Show);
        routes.Form("/faults/new", Access.Member, page.Tell);
    }
}
