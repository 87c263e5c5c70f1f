using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Those that are told something: asked every second, and costs little where there are none.</summary>
    public async Task<IReadOnlyList<Webhook>> ActiveWebhooks(CancellationToken stop) =>
        await ReadHot($"SELECT {WebhookTable.Columns} FROM webhook w WHERE w.ended_at IS NULL ORDER BY w.made_at, w.id", [], WebhookTable.Webhook, stop).ConfigureAwait(false);

    public Task<Webhook?> Webhook(string id, CancellationToken stop) => ReadOne($"SELECT {WebhookTable.Columns} FROM webhook w WHERE w.id = @id", new { id }, WebhookTable.Webhook, stop);

    /// <summary>Where the journal tells that it was made; its beginning where that is told no more.</summary>
    public async Task<JournalPosition> MadeAt(string webhook, CancellationToken stop)
    {
        const string sql = "SELECT j.epoch, j.tx, j.seq FROM journal j WHERE j.entity = 'webhook' AND j.entity_id = $1 AND j.version = 1";
        return (await ReadHot(sql, [webhook], row => new JournalPosition(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), stop).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <summary>All that there ever were with how they answer, those that have not ended first, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookStanding>> WebhookStandings(CancellationToken stop) => await Read(
        $"""
        SELECT {WebhookTable.Columns}, {WebhookTable.LaneColumns}, (SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.status = 'queued'),
            (SELECT min(d.queued_at) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.status = 'queued')
        FROM webhook w JOIN webhook_lane l ON l.webhook_id = w.id ORDER BY CASE WHEN w.ended_at IS NULL THEN 0 ELSE 1 END, w.made_at DESC, w.id DESC
        """,
        null,
        row => new WebhookStanding(WebhookTable.Webhook(row), WebhookTable.Lane(row), (int)row.GetInt64(WebhookTable.BehindLane), row.InstantOrNull(WebhookTable.BehindLane + 1)),
        stop).ConfigureAwait(false);

    public async Task<bool> IsDeliveryDue(DateTimeOffset now, CancellationToken stop)
    {
        const string sql = $"SELECT 1 FROM webhook_lane l JOIN webhook w ON w.id = l.webhook_id WHERE l.due_at <= $1 AND {WebhookTable.HasWaiting} LIMIT 1";
        return (await ReadHot(sql, [Stored.Ms(now)], row => row.GetInt32(0), stop).ConfigureAwait(false)).Count > 0;
    }

    public Task<Delivery?> Delivery(string id, CancellationToken stop) =>
        ReadOne($"SELECT {WebhookTable.DeliveryColumns} FROM webhook_delivery d WHERE d.id = @id", new { id }, WebhookTable.Delivery, stop);

    /// <summary>Of one webhook, newest first.</summary>
    public async Task<IReadOnlyList<Delivery>> Deliveries(string webhook, DeliveryStatus? status, int most, int skip, CancellationToken stop) => await Read(
        $"""
        SELECT {WebhookTable.DeliveryColumns} FROM webhook_delivery d WHERE d.webhook_id = @webhook {(status is null ? "" : "AND d.status = @status")}
        ORDER BY d.epoch DESC, d.tx DESC, d.seq DESC LIMIT @most OFFSET @skip
        """,
        new { webhook, status = status is { } word ? Stored.Word(word) : null, most, skip },
        WebhookTable.Delivery,
        stop).ConfigureAwait(false);

    /// <summary>The sites of which something waits for one webhook.</summary>
    public async Task<IReadOnlyList<Core.SiteId>> SitesWaitingFor(string webhook, CancellationToken stop) => await Read(
        "SELECT DISTINCT d.site_id FROM webhook_delivery d WHERE d.webhook_id = @webhook AND d.status = 'queued' AND d.site_id IS NOT NULL ORDER BY d.site_id",
        new { webhook },
        row => new Core.SiteId(row.GetString(0)),
        stop).ConfigureAwait(false);
}
