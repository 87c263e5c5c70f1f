using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>Where a member finds a place: what is free, one press each, and why the others are not.</summary>
internal sealed class BookPage(BookLook look, Attempts attempts)
{
    public async Task<IResult> Show(Visit visit) => visit.Show<BookView, BookModel>(await look.Of(visit));

    public async Task<IResult> Take(Visit visit)
    {
        var query = BookQuery.Of(visit, DateOnly.FromDateTime(visit.Now.UtcDateTime));
        if (Choice.Of(visit, query) is not { } choice) return Visit.GoTo(query.On());

        var (outcome, refusal) = await attempts.Make(visit, choice);
        return outcome.Status switch
        {
            StatusCodes.Status202Accepted => Visit.GoTo(query.On(), "waiting"),
            < StatusCodes.Status400BadRequest => Attempts.Booked(query, outcome),
            _ => visit.Show<BookView, BookModel>((await look.Of(visit)) with { Refusal = refusal }, outcome.Status),
        };
    }
}

/// <summary>What she pressed on the page: a place, any place, one of the ways on, or a place in line. <paramref name="Value"/> is that in one word.</summary>
internal sealed record Choice(string Value, BookingPost Post, (string Name, string Value)? Wait)
{
    private const char Between = '~';
    private static readonly JsonElement Offer = JsonDocument.Parse("\"offer\"").RootElement.Clone();

    public static Choice? Of(Visit visit, BookQuery query)
    {
        if (visit.Field("space") is { } space) return new Choice(space, query.Post(space, null), ("wait", space));
        if (visit.Field("any") is { } site) return new Choice($"any {site}", query.Post(null, site), ("wait-any", site));
        if (visit.Field("wait") is { } awaited) return new Choice($"wait {awaited}", query.Post(awaited, null) with { Waitlist = Offer }, null);
        if (visit.Field("wait-any") is { } line) return new Choice($"wait any {line}", query.Post(null, line) with { Waitlist = Offer }, null);
        return visit.Field("instead")?.Split(Between) is [var other, var start, var end] ? new Choice($"{other} {start}", Instead(query, other, start, end), ("wait", other)) : null;
    }

    /// <summary>How a form says one of the ways on.</summary>
    public static string Instead(AlternativeView way) => string.Join(Between, way.Space, way.LocalStart, way.LocalEnd);

    /// <summary>A part of a day stays one on another day and at another site.</summary>
    private static BookingPost Instead(BookQuery query, string space, string start, string end) =>
        query.Post(space, null) with
        {
            Day = query.DayPart is null ? null : start.Split('T')[0],
            Start = query.DayPart is null ? start : null,
            End = query.DayPart is null ? end : null,
        };
}

/// <summary>Tries to book what somebody chose, and says what else she could have where it cannot be.</summary>
internal sealed class Attempts(WishIntake intake, BookingDesk desk, NetworkCache network)
{
    public async Task<(Outcome Outcome, Refusal? Refusal)> Make(Visit visit, Choice choice)
    {
        var (wish, _, problem) = await intake.Read(choice.Post, visit.Caller, visit.Stop);
        if (problem is not null) return (Outcome.Of(problem), new Refusal(problem.Reason, []));

        // One page offers many places under one key: pressing another of them is another command.
        var command = visit.Command();
        var outcome = Outcome.Of(await desk.Book(wish!, command with { Key = $"{command.Key} {choice.Value}" }, visit.Stop), "book");
        return (outcome, outcome.IsDone ? null : await Refused(outcome, choice, visit.Stop));
    }

    public static IResult Booked(BookQuery query, Outcome outcome) =>
        query.For is null ? Visit.GoTo($"/bookings/{outcome.About}", "booked") : Visit.GoTo(query.On(), "booked", outcome.About);

    private async Task<Refusal> Refused(Outcome outcome, Choice choice, CancellationToken stop)
    {
        var sites = (await network.Get(stop)).Sites;
        var ways = outcome.Read("alternatives", BookingJson.Shared.IReadOnlyListAlternativeView) ?? [];
        return new Refusal(outcome.Reason, [.. ways.Select(way => Way(way, sites[new SiteId(way.Site)]))])
        {
            Wait = outcome.Reason == Words.Of(DeclineReason.Conflict) ? choice.Wait : null,
        };
    }

    private static WayOn Way(AlternativeView way, Core.Sites.Telecentre site) => new(site, site.Find(new SpaceId(way.Space))!, way.During, way.DistanceKm, Choice.Instead(way));
}
