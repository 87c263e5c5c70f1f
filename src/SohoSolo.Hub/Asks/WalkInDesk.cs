using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Asks;

/// <summary>The use case of a walk-in: a badge at the door books a desk until the end of the half-day, or hears why not. The same question twice gives the same answer, once.</summary>
internal sealed class WalkInDesk(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    /// <summary>The door waits for 800 ms and then denies: a booking that nobody will hear of is not made.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    public async Task<AskAnswer> Book(string ask, Credential credential, Telecentre seen, long began, CancellationToken stop)
    {
        var member = credential.Member;
        var executed = await decisions.Run(
            Command(seen.Id, ask, member),
            async _ =>
            {
                var site = (await network.Get(stop)).Sites[seen.Id];
                var desks = WalkInDesks.Ranked(site, await queries.LastUsed(member, site.Id, SpaceKind.Desk, stop));
                return work => Decide(work, ask, member, site, desks, began);
            },
            (reason, _) => Task.FromResult<Answer?>(new Answer(StatusCodes.Status422UnprocessableEntity, null, Words.Of(WalkIns.Why(reason)))),
            stop);
        var answer = executed switch
        {
            Executed<Answer>.Fresh(var fresh, _) => fresh,
            Executed<Answer>.Replayed(var earlier) => earlier,
            _ => new Answer(StatusCodes.Status422UnprocessableEntity, null, Words.Of(DenyReason.NoBooking)),
        };
        return answer.Status == StatusCodes.Status201Created
            ? AskAnswer.WalkedIn(credential, answer.Body!, seen)
            : new AskAnswer(false, answer.Status == StatusCodes.Status422UnprocessableEntity ? answer.Body! : Words.Of(DenyReason.NoBooking)) { Ref = credential.Id };
    }

    private async ValueTask<Decided> Decide(Work work, string ask, MemberId member, Telecentre site, IReadOnlyList<Space> desks, long began)
    {
        var now = clock.GetUtcNow();
        if (WalkIns.Span(site.Calendar, now) is not { } span)
            return new Decided.Declined(DeclineReason.Closed);

        // The site's lock comes first: a batch that tells of a denial is either before this booking, or finds it.
        var facts = await work.Lock(DecisionScope.For(site, member, desks.Select(desk => desk.Id), span, now) with { Presence = site.Id, WalkIns = [ask] });
        if (!facts.StillKnows(site))
            return new Decided.Outdated();

        if (facts.WalkIns.Count > 0 || clock.GetElapsedTime(began) > Patience)
            return new Decided.Refused(new Problem(StatusCodes.Status503ServiceUnavailable, "too-late", "Nobody waits for the answer any more."));

        switch (WalkIns.Decide(new BookingId(Ids.Next()), member, desks, facts.For(site, member), now))
        {
            case BookingDecision.Accepted(var booking):
                work.Put(null, booking, "walked-in");
                work.PutWalkIn(ask, booking.Id, booking.Site, booking.Member, "booked");
                return new Decided.Done(new Answer(StatusCodes.Status201Created, null, booking.Id.Value));
            case BookingDecision.Declined(var reason):
                return new Decided.Declined(reason);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    private Command Command(SiteId site, string ask, MemberId member) => new()
    {
        Principal = "ask",
        Key = $"{site}/{ask}",
        KeyGiven = true,
        Fingerprint = "walk-in",
        Actor = member.Value,
        At = clock.GetUtcNow(),
    };
}
