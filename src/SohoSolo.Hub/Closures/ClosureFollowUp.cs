using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Closures;

/// <summary>After a closure was committed: the bookings in its way are given back with a refund, each in a transaction of its own member (<c>rulings</c> 11).</summary>
internal sealed class ClosureFollowUp(ClosureDesk closures, BookingKeeping keeping, NetworkCache network, TimeProvider clock)
{
    public async Task Apply(SiteId siteId, CancellationToken stop)
    {
        var site = (await network.Reload(stop)).Sites.GetValueOrDefault(siteId);
        foreach (var closure in site?.Closures ?? [])
        {
            foreach (var booking in (await closures.Affected(closure, stop)).Where(booking => booking.Status != BookingStatus.Offered))
            {
                var command = SystemCommand.Named("close", clock.GetUtcNow());
                await keeping.CancelBySite(booking.Id, closure.Space is null ? "closed" : "blocked", command, stop);
            }
        }
    }
}
