using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What a member wants changed: new times on the clock of the site, another space, and how far in the series it reaches.</summary>
internal sealed record ChangeWish(TimeRange? During, SpaceId? Space, SeriesScope Scope, bool ByKeeper);

/// <summary>The use case of changing or cancelling one booking, the following ones or the whole series: all in one transaction.</summary>
internal sealed class SeriesKeeping(Decisions decisions, StoreQueries queries, NetworkCache network, Neighbourhood neighbourhood, TimeProvider clock)
{
    public Task<Executed<Answer>> Change(Booking asked, ChangeWish wish, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var (seen, site) = await Read(asked, stop);
            var targets = await Targets(seen, wish.Scope, stop);
            var space = wish.Space is { } id ? site.Find(id) : null;
            var shift = SeriesShift.Between(seen, wish.During ?? seen.During, space, site.Calendar);
            return work => Change(work, seen, targets.Count == 0 ? [seen] : targets, shift, site, wish);
        },
        async (reason, _) =>
        {
            var site = (await network.Get(stop)).Sites[asked.Site];
            return BookingAnswers.Declined(reason, await neighbourhood.Alternatives(asked.Site, Wanted(asked, wish, site), reason, stop, asked));
        },
        stop);

    public Task<Executed<Answer>> Cancel(Booking asked, SeriesScope scope, string endReason, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var (seen, site) = await Read(asked, stop);
            var targets = await Targets(seen, scope, stop);
            return work => Cancel(work, seen, targets, site, scope, endReason);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private static Wish Wanted(Booking asked, ChangeWish wish, Telecentre site) => new()
    {
        Member = asked.Member,
        During = wish.During ?? asked.During,
        Space = wish.Space ?? asked.Space,
        Kind = site.Find(wish.Space ?? asked.Space)?.Kind ?? asked.Kind,
        Guests = asked.Guests,
    };

    private async ValueTask<Decided> Change(
        Work work, Booking seen, IReadOnlyList<Booking> targets, SeriesShift shift, Telecentre site, ChangeWish wish)
    {
        var now = clock.GetUtcNow();
        var facts = await work.Lock(Locking(targets, shift, site, now) with { Series = seen.Series });
        if (!facts.StillKnows(site) || Fresh(facts, seen, wish.Scope) is not { } fresh || !SamePlaces(fresh, targets))
        {
            return new Decided.Outdated();
        }

        if (fresh.FirstOrDefault(booking => booking.Id == seen.Id) is not { } current)
        {
            // The others are told how to move by this one, and it does not move any more.
            return new Decided.Declined(DeclineReason.WrongState);
        }

        if (current.During != seen.During)
        {
            // The shift was measured from where it stood; another change that came between must not be added to it.
            return new Decided.Outdated();
        }

        switch (SeriesChanges.Shift(fresh, shift, facts.For(site, seen.Member), wish.ByKeeper, now))
        {
            case SeriesChangeDecision.Accepted(var changes):
                // A change to what is so already is done without writing: a second click is no new version.
                foreach (var (before, after) in changes.Where(change => change.After.Version != change.Before.Version))
                {
                    work.Put(before, after, "changed");
                }

                return new Decided.Done(BookingAnswers.Ok(changes.First(change => change.After.Id == seen.Id).After, site));
            case SeriesChangeDecision.Declined(var reason, _):
                return new Decided.Declined(reason);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other}");
        }
    }

    private async ValueTask<Decided> Cancel(
        Work work, Booking seen, IReadOnlyList<Booking> targets, Telecentre site, SeriesScope scope, string endReason)
    {
        var facts = await work.Lock(new Scope
        {
            Members = [seen.Member],
            Spaces = [.. targets.Append(seen).Select(booking => booking.Space).Distinct()],
            Sites = [site.Id],
            Bookings = [seen.Id],
            Series = seen.Series,
        });
        if (!facts.StillKnows(site) || Fresh(facts, seen, scope) is not { } fresh || !SamePlaces(fresh, targets))
        {
            return new Decided.Outdated();
        }

        var now = clock.GetUtcNow();
        var cancelled = new List<Booking>();
        foreach (var booking in fresh)
        {
            if (BookingChanges.Cancel(booking, site.Rules, site.Calendar, endReason, now) is BookingDecision.Accepted(var after))
            {
                work.Put(booking, after, "cancelled");
                cancelled.Add(after);
            }
        }

        var said = cancelled.Find(booking => booking.Id == seen.Id) ?? cancelled.FirstOrDefault();
        return said is null ? new Decided.Declined(DeclineReason.WrongState) : new Decided.Done(BookingAnswers.Ok(said, site));
    }

    private async Task<(Booking Seen, Telecentre Site)> Read(Booking asked, CancellationToken stop)
    {
        var seen = await queries.Booking(asked.Id, stop) ?? throw new InvalidOperationException($"No booking {asked.Id}: the caller has looked.");
        return (seen, (await network.Get(stop)).Sites[seen.Site]);
    }

    private async Task<IReadOnlyList<Booking>> Targets(Booking seen, SeriesScope scope, CancellationToken stop) =>
        seen.Series is null || scope == SeriesScope.This
            ? [seen]
            : SeriesChanges.Targets(seen, await queries.Bookings(new BookingFilter { Series = seen.Series }, stop), scope);

    /// <summary>One window over every old and new place, so that all of them are read under lock.</summary>
    private static Scope Locking(IReadOnlyList<Booking> targets, SeriesShift shift, Telecentre site, DateTimeOffset now)
    {
        var slack = TimeSpan.FromDays(1);
        var first = targets.Min(booking => booking.During.Start);
        var last = targets.Max(booking => booking.During.End);
        var window = new TimeRange(
            first + (shift.StartBy < TimeSpan.Zero ? shift.StartBy : TimeSpan.Zero) - slack,
            last + (shift.EndBy > TimeSpan.Zero ? shift.EndBy : TimeSpan.Zero) + slack);
        var spaces = targets.Select(booking => booking.Space);
        return DecisionScope.For(site, targets[0].Member, shift.Space is { } to ? spaces.Append(to.Id) : spaces, window, now) with
        {
            Bookings = [.. targets.Select(booking => booking.Id)],
        };
    }

    private static IReadOnlyList<Booking>? Fresh(Facts facts, Booking seen, SeriesScope scope) =>
        facts.Bookings.FirstOrDefault(booking => booking.Id == seen.Id) is { } current
            ? SeriesChanges.Targets(current, facts.Bookings, current.Series is null ? SeriesScope.This : scope)
            : null;

    private static bool SamePlaces(IReadOnlyList<Booking> fresh, IReadOnlyList<Booking> locked) =>
        fresh.All(booking => locked.Any(other => other.Id == booking.Id && other.Space == booking.Space));
}
