using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Waiting;

/// <summary>
/// Serves the line of a site whenever something there has changed: the first member for whom a place is free is offered it, or given it at once.
/// One transaction per member, so that no decision ever goes looking for others under its locks (<c>rulings</c> 11).
/// </summary>
internal sealed class WaitingLine(Store store, StoreQueries queries, Neighbourhood neighbourhood, NetworkCache network, TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Horizon = TimeSpan.FromDays(400);

    public async Task Serve(SiteId siteId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var line = await queries.Line(siteId, new TimeRange(now, now + Horizon), stop);
        foreach (var entry in line.Where(entry => entry.Status == WaitingStatus.Waiting))
        {
            // The cursor moves on after this, so whoever is passed over because the site had just changed would wait for nothing.
            for (var tries = 0; tries < MostTries && !await Serve(entry, stop); tries++)
            {
                await network.Reload(stop);
            }
        }
    }

    /// <summary>False when the site has changed since it was read.</summary>
    private async Task<bool> Serve(WaitingEntry entry, CancellationToken stop)
    {
        var site = (await network.Get(stop)).Sites[entry.Site];
        return await FreePlace(entry, site, stop) is not { } space || await Offer(entry, site, space, stop);
    }

    private async Task<Space?> FreePlace(WaitingEntry entry, Telecentre site, CancellationToken stop)
    {
        var wish = new Wish
        {
            Member = entry.Member,
            During = entry.During,
            Space = entry.Space,
            Kind = entry.Kind,
            Seats = entry.Seats,
            Equipment = entry.Equipment,
        };
        return await neighbourhood.Free(entry.Member, site, wish, stop) is [var best, ..] ? best : null;
    }

    /// <summary>False when the facts were outdated. A member who cannot take it now (quota, another booking) keeps her place in line.</summary>
    private async Task<bool> Offer(WaitingEntry seen, Telecentre site, Space space, CancellationToken stop)
    {
        var command = SystemCommand.Named("offer", clock.GetUtcNow());
        var executed = await store.Execute(command, work => Decide(work, seen, site, space), stop);
        return executed is not Executed<bool>.Fresh(false, _);
    }

    private async ValueTask<(bool, Answer?)> Decide(Work work, WaitingEntry seen, Telecentre site, Space space)
    {
        var now = clock.GetUtcNow();
        var facts = await work.Lock(DecisionScope.For(site, seen.Member, [space.Id], seen.During, now) with { Waiting = [seen.Id] });
        if (!facts.StillKnows(site))
        {
            return (false, null);
        }

        if (facts.Waiting is not [{ Status: WaitingStatus.Waiting } entry])
        {
            return (true, null);
        }

        var request = new BookingRequest
        {
            Id = new BookingId(Ids.Next()),
            Member = entry.Member,
            Space = space,
            During = entry.During,
            ByDayPart = entry.ByDayPart,
            OfferFor = entry.TakeAtOnce ? null : site.Rules.OfferLasts,
        };
        if (BookingPolicy.Decide(request, facts.For(site, entry.Member), now) is not BookingDecision.Accepted(var booking))
        {
            return (true, null);
        }

        // A place that needs approval is asked for in her name: there is nothing left for her to accept.
        var status = booking.Status == BookingStatus.Offered ? WaitingStatus.Offered : WaitingStatus.Taken;
        work.Put(null, booking, status == WaitingStatus.Offered ? "offered" : "booked");
        work.Put(entry, entry with { Version = entry.Version + 1, Status = status, Offer = booking.Id }, Words.Of(status));
        return (true, SystemCommand.Done);
    }
}
