using Dapper;
using SohoSolo.Core;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Everything at one moment: a site must never be seen with other rules than its version says.</summary>
    public async Task<Network> Network(CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        var values = new { now = Stored.Ms(store.Clock.GetUtcNow()) };
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(NetworkReader.Sql, values, snapshot, cancellationToken: stop)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await NetworkReader.Read(new Results(reader, stop)).ConfigureAwait(false);
    }

    /// <summary>The picture under a site's plan; null where there is none.</summary>
    public Task<PlanPicture?> PlanPicture(SiteId site, CancellationToken stop) => ReadOne(
        "SELECT p.version, p.media_type, p.body FROM plan_picture p WHERE p.site_id = @site",
        new { site = site.Value },
        row => new PlanPicture(site, row.GetInt32(0), row.GetString(1), Convert.FromBase64String(row.GetString(2))),
        stop);

    /// <summary>The latest versions of the rules, newest first.</summary>
    public async Task<IReadOnlyList<PolicyVersion>> PolicyVersions(int most, CancellationToken stop)
    {
        const string Sql = "SELECT p.version, p.body, p.made_at, p.made_by FROM policy p ORDER BY p.version DESC LIMIT @most";
        return await Read(Sql, new { most }, row => new PolicyVersion(row.GetInt32(0), row.GetString(1), row.Instant(2), row.GetString(3)), stop).ConfigureAwait(false);
    }

    /// <summary>What tells one state of the network from another without reading it: policy and sites only ever grow in version and number.</summary>
    public async Task<(long Policy, long Sites, long Versions)> NetworkStamp(CancellationToken stop)
    {
        const string Sql = """
            SELECT (SELECT coalesce(max(p.version), 0) FROM policy p), count(*), coalesce(sum(s.version), 0) FROM site s
            """;
        return (await Read(Sql, null, row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), stop).ConfigureAwait(false))[0];
    }
}
