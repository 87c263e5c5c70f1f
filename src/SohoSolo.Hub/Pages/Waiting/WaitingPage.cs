using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Waiting;

public sealed record WaitingModel(IReadOnlyList<CardModel> Offers, IReadOnlyList<WaitModel> Lines, bool HasLeft, string? Declined);

/// <summary>Where she stands in one line.</summary>
public sealed record WaitModel(WaitingEntry Entry, Telecentre Site, int Position)
{
    /// <summary>The place she waits for; null for any of its kind.</summary>
    public string? Place => Entry.Space is { } space ? Site.Find(space)?.Name : null;
}

/// <summary>The lines that she stands in, and what is offered to her.</summary>
internal sealed class WaitingPage(WaitingReading lines, WaitingDesk desk, CardReading cards, StoreQueries queries, NetworkCache network)
{
    public Task<IResult> Show(Visit visit) => Show(visit, null);

    /// <summary>She waits no longer.</summary>
    public async Task<IResult> Leave(Visit visit)
    {
        var id = visit.Part("id");
        if (await queries.Waiting(id, visit.Stop) is not { } entry || entry.Member != visit.Caller.Member) return visit.Missing();

        var outcome = Outcome.Of(await desk.Leave(id, visit.Command(), visit.Stop), "leave-line");
        return outcome.IsDone ? Visit.GoTo("/waiting", "left") : await Show(visit, outcome);
    }

    private async Task<IResult> Show(Visit visit, Outcome? declined)
    {
        var (standings, sites) = (await lines.Of(visit.Caller.Member, visit.Stop), (await network.Get(visit.Stop)).Sites);
        var offers = standings.Where(standing => standing.Offer is { Status: BookingStatus.Offered }).Select(standing => standing.Offer!);
        var model = new WaitingModel(
            await cards.Of(offers, visit),
            [.. standings.Where(standing => standing.Position is not null).Select(standing => new WaitModel(standing.Entry, sites[standing.Entry.Site], standing.Position!.Value))],
            declined is null && visit.Asked("said") == "left",
            declined?.Reason);
        return visit.Show<WaitingListView, WaitingModel>(model, declined?.Status ?? StatusCodes.Status200OK);
    }
}

internal static class WaitingPages
{
    public static IServiceCollection AddWaitingPage(this IServiceCollection services) => services.AddSingleton<WaitingPage>();

    public static void MapWaitingPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<WaitingPage>();
        routes.Page("/waiting", Access.Member, page.Show);
        routes.Form("/waiting/{id}/leave", Access.Member, page.Leave);
    }
}
