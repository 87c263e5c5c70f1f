using SohoSolo.Core;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>What was last said to a site's gateway; null when nothing was.</summary>
    public Task<SiteLinkRow?> SiteLink(SiteId site, CancellationToken stop) =>
        ReadOne($"SELECT {LinkTable.Columns} FROM site_link l WHERE l.site_id = @site", new { site = site.Value }, LinkTable.Read, stop);

    public Task<WalkInRow?> WalkIn(string ask, CancellationToken stop) =>
        ReadOne($"SELECT {LinkTable.WalkInColumns} FROM walk_in w WHERE w.ask = @ask", new { ask }, LinkTable.ReadWalkIn, stop);

    /// <summary>Walk-ins at a site that were written down in the window, oldest first.</summary>
    public async Task<IReadOnlyList<WalkInRow>> WalkIns(SiteId site, TimeRange window, CancellationToken stop) => await Read(
        $"SELECT {LinkTable.WalkInColumns} FROM walk_in w WHERE w.site_id = @site AND w.made_at >= @start AND w.made_at < @end ORDER BY w.made_at, w.ask",
        new { site = site.Value, start = Stored.Ms(window.Start), end = Stored.Ms(window.End) },
        LinkTable.ReadWalkIn,
        stop).ConfigureAwait(false);

    /// <summary>The next entries of the journal for whoever keeps her place herself, such as a live page; never past a transaction that still runs.</summary>
    public Task<IReadOnlyList<JournalEntry>> JournalAfter(JournalPosition position, int most, CancellationToken stop) => store.ReadJournalAfter(position, most, stop);

    /// <summary>The place of the newest entry that nothing can still come before: for whoever wants to hear only what comes.</summary>
    public async Task<JournalPosition> JournalEnd(CancellationToken stop)
    {
        var sql = $"""
            SELECT j.epoch, j.tx, j.seq FROM journal j WHERE j.epoch < {Journal.Epoch} OR {Dialect.Settled}
            ORDER BY j.epoch DESC, j.tx DESC, j.seq DESC LIMIT 1
            """;
        var last = await Read(sql, null, row => new JournalPosition(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), stop).ConfigureAwait(false);
        return last.FirstOrDefault();
    }

    internal async Task<IReadOnlyDictionary<string, string>> HubSecrets(CancellationToken stop) =>
        (await Read("SELECT h.name, h.value FROM hub_secret h", null, row => (Name: row.GetString(0), Value: row.GetString(1)), stop).ConfigureAwait(false))
            .ToDictionary(secret => secret.Name, secret => secret.Value, StringComparer.Ordinal);

    internal async Task<IReadOnlyList<GatewayKeyRow>> GatewayKeys(SiteId? site, CancellationToken stop) => await Read(
        $"SELECT {LinkTable.KeyColumns} FROM gateway_key k {(site is null ? "" : "WHERE k.site_id = @site")} ORDER BY k.site_id, k.kid DESC",
        new { site = site?.Value },
        LinkTable.ReadKey,
        stop).ConfigureAwait(false);
}
