using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>
/// The network as last read. Decisions compare each site's version under lock with the one they were made from,
/// so an old copy costs one more try and never a wrong answer.
/// </summary>
internal sealed class NetworkCache(StoreQueries queries)
{
    private volatile Network? network;

    public async ValueTask<Network> Get(CancellationToken stop) => network ?? await Reload(stop);

    public async Task<Network> Reload(CancellationToken stop)
    {
        var read = await queries.Network(stop);
        network = read;
        return read;
    }

    /// <summary>Reads again when another node, or a command, has changed the network. One small question.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        var known = network;
        if (known is null)
        {
            return;
        }

        var (policy, sites, versions) = await queries.NetworkStamp(stop);
        if (policy != known.PolicyVersion || sites != known.Sites.Count || versions != known.Sites.Values.Sum(site => (long)site.Version))
        {
            await Reload(stop);
        }
    }

    public async ValueTask<Telecentre?> Site(SiteId id, CancellationToken stop) => (await Get(stop)).Sites.GetValueOrDefault(id);
}
