using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Outbound;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>The use case of webhooks: the chamber makes them, tests them, has deliveries sent again, and ends them.</summary>
internal sealed class WebhookKeeping(Decisions decisions, StoreQueries queries, NetworkCache network, GuardedFetcher fetcher, KeyBox keys, TimeProvider clock)
{
    public const int Most = 20;
    public const int LongestName = 80;

    private const int MostEvents = 50;

    public static readonly Problem Unknown = Problems.NotFound("There is no such webhook.");

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-webhooks", $"There are at most {Most} webhooks at a time: end one first.");
    private static readonly Problem HasEnded = new(StatusCodes.Status422UnprocessableEntity, "webhook-ended", "This webhook has ended: make a new one.");
    private static readonly Problem StillWaits = new(StatusCodes.Status422UnprocessableEntity, "wrong-state", "Only a delivery that is over is sent again.");
    private static readonly Problem NoDelivery = Problems.NotFound("This webhook has no such delivery; they are kept for 30 days.");

    /// <summary>The webhook as it will be stored, with <paramref name="secret"/> sealed in it.</summary>
    public async Task<(Webhook? Webhook, Problem? Problem)> Read(WebhookPost body, string secret, CancellationToken stop)
    {
        var check = new FieldCheck();
        var name = check.Text("name", body.Name, LongestName);
        var address = Address(check, body.Url);
        var events = body.Events ?? ["*"];
        if (events.Count is 0 or > MostEvents || events.Any(one => !WebhookEvents.Patterns.Contains(one)))
            check.Refuse("events", $"is a list of {string.Join(", ", WebhookEvents.Patterns)}");

        var known = (await network.Get(stop)).Sites;
        var sites = (body.Sites ?? []).Select(site => new SiteId(site)).Distinct().ToList();
        if (sites.Exists(site => !known.ContainsKey(site))) check.Refuse("sites", "is a list of télécentres");

        return check.Problem is { } problem
            ? (null, problem)
            : (new Webhook { Id = Ids.Next(), Name = name!, Url = address!, Secret = keys.SealValue(secret), Events = [.. events.Distinct()], Sites = sites, MadeAt = clock.GetUtcNow() }, null);
    }

    /// <summary>The stored answer must not hold the secret (<c>rulings</c> 14): a repeated key gets everything but the secret itself.</summary>
    public async Task<Executed<Answer>> Make(Webhook webhook, Command command, CancellationToken stop)
    {
        var active = (await queries.ActiveWebhooks(stop)).Count;
        return await decisions.Run(
            command,
            async (_, work) =>
            {
                await work.Lock(new Scope());
                if (active >= Most) return new Decided.Refused(TooMany);

                work.Put(null, webhook, "made");
                return new Decided.Done(Answers.Of(StatusCodes.Status201Created, WebhookView.Fresh(webhook, secret: null), WebhookJson.Shared.WebhookView, $"/api/v1/webhooks/{webhook.Id}"));
            },
            taken: null,
            stop);
    }

    /// <summary>What waits for it is dropped; what it was sent can still be looked at.</summary>
    public Task<Executed<Answer>> End(string id, Command command, CancellationToken stop) => OfOne(
        id,
        command,
        (work, webhook) =>
        {
            if (webhook.IsActive) work.Put(webhook, webhook.Ended(WebhookEnd.Removed, clock.GetUtcNow()), "ended");

            return new Decided.Done(Answers.NoContent);
        },
        stop);

    /// <summary>A test goes the way of everything that happens: through the journal and the queue, but before what waits.</summary>
    public Task<Executed<Answer>> Test(string id, Command command, CancellationToken stop) => OfOne(
        id,
        command,
        (work, webhook) =>
        {
            if (!webhook.IsActive) return new Decided.Refused(HasEnded);

            work.Note(new JournalEntry { At = command.At, Entity = WebhookEvents.TestEntity, EntityId = webhook.Id, Version = webhook.Version, What = "asked", Actor = command.Actor });
            return new Decided.Done(new Answer(StatusCodes.Status202Accepted, null, null));
        },
        stop);

    public Task<Executed<Answer>> Resend(string id, string delivery, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var (webhook, sent) = (await queries.Webhook(id, stop), await queries.Delivery(delivery, stop));
            return async work =>
            {
                await work.Lock(new Scope());
                if (webhook is null) return new Decided.Refused(Unknown);
                if (sent is null || sent.Webhook != id) return new Decided.Refused(NoDelivery);
                if (!webhook.IsActive) return new Decided.Refused(HasEnded);
                if (sent.Status is not (DeliveryStatus.Delivered or DeliveryStatus.Dead)) return new Decided.Refused(StillWaits);

                work.SendAgain(sent);
                return new Decided.Done(new Answer(StatusCodes.Status202Accepted, null, null));
            };
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private Task<Executed<Answer>> OfOne(string id, Command command, Func<Work, Webhook, Decided> decide, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var webhook = await queries.Webhook(id, stop);
            return async work =>
            {
                await work.Lock(new Scope());
                return webhook is null ? new Decided.Refused(Unknown) : decide(work, webhook);
            };
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    /// <summary>What can be known without asking anybody; where its name leads to is looked at each time that it is called.</summary>
    private string? Address(FieldCheck check, string url)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address))
        {
            check.Refuse("url", "is an address such as https://example.org/hooks");
            return null;
        }

        if (fetcher.Judge(address) is { } trouble) check.Refuse("url", OutboundWords.Of(trouble));

        return address.AbsoluteUri;
    }
}
