using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Waiting;

/// <summary>The use case of one place in line: its offer is taken, given up, or lapses. Entry and offered booking change together.</summary>
internal sealed class WaitingDesk(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    /// <summary>What becomes of the entry and of its offer; null when nothing does.</summary>
    private delegate (WaitingEntry Entry, BookingDecision? Offer)? Decision(WaitingEntry entry, Booking? offer, Telecentre site, DateTimeOffset now);

    public Task<Executed<Answer>> Accept(string id, Command command, CancellationToken stop) => Run(
        id,
        command,
        (entry, offer, site, now) => offer is null ? null : (entry with { Status = WaitingStatus.Taken }, Take(offer, site, now)),
        stop);

    public Task<Executed<Answer>> Leave(string id, Command command, CancellationToken stop) => Run(
        id,
        command,
        (entry, offer, site, now) => (entry with { Status = WaitingStatus.Left }, offer is null ? null : BookingChanges.Cancel(offer, site.Rules, site.Calendar, "declined", now)),
        stop);

    /// <summary>Nobody answered in time, or the time waited for has come.</summary>
    public Task<Executed<Answer>> Lapse(string id, Command command, CancellationToken stop) => Run(
        id,
        command,
        (entry, offer, site, now) => offer is null
            ? (entry.During.End <= now ? (entry with { Status = WaitingStatus.Lapsed }, null) : null)
            : BookingChanges.WhenDue(offer, now) is { } lapsed ? (entry with { Status = WaitingStatus.Lapsed }, new BookingDecision.Accepted(lapsed)) : null,
        stop);

    /// <summary>The site takes back what it offered: it closes, or the space is out of use.</summary>
    public Task<Executed<Answer>> Withdraw(string id, string endReason, Command command, CancellationToken stop) => Run(
        id,
        command,
        (entry, offer, site, now) => offer is { Status: BookingStatus.Offered }
            ? (entry with { Status = WaitingStatus.Lapsed }, BookingChanges.CancelBySite(offer, site.Calendar, endReason, now))
            : null,
        stop);

    /// <summary>The site may have closed since it made the offer.</summary>
    private static BookingDecision Take(Booking offer, Telecentre site, DateTimeOffset now)
    {
        var shut = site.Closures.FirstOrDefault(closure => (closure.Space is null || closure.Space == offer.Space) && closure.During.Overlaps(offer.During));
        return shut is null
            ? BookingChanges.TakeOffer(offer, now)
            : new BookingDecision.Declined(shut.Space is null ? DeclineReason.Closed : DeclineReason.Blocked);
    }

    private Task<Executed<Answer>> Run(
        string id,
        Command command,
        Decision decision,
        CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var seen = await queries.Waiting(id, stop) ?? throw new InvalidOperationException($"No waiting entry {id}: the caller has looked.");
            var offer = seen.Offer is { } offered ? await queries.Booking(offered, stop) : null;
            var site = (await network.Get(stop)).Sites[seen.Site];
            return work => Decide(work, seen, offer, site, decision);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private async ValueTask<Decided> Decide(
        Work work,
        WaitingEntry seen,
        Booking? seenOffer,
        Telecentre site,
        Decision decision)
    {
        var facts = await work.Lock(new Scope
        {
            Members = [seen.Member],
            Spaces = seenOffer is null ? [] : [seenOffer.Space],
            Sites = [site.Id],
            Bookings = seenOffer is null ? [] : [seenOffer.Id],
            Waiting = [seen.Id],
        });
        var entry = facts.Waiting[0];
        if (entry.Offer != seen.Offer || !facts.StillKnows(site))
        {
            return new Decided.Outdated();
        }

        var offer = facts.Bookings is [var kept] ? kept : null;
        if (entry.Status is not (WaitingStatus.Waiting or WaitingStatus.Offered) || decision(entry, offer, site, clock.GetUtcNow()) is not { } decided)
        {
            return new Decided.Declined(entry.Status == WaitingStatus.Lapsed ? DeclineReason.OfferLapsed : DeclineReason.WrongState);
        }

        if (decided.Offer is BookingDecision.Declined(var reason))
        {
            return new Decided.Declined(reason);
        }

        return new Decided.Done(Put(work, entry, decided.Entry, offer, (decided.Offer as BookingDecision.Accepted)?.Booking, site));
    }

    private static Answer Put(Work work, WaitingEntry before, WaitingEntry decided, Booking? offer, Booking? after, Telecentre site)
    {
        var entry = decided with { Version = before.Version + 1 };
        work.Put(before, entry, Words.Of(entry.Status));
        if (after is not null)
        {
            work.Put(offer ?? throw new UnreachableException("An offer that was decided was read."), after, entry.Status == WaitingStatus.Taken ? "taken" : "lapsed");
        }

        return entry.Status == WaitingStatus.Taken && after is not null
            ? BookingAnswers.Created(after, site)
            : Answers.Of(200, WaitingView.Of(entry, site, null, null), WaitingJson.Shared.WaitingView);
    }
}
