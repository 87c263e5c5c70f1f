using SohoSolo.Hub.Broker;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>Reads from the database who may connect to the broker and with which keys gateways speak.</summary>
internal sealed class SiteAccounts(Store store, StoreQueries queries, GatewayRing ring, SiteBook book)
{
    /// <summary>Says who may not any more.</summary>
    public async Task<IReadOnlyList<string>> Reload(CancellationToken stop)
    {
        ring.Replace(await store.Keys.GatewayKeys(stop));
        return book.Replace(await queries.Devices(null, stop), ring.Logins());
    }
}
