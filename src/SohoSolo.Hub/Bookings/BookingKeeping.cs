using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of everything that happens to one booking at its place after it is made: load, decide, commit.</summary>
internal sealed class BookingKeeping(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private delegate BookingDecision Decision(Booking booking, Telecentre site, DateTimeOffset now);

    public Task<Executed<Answer>> Cancel(BookingId id, string endReason, Command command, CancellationToken stop) =>
        Run(id, "cancelled", command, (booking, site, now) => BookingChanges.Cancel(booking, site.Rules, site.Calendar, endReason, now), stop);

    public Task<Executed<Answer>> CancelBySite(BookingId id, string endReason, Command command, CancellationToken stop) =>
        Run(id, "cancelled", command, (booking, site, now) => BookingChanges.CancelBySite(booking, site.Calendar, endReason, now), stop);

    public Task<Executed<Answer>> Release(BookingId id, Command command, CancellationToken stop) =>
        Run(id, "released", command, (booking, site, now) => BookingChanges.Release(booking, site.Calendar, now), stop);

    public Task<Executed<Answer>> CheckIn(BookingId id, string says, Command command, CancellationToken stop) =>
        Run(id, "checked-in", command, (booking, site, now) => BookingChanges.CheckIn(booking, site.Rules, new Evidence(now, "manual", null, says), now), stop);

    public Task<Executed<Answer>> Approve(BookingId id, Command command, CancellationToken stop) =>
        Run(id, "approved", command, (booking, _, now) => BookingChanges.Approve(booking, now), stop);

    public Task<Executed<Answer>> Refuse(BookingId id, Command command, CancellationToken stop) =>
        Run(id, "refused", command, (booking, _, _) => BookingChanges.Refuse(booking, "by-keeper"), stop);

    /// <summary>What the sweeper does to a booking whose hour has come; nothing when somebody was quicker.</summary>
    public Task<Executed<Answer>> WhenDue(BookingId id, Command command, CancellationToken stop) =>
        Run(id, "ended", command, (booking, _, now) => new BookingDecision.Accepted(BookingChanges.WhenDue(booking, now) ?? booking), stop);

    private Task<Executed<Answer>> Run(BookingId id, string what, Command command, Decision decision, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var seen = await queries.Booking(id, stop) ?? throw new InvalidOperationException($"No booking {id}: the caller has looked.");
            var site = (await network.Get(stop)).Sites[seen.Site];
            return work => Decide(work, seen, site, what, decision);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private async ValueTask<Decided> Decide(Work work, Booking seen, Telecentre site, string what, Decision decision)
    {
        var facts = await work.Lock(new Scope { Members = [seen.Member], Spaces = [seen.Space], Sites = [site.Id], Bookings = [seen.Id] });
        var booking = facts.Bookings[0];
        if (!facts.StillKnows(site) || booking.Space != seen.Space)
        {
            return new Decided.Outdated();
        }

        switch (decision(booking, site, clock.GetUtcNow()))
        {
            case BookingDecision.Accepted(var after):
                if (after.Version != booking.Version)
                {
                    work.Put(booking, after, what);
                }

                return new Decided.Done(BookingAnswers.Ok(after, site));
            case BookingDecision.Declined(var reason):
                return new Decided.Declined(reason);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other}");
        }
    }
}
