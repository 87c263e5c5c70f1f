using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Callers;

/// <summary>A keeper books for a member whom she looks up, or under her own name for somebody who has no account.</summary>
internal sealed class CallersPage(KeptSites kept, MemberFinder members, BookingDesk desk, NetworkCache network, StoreQueries queries)
{
    public Task<IResult> Show(Visit visit) => kept.For(visit, async site => visit.Show<CallersView, CallersModel>(await Model(visit, site, visit.Asked) with { Made = await Made(visit, site) }));

    public Task<IResult> Book(Visit visit) => kept.For(visit, async site =>
    {
        var model = await Model(visit, site, visit.Field);
        var (wish, _, problem) = model.Draft is { Member: null, Guest: null }
            ? (null, null, Problems.MissingField("guest"))
            : WishReader.Read(Post(model.Draft, visit.Field("instead"), site), visit.Caller, await network.Get(visit.Stop));
        problem ??= wish!.Site != site.Id ? Problems.InvalidValue("what", "is of this site") : await queries.Member(wish.Member, visit.Stop) is null ? Problems.InvalidValue("member", "is no member") : null;
        var outcome = problem is null ? Outcome.Of(await desk.Book(wish!, visit.Command(), visit.Stop), "book") : Outcome.Of(problem);
        return outcome.IsDone
            ? Visit.GoTo($"/board/{site.Id}/book", "booked", outcome.About)
            : visit.Show<CallersView, CallersModel>(model with { Reason = ReasonOf(outcome, model.Draft), Alternatives = Alternatives(outcome, site) }, outcome.Status);
    });

    private static BookingPost Post(CallDraft draft, string? instead, Telecentre site)
    {
        var isGuest = draft.Member is null && draft.Guest is not null;
        var post = new BookingPost
        {
            Member = draft.Member,
            Purpose = isGuest ? string.Join(", ", new[] { draft.Guest, draft.Phone }.OfType<string>()) : null,
            Guests = isGuest ? [new GuestPost(draft.Guest!)] : null,
        };
        if (instead?.Split('|') is [var space, var start, var end]) return post with { Space = space, Start = start, End = end };

        var isKind = Words.Read<SpaceKind>(draft.What) is not null;
        return post with { Site = site.Id.Value, Kind = isKind ? draft.What : null, Space = isKind ? null : draft.What, Day = draft.Day, Part = draft.Part };
    }

    /// <summary>Of a guest's desk the keeper's own bookings may be in the way, which is said in other words.</summary>
    private static string ReasonOf(Outcome outcome, CallDraft draft) => draft.Member is null ? outcome.Reason switch
    {
        "already-booked" => "guest-already-booked",
        "quota-exhausted" or "wrong-kind" => "guest-quota",
        var other => other,
    } : outcome.Reason;

    private static IReadOnlyList<Instead> Alternatives(Outcome outcome, Telecentre site) =>
    [
        .. (outcome.Read("alternatives", BookingJson.Shared.IReadOnlyListAlternativeView) ?? [])
            .Where(view => view.Site == site.Id.Value && site.Find(new SpaceId(view.Space)) is not null)
            .Select(view => new Instead(site.Find(new SpaceId(view.Space))!, view.During, $"{view.Space}|{view.Start}|{view.End}")),
    ];

    private async Task<CallersModel> Model(Visit visit, Telecentre site, Func<string, string?> read)
    {
        var draft = new CallDraft
        {
            Search = read("search"),
            Member = read("member"),
            Guest = read("guest"),
            Phone = read("phone"),
            Day = read("day") ?? Times.Day(site.Calendar.DayOf(visit.Now)),
            Part = read("part") ?? Words.Of(DayPart.Full),
            What = read("what") ?? Words.Of(SpaceKind.Desk),
        };
        return new CallersModel { Site = site, Draft = draft, Found = await members.Find(draft.Search, visit.Stop) };
    }

    private async Task<Booked?> Made(Visit visit, Telecentre site)
    {
        if (visit.Asked("said") != "booked" || visit.Asked("about") is not { } id || await queries.Booking(new BookingId(id), visit.Stop) is not { } booking || booking.Site != site.Id) return null;

        var name = booking.Member == visit.Caller.Member && booking.Guests is [var guest, ..] ? guest.Name : (await queries.Member(booking.Member, visit.Stop))?.Name ?? booking.Member.Value;
        return new Booked(name, site.Find(booking.Space)?.Name ?? booking.Space.Value, booking.During, booking.Status == BookingStatus.Requested);
    }
}

internal static class CallersRoutes
{
    public static IServiceCollection AddCallers(this IServiceCollection services) => services.AddSingleton<CallersPage>();

    public static void MapCallers(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<CallersPage>();
        routes.Page("/board/{site}/book", Access.Keeper, page.Show);
        routes.Form("/board/{site}/book", Access.Keeper, page.Book);
    }
}
