using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>The hub's and the gateways' keys as stored: sealed by whoever writes them, never in the clear. Each change is a short transaction of its own.</summary>
public sealed class StoreSecrets
{
    private const string KeepSql = "INSERT INTO hub_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

    private const string AllSql = "SELECT name, value FROM hub_secret ORDER BY name";

    private readonly Store store;
    private readonly StoreQueries queries;

    internal StoreSecrets(Store store)
    {
        this.store = store;
        queries = new StoreQueries(store);
    }

    /// <summary>The hub's own secrets by name; empty in a database that no hub has served yet.</summary>
    public Task<IReadOnlyDictionary<string, string>> HubSecrets(CancellationToken stop) => queries.HubSecrets(stop);

    /// <summary>Keeps those that are not there yet and tells what is there then: of two nodes that start at once both get what one of them brought, all of it.</summary>
    public Task<IReadOnlyDictionary<string, string>> EnsureHubSecrets(IReadOnlyDictionary<string, string> fresh, CancellationToken stop)
    {
        var names = fresh.Keys.Order(StringComparer.Ordinal).ToList();
        return store.Transact<IReadOnlyDictionary<string, string>>(
            async session =>
            {
                var all = new Dictionary<string, string>(StringComparer.Ordinal);
                await session.Run([.. names.Select(name => new SqlStatement(KeepSql, [name, fresh[name]]))], stop).ConfigureAwait(false);
                await session.Commit([new SqlStatement(AllSql, [], row => all[row.GetString(0)] = row.GetString(1))]).ConfigureAwait(false);
                return all;
            },
            stop);
    }

    /// <summary>Every generation of the keys of a site's gateway, newest first.</summary>
    public Task<IReadOnlyList<GatewayKeyRow>> GatewayKeys(SiteId site, CancellationToken stop) => queries.GatewayKeys(site, stop);

    /// <summary>Every generation of every gateway's keys.</summary>
    public Task<IReadOnlyList<GatewayKeyRow>> GatewayKeys(CancellationToken stop) => queries.GatewayKeys(null, stop);

    /// <summary>Keeps a new generation. Of two that are made at once for one site the second is refused.</summary>
    /// <exception cref="TakenException">The site has a generation of that number.</exception>
    public Task PutGatewayKey(GatewayKeyRow key, string actor, CancellationToken stop) => store.Transact(
        async session =>
        {
            await session.Commit([LinkTable.Insert(key), Entry(key.Site, key.Kid, key.Gateway, "enrolled", actor, key.MadeAt)]).ConfigureAwait(false);
            return true;
        },
        stop);

    /// <summary>False when there was nothing to revoke.</summary>
    public Task<bool> RevokeGatewayKey(SiteId site, int kid, string actor, DateTimeOffset at, CancellationToken stop) => store.Transact(
        async session =>
        {
            string? gateway = null;
            await session.Run([LinkTable.Revoke(site, kid, at, revoked => gateway = revoked)], stop).ConfigureAwait(false);
            if (gateway is not null)
                await session.Commit([Entry(site, kid, gateway, "revoked", actor, at)]).ConfigureAwait(false);

            return gateway is not null;
        },
        stop);

    /// <summary>Marks when a generation was first used; later uses change nothing.</summary>
    public Task MarkUsed(SiteId site, int kid, DateTimeOffset at, CancellationToken stop) => store.Transact(
        async session =>
        {
            await session.Commit([LinkTable.Use(site, kid, at)]).ConfigureAwait(false);
            return true;
        },
        stop);

    private SqlStatement Entry(SiteId site, int kid, string gateway, string what, string actor, DateTimeOffset at) => Journal.Insert(store.Sql.Journal, new JournalEntry
    {
        At = at,
        Entity = "gateway",
        EntityId = gateway,
        Version = kid,
        What = what,
        Actor = actor,
        SiteId = site.Value,
        Detail = string.Create(CultureInfo.InvariantCulture, $$"""{"kid":{{kid}}}"""),
    });
}

/// <summary>What only one node may do at a time, such as being a site's gateway. A lease that is not renewed runs out by itself.</summary>
public sealed class StoreLeases
{
    private const string HoldSql = """
        INSERT INTO gateway_lease (name, node, until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
        WHERE gateway_lease.node = excluded.node OR gateway_lease.until <= $4
        RETURNING 1
        """;

    private const string ReleaseSql = "DELETE FROM gateway_lease WHERE name = $1 AND node = $2";

    private readonly Store store;

    internal StoreLeases(Store store) => this.store = store;

    /// <summary>Takes the lease, or renews it, until an instant; false while another node has it. The nodes' clocks must agree to well within its length.</summary>
    public Task<bool> TryHold(string name, string node, DateTimeOffset until, CancellationToken stop) => store.Transact(
        async session =>
        {
            var held = false;
            await session.Commit([new SqlStatement(HoldSql, [name, node, until, store.Clock.GetUtcNow()], _ => held = true)]).ConfigureAwait(false);
            return held;
        },
        stop);

    /// <summary>Lets go before it runs out, so that another node need not wait.</summary>
    public Task Release(string name, string node, CancellationToken stop) => store.Transact(
        async session =>
        {
            await session.Commit([new SqlStatement(ReleaseSql, [name, node])]).ConfigureAwait(false);
            return true;
        },
        stop);
}
