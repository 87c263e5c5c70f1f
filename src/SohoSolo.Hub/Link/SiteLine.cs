using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Gateways;

namespace SohoSolo.Hub.Link;

/// <summary>A keeper's orders on their way to a site's gateway: signed, counted, and worth nothing after their time.</summary>
internal sealed class SiteLine(HubLink link, GatewayWatch watch) : IDoorLine
{
    public bool IsHeard(SiteId site) => link.IsOn && watch.IsHeard(site);

    public Task<bool> Send(DoorOrder order, CancellationToken stop) => link.Send(
        order.Site,
        (kid, counter) => new LinkMessage.Command(order.Site, kid, counter)
        {
            Id = order.Id,
            Operation = order.Deed == DoorDeed.Unlock ? CommandOperation.Unlock : CommandOperation.ResetPin,
            Door = order.Deed == DoorDeed.Unlock ? order.Target : null,
            Reader = order.Deed == DoorDeed.ResetPin ? order.Target : null,
            For = order.Deed == DoorDeed.Unlock ? order.Span : null,
            NotAfter = order.NotAfter,
            Operator = order.Operator,
            Reason = order.Reason,
            IssuedAt = order.At,
        },
        stop);
}
