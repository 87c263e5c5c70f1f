using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of making one booking: load, decide, commit. The journal publishes.</summary>
internal sealed class BookingDesk(Decisions decisions, Neighbourhood neighbourhood, NetworkCache network, TimeProvider clock)
{
    /// <summary>How often a choice among "any" is made anew before every space of the kind is locked (<c>rulings</c> 6).</summary>
    private const int Choices = 3;

    public Task<Executed<Answer>> Book(BookingWish wish, Command command, CancellationToken stop) => decisions.Run(
        command,
        async tries =>
        {
            var site = (await network.Get(stop)).Sites[wish.Site];
            var spaces = await Choose(wish, site, tries, stop);
            return work => Decide(work, wish, site, spaces);
        },
        async (reason, tries) => LostARace(wish, reason, tries)
            ? null
            : BookingAnswers.Declined(reason, await neighbourhood.Alternatives(wish.Site, wish.Wanted, reason, stop)),
        stop);

    private async ValueTask<Decided> Decide(Work work, BookingWish wish, Telecentre site, IReadOnlyList<Space> spaces)
    {
        if (spaces.Count == 0)
        {
            return new Decided.Declined(SpaceChoice.WhyNone(site, wish.Wanted) ?? DeclineReason.NoSuchSpace);
        }

        var now = clock.GetUtcNow();
        var facts = await work.Lock(DecisionScope.For(site, wish.Member, spaces.Select(space => space.Id), wish.Wanted.During, now));
        if (!facts.StillKnows(site))
        {
            return new Decided.Outdated();
        }

        var request = wish.Request(new BookingId(Ids.Next()), spaces[0]);
        switch (SpaceChoice.Decide(request, spaces, facts.For(site, wish.Member), now))
        {
            case BookingDecision.Accepted(var booking):
                work.Put(null, booking, "booked");
                return new Decided.Done(BookingAnswers.Created(booking, site));
            case BookingDecision.Declined { Reason: DeclineReason.Conflict or DeclineReason.Leased } when wish.Waitlist != WaitlistWish.No:
                var entry = wish.Wait(Ids.Next(), spaces[0].Kind, now);
                work.Put(null, entry, "waiting");
                return new Decided.Done(BookingAnswers.Waiting(entry, site));
            case BookingDecision.Declined(var reason):
                return new Decided.Declined(reason);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    /// <summary>A choice among "any" is made without locks; when somebody was quicker, choose again.</summary>
    private static bool LostARace(BookingWish wish, DeclineReason reason, int tries) =>
        wish.IsAny && tries < Choices && reason == DeclineReason.Conflict;

    private async Task<IReadOnlyList<Space>> Choose(BookingWish wish, Telecentre site, int tries, CancellationToken stop)
    {
        IReadOnlyList<Space> meant = [.. site.Spaces.Where(wish.Wanted.Means)];
        if (meant.Count <= 1 || tries >= Choices)
        {
            return meant;
        }

        var free = await neighbourhood.Free(wish.Member, site, wish.Wanted, stop);
        return free.Count == 0 ? meant : [free[0]];
    }
}
