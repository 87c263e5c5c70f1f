using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>Where a télécentre lies, in a line: "32110 Nogaro".</summary>
internal sealed class SiteAddress(StoreQueries queries, NetworkCache network)
{
    public async Task<string> Of(Telecentre site, CancellationToken stop)
    {
        var commune = (await network.Get(stop)).Communes.GetValueOrDefault(site.Commune)?.Name;
        return $"{await queries.PostalCode(site.Commune, stop)} {commune}".Trim();
    }
}
