using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>What the buttons about one booking do: the same use cases as the HTTP interface's.</summary>
internal sealed class BookingActs(BookingPage page, BookingKeeping keeping, SeriesKeeping several, WaitingDesk waiting, StoreQueries queries, NetworkCache network)
{
    /// <summary>Does one thing to a booking that she may see; null where that cannot be done to it by her.</summary>
    private delegate Task<Outcome?> Act(Visit visit, Booking booking);

    public Func<Visit, Task<IResult>> Cancel => Do("cancelled", async (visit, booking) =>
        Words.Read<SeriesScope>(visit.Field("scope") ?? "this") is { } scope ? Outcome.Of(await several.Cancel(booking, scope, By(visit, booking), visit.Command(), visit.Stop), "cancel") : null);

    public Func<Visit, Task<IResult>> Release => Do("released", async (visit, booking) => Outcome.Of(await keeping.Release(booking.Id, visit.Command(), visit.Stop), "release"));

    public Func<Visit, Task<IResult>> CheckIn => Do("arrived", async (visit, booking) =>
        Outcome.Of(await keeping.CheckIn(booking.Id, visit.Caller.Member == booking.Member ? "checked in by the member" : "checked in by the keeper", visit.Command(), visit.Stop), "check-in"));

    public Func<Visit, Task<IResult>> Extend => Do("extended", async (visit, booking) =>
    {
        var site = (await network.Get(visit.Stop)).Sites[booking.Site];
        return BookingOptions.Of(booking, site, visit.Now).Longer is { } longer
            ? Outcome.Of(await several.Change(booking, new ChangeWish(longer, null, SeriesScope.This, visit.Caller.Looks(site.Id)), visit.Command(), visit.Stop), "change")
            : Outcome.Of(BookingAnswers.Problem(DeclineReason.WrongState));
    });

    public Func<Visit, Task<IResult>> Change => Do("changed", async (visit, booking) =>
    {
        var site = (await network.Get(visit.Stop)).Sites[booking.Site];
        var (wish, problem) = ChangeReader.Read(Asked(visit, booking), booking, site, visit.Caller);
        return problem is not null ? Outcome.Of(problem) : Outcome.Of(await several.Change(booking, wish!, visit.Command(), visit.Stop), "change");
    });

    public Func<Visit, Task<IResult>> Approve => Do("approved", async (visit, booking) =>
        visit.Caller.Looks(booking.Site) ? Outcome.Of(await keeping.Approve(booking.Id, visit.Command(), visit.Stop), "approve") : null);

    public Func<Visit, Task<IResult>> Refuse => Do("refused", async (visit, booking) =>
        visit.Caller.Looks(booking.Site) ? Outcome.Of(await keeping.Refuse(booking.Id, visit.Command(), visit.Stop), "refuse") : null);

    public Func<Visit, Task<IResult>> Accept => Do("taken", async (visit, booking) =>
        await Line(booking, visit) is { } entry ? Outcome.Of(await waiting.Accept(entry, visit.Command(), visit.Stop), "accept-offer") : null);

    public Func<Visit, Task<IResult>> Decline => Do("declined", async (visit, booking) =>
        await Line(booking, visit) is { } entry ? Outcome.Of(await waiting.Leave(entry, visit.Command(), visit.Stop), "leave-line") : null);

    /// <summary>She gives the dates that follow a missed one back.</summary>
    public Func<Visit, Task<IResult>> GiveBack => Do("given-back", async (visit, booking) =>
        Outcome.Of(await several.Cancel(booking, SeriesScope.Following, By(visit, booking), visit.Command(), visit.Stop), "cancel"));

    /// <summary>All stays as it is, and she knows that we know.</summary>
    public async Task<IResult> Keep(Visit visit) => await page.Find(visit) is { } booking ? Visit.GoTo($"/bookings/{booking.Id}", "kept", booking.Id.Value) : visit.Missing();

    private static string By(Visit visit, Booking booking) => visit.Caller.Member == booking.Member ? "by-member" : "by-keeper";

    private Func<Visit, Task<IResult>> Do(string said, Act act) => async visit =>
    {
        if (await page.Find(visit) is not { } booking) return visit.Missing();

        // An offer is answered, and nothing else: its place in line changes with it.
        var isAnswer = said is "taken" or "declined";
        if (booking.Status == BookingStatus.Offered && !isAnswer) return visit.Missing();
        if (await act(visit, booking) is not { } outcome) return visit.Missing();
        if (outcome.IsDone) return Visit.GoTo(LocalPath.Or(visit.Field("back"), $"/bookings/{booking.Id}"), said, booking.Id.Value);

        // What was declined may have changed meanwhile: it is shown as it is now.
        return await page.Show(visit, await page.Find(visit) ?? booking, outcome, outcome.Status);
    };

    /// <summary>The place in line whose offer this booking is.</summary>
    private async Task<string?> Line(Booking offer, Visit visit) =>
        offer.Member != visit.Caller.Member ? null : (await queries.WaitingOf(offer.Member, visit.Stop)).FirstOrDefault(entry => entry.Offer == offer.Id)?.Id;

    /// <summary>A part of a day or hours of it, or a way out that was shown as a start and an end.</summary>
    private static BookingPatch Asked(Visit visit, Booking booking)
    {
        var space = visit.Field("space") is { } named && named != booking.Space.Value ? named : null;
        var patch = new BookingPatch { Space = space, Scope = visit.Field("scope") };
        if (visit.Field("start") is { } start) return patch with { Start = start, End = visit.Field("end") };
        if (visit.Field("when") != ChangeDraft.Hours) return patch with { Day = visit.Field("day"), Part = visit.Field("when") ?? "full" };

        return patch with { Start = $"{visit.Field("day")}T{visit.Field("from")}", End = $"{visit.Field("day")}T{visit.Field("to")}" };
    }
}

internal static class BookingPageRoutes
{
    public static IServiceCollection AddBookingPages(this IServiceCollection services) =>
        services.AddSingleton<CardReading>().AddSingleton<ListPage>().AddSingleton<BookingPage>().AddSingleton<BookingActs>();

    public static void MapBookingPages(this IEndpointRouteBuilder routes)
    {
        var (list, one, acts) = (routes.Feature<ListPage>(), routes.Feature<BookingPage>(), routes.Feature<BookingActs>());
        routes.Page("/bookings", Access.Member, list.Show);
        routes.Page("/bookings/{id}", Access.Member, one.Show);
        (string Act, Func<Visit, Task<IResult>> Do)[] all =
        [
            ("cancel", acts.Cancel), ("release", acts.Release), ("check-in", acts.CheckIn), ("extend", acts.Extend), ("change", acts.Change), ("approve", acts.Approve),
            ("refuse", acts.Refuse), ("accept", acts.Accept), ("decline", acts.Decline), ("give-back", acts.GiveBack), ("keep", acts.Keep),
        ];
        foreach (var (act, handle) in all)
            routes.Form($"/bookings/{{id}}/{act}", Access.Member, handle);
    }
}
