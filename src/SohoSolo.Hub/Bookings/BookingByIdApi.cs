using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>HTTP for one booking: who may, then what happens to it.</summary>
internal sealed class BookingByIdApi(BookingKeeping keeping, SeriesKeeping several, Consultations consultations, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private enum Who
    {
        OwnerOrKeeper,
        Keeper,
    }

    public async Task Get(HttpContext context)
    {
        var (booking, problem) = await Find(context, context.Caller(), Who.OwnerOrKeeper);
        if (booking is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        await consultations.Note(context.Caller(), new Look(Look.Booking) { Site = booking.Site, Of = booking.Id }, booking.Member, context.RequestAborted);
        var view = BookingView.Of(booking, (await network.Get(context.RequestAborted)).Sites[booking.Site]);
        var isNobody = (await queries.Pseudonyms([booking.Member], context.RequestAborted)).Count > 0;
        await Answers.Write(context, isNobody ? view.Unlinked() : view, BookingJson.Shared.BookingView);
    }

    public async Task Patch(HttpContext context)
    {
        if (await Asking.Read(context, BookingJson.Shared.BookingPatch, clock) is not { } asked)
        {
            return;
        }

        var (booking, problem) = await Find(context, asked.Caller, Who.OwnerOrKeeper);
        if (booking is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        var site = (await network.Get(context.RequestAborted)).Sites[booking.Site];
        var (wish, wrong) = ChangeReader.Read(asked.Body, booking, site, asked.Caller);
        await (wish is null
            ? Answers.Write(context, wrong!)
            : Answers.Write(context, await several.Change(booking, wish, asked.Command, context.RequestAborted), "change"));
    }

    public async Task Delete(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var scope = query.Word<SeriesScope>("scope") ?? SeriesScope.This;
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        await Decide(context, Who.OwnerOrKeeper, "cancel", (booking, asked) =>
            several.Cancel(booking, scope, asked.Caller.Member == booking.Member ? "by-member" : "by-keeper", asked.Command, context.RequestAborted));
    }

    public Task CheckIn(HttpContext context) => Decide(context, Who.OwnerOrKeeper, "check-in", (booking, asked) =>
        keeping.CheckIn(booking.Id, asked.Caller.Member == booking.Member ? "checked in by the member" : "checked in by the keeper", asked.Command, context.RequestAborted));

    public Task Release(HttpContext context) => Decide(context, Who.OwnerOrKeeper, "release", (booking, asked) =>
        keeping.Release(booking.Id, asked.Command, context.RequestAborted));

    public Task Approve(HttpContext context) => Decide(context, Who.Keeper, "approve", (booking, asked) =>
        keeping.Approve(booking.Id, asked.Command, context.RequestAborted));

    public Task Refuse(HttpContext context) => Decide(context, Who.Keeper, "refuse", (booking, asked) =>
        keeping.Refuse(booking.Id, asked.Command, context.RequestAborted));

    private async Task Decide(HttpContext context, Who who, string what, Func<Booking, Asked<NoBody>, Task<Executed<Answer>>> decide)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked)
        {
            return;
        }

        var (booking, problem) = await Find(context, asked.Caller, who);
        await (booking is null ? Answers.Write(context, problem!) : Answers.Write(context, await decide(booking, asked), what));
    }

    /// <summary>An offer is answered in the waiting list, so its booking is not found here.</summary>
    private async Task<(Booking? Booking, Problem? Problem)> Find(HttpContext context, Caller caller, Who who)
    {
        var id = new BookingId((string)context.Request.RouteValues["id"]!);
        var booking = await queries.Booking(id, context.RequestAborted);
        if (booking is null or { Status: BookingStatus.Offered })
        {
            return (null, Problems.NotFound("There is no such booking."));
        }

        var may = who == Who.Keeper ? caller.Looks(booking.Site) : caller.IsOrLooks(booking.Member, booking.Site);
        return may ? (booking, null) : (null, Problems.NotAllowed(who == Who.Keeper ? "a keeper of the site or the chamber" : "the member whose booking it is, and keepers of its site"));
    }
}
