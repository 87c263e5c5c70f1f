using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Jobs;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>Follows the journal and writes what other programs are to be told. As long as nobody is told anything it does not read at all.</summary>
internal sealed class WebhookWriter(Store store, StoreQueries queries, TimeProvider clock, ILogger<WebhookWriter> log) : Follower(store, log)
{
    private const int Batch = 500;

    private static readonly TimeSpan PassesOverEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, JournalPosition> made = new(StringComparer.Ordinal);

    private long passedOver;

    public override async Task<int> Step(CancellationToken stop)
    {
        if (await Store.Webhooks.Place(stop) is not { } from)
        {
            await Begin(stop);
            return 0;
        }

        var webhooks = await queries.ActiveWebhooks(stop);
        if (webhooks.Count == 0)
        {
            await PassOver(stop);
            return 0;
        }

        // Those that are told were asked for first: an entry that one of them is behind is not passed before it is known.
        var entries = await queries.JournalAfter(from, Batch, stop);
        if (entries.Count == 0) return 0;

        var told = new List<(Webhook Webhook, JournalPosition Made)>();
        foreach (var webhook in await queries.ActiveWebhooks(stop))
            told.Add((webhook, await MadeAt(webhook, stop)));

        await Store.Webhooks.Write(from, entries[^1].Position, [.. Deliveries(entries, told, clock.GetUtcNow())], stop);
        return entries.Count;
    }

    protected override Task Begin(CancellationToken stop) => Store.Webhooks.Begin(stop);

    private static IEnumerable<Delivery> Deliveries(IReadOnlyList<JournalEntry> entries, IReadOnlyList<(Webhook Webhook, JournalPosition Made)> told, DateTimeOffset now) =>
        from entry in entries
        let name = WebhookEvents.NameOf(entry)
        where name is not null
        from one in told
        where WebhookEvents.IsFor(one.Webhook, one.Made, entry, name)
        select Make(Ids.Next(), one.Webhook, entry, name, now);

    /// <summary>Where the journal tells that it was made.</summary>
    private async Task<JournalPosition> MadeAt(Webhook webhook, CancellationToken stop)
    {
        if (!made.TryGetValue(webhook.Id, out var position))
            made[webhook.Id] = position = await queries.MadeAt(webhook.Id, stop);

        return position;
    }

    private static Delivery Make(string id, Webhook webhook, JournalEntry entry, string name, DateTimeOffset now) => new()
    {
        Id = id,
        Webhook = webhook.Id,
        Position = entry.Position,
        IsTest = name == WebhookEvents.Test,
        Event = name,
        Site = entry.SiteId is { } site ? new SiteId(site) : null,
        Body = JsonSerializer.Serialize(new WebhookBody(id, name, Times.Utc(entry.At), entry.Entity, entry.EntityId, entry.Version, entry.SiteId), WebhookJson.Shared.WebhookBody),
        MadeAt = now,
        QueuedAt = now,
    };

    private async Task PassOver(CancellationToken stop)
    {
        if (passedOver != 0 && System.Diagnostics.Stopwatch.GetElapsedTime(passedOver) < PassesOverEvery) return;

        passedOver = System.Diagnostics.Stopwatch.GetTimestamp();
        await Store.Webhooks.PassOver(stop);
    }
}
