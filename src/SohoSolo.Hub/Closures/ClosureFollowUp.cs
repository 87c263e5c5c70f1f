using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Closures;

/// <summary>
/// After a closure was committed: the bookings in its way are given back with a refund, and offers are taken back, each in a transaction
/// of its own member (<c>rulings</c> 11).
/// </summary>
internal sealed class ClosureFollowUp(
    ClosureDesk closures, BookingKeeping keeping, WaitingDesk waiting, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task Apply(SiteId siteId, CancellationToken stop)
    {
        var site = (await network.Reload(stop)).Sites.GetValueOrDefault(siteId);
        foreach (var closure in site?.Closures ?? [])
        {
            var why = closure.Space is null ? "closed" : "blocked";
            foreach (var booking in await closures.Affected(closure, stop))
            {
                await (booking.Status == BookingStatus.Offered
                    ? TakeBack(booking, why, stop)
                    : keeping.CancelBySite(booking.Id, why, SystemCommand.Named("close", clock.GetUtcNow()), stop));
            }
        }
    }

    private async Task TakeBack(Booking offer, string why, CancellationToken stop)
    {
        if ((await queries.WaitingOf(offer.Member, stop)).FirstOrDefault(entry => entry.Offer == offer.Id) is { } entry)
        {
            await waiting.Withdraw(entry.Id, why, SystemCommand.Named("close", clock.GetUtcNow()), stop);
        }
    }
}
