using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of making one booking: load, decide, commit. The journal publishes.</summary>
internal sealed class BookingDesk(Decisions decisions, StoreQueries queries, Neighbourhood neighbourhood, NetworkCache network, TimeProvider clock)
{
    /// <summary>Places in line that one member may have at a time: whoever waits for everything keeps nobody waiting.</summary>
    private const int MostWaiting = 20;

    /// <summary>How often a choice among "any" is made anew before every space of the kind is locked (<c>rulings</c> 6).</summary>
    private const int Choices = 3;

    public Task<Executed<Answer>> Book(BookingWish wish, Command command, CancellationToken stop) => decisions.Run(
        command,
        async tries =>
        {
            var site = (await network.Get(stop)).Sites[wish.Site];
            var spaces = await Choose(wish, site, tries, stop);
            var lines = wish.Waitlist == WaitlistWish.No ? [] : await queries.WaitingOf(wish.Member, stop);
            return work => Decide(work, wish, site, spaces, lines);
        },
        async (reason, tries) => LostARace(wish, reason, tries)
            ? null
            : BookingAnswers.Declined(reason, await neighbourhood.Alternatives(wish.Site, wish.Wanted, reason, stop)),
        stop);

    private async ValueTask<Decided> Decide(Work work, BookingWish wish, Telecentre site, IReadOnlyList<Space> spaces, IReadOnlyList<WaitingEntry> lines)
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
            case BookingDecision.Declined { Reason: DeclineReason.Conflict or DeclineReason.Leased } when Waits(wish, site, spaces):
                return Queue(work, wish.Wait(Ids.Next(), spaces[0].Kind, now), site, lines);
            case BookingDecision.Declined(var reason):
                return new Decided.Declined(reason);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    /// <summary>She waits only when all that would do is taken, not when somebody was quicker at the one that was chosen for her.</summary>
    private static bool Waits(BookingWish wish, Telecentre site, IReadOnlyList<Space> spaces) =>
        wish.Waitlist != WaitlistWish.No && spaces.Count == site.Spaces.Count(wish.Wanted.Means);

    private static Decided Queue(Work work, WaitingEntry entry, Telecentre site, IReadOnlyList<WaitingEntry> lines)
    {
        var standing = lines.Where(line => line.Status is WaitingStatus.Waiting or WaitingStatus.Offered).ToList();
        if (standing.Find(line => (line.Site, line.Space, line.Kind, line.During) == (entry.Site, entry.Space, entry.Kind, entry.During)) is { } already)
        {
            return new Decided.Done(BookingAnswers.Waiting(already, site));
        }

        if (standing.Count >= MostWaiting)
        {
            return new Decided.Refused(new Problem(422, "too-many-waiting", $"The member stands in {MostWaiting} lines already. Leave one first."));
        }

        work.Put(null, entry, "waiting");
        return new Decided.Done(BookingAnswers.Waiting(entry, site));
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
