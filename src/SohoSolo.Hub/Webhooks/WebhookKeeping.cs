using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Outbound;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>The use case of webhooks: the chamber makes them, changes them, tests them, has deliveries sent again, and ends them.</summary>
internal sealed class WebhookKeeping(Decisions decisions, StoreQueries queries, NetworkCache network, GuardedFetcher fetcher, KeyBox keys, TimeProvider clock)
{
    public const int Most = 20;
    public const int LongestName = 80;

    private const int MostEvents = 50;

    /// <summary>A secret that was shown and lost is asked for again; somebody who asks ever again would take that of a receiver away.</summary>
    private const int MostOldSecrets = 3;

    /// <summary>For so long receivers may take their time to change over to a new secret.</summary>
    private static readonly TimeSpan ChangeOver = TimeSpan.FromHours(24);

    public static readonly Problem Unknown = Problems.NotFound("There is no such webhook.");

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-webhooks", $"There are at most {Most} webhooks at a time: end one first.");
    private static readonly Problem HasEnded = new(StatusCodes.Status422UnprocessableEntity, "webhook-ended", "This webhook has ended: make a new one.");
    private static readonly Problem TooManySecrets = new(StatusCodes.Status422UnprocessableEntity, "too-many-secrets", $"It has {MostOldSecrets} old secrets that still hold, each for 24 hours: come again later, or end it and make a new one.");
    private static readonly Problem StillWaits = new(StatusCodes.Status422UnprocessableEntity, "wrong-state", "Only a delivery that is over is sent again.");
    private static readonly Problem NoDelivery = Problems.NotFound("This webhook has no such delivery; they are kept for 30 days.");

    /// <summary>The webhook as it will be stored, with <paramref name="secret"/> sealed in it.</summary>
    public async Task<(Webhook? Webhook, Problem? Problem)> Read(WebhookPost body, string secret, CancellationToken stop)
    {
        var made = new Webhook { Id = Ids.Next(), Name = "", Url = "", Secret = keys.SealValue(secret), Events = ["*"], MadeAt = clock.GetUtcNow() };
        var (change, problem) = await Read(new WebhookPatch { Name = body.Name, Url = body.Url, Events = body.Events, Sites = body.Sites }, stop);
        return problem is null ? (change(made), null) : (null, problem);
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
                return new Decided.Done(Answers.Of(StatusCodes.Status201Created, WebhookView.Fresh(webhook), WebhookJson.Shared.WebhookView, $"/api/v1/webhooks/{webhook.Id}"));
            },
            taken: null,
            stop);
    }

    /// <summary>What waits goes to where it is now; an address that it had before says nothing of the new one.</summary>
    public async Task<Executed<Answer>> Change(string id, WebhookPatch body, Command command, CancellationToken stop)
    {
        var (change, problem) = await Read(body, stop);
        return await OfActive(
            id,
            command,
            (work, standing) =>
            {
                if (problem is not null) return new Decided.Refused(problem);

                var (before, after) = (standing.Webhook, change(standing.Webhook));
                after = after with { Version = before.Version + 1, PausedAt = body.Paused is { } paused ? paused ? before.PausedAt ?? command.At : null : before.PausedAt };
                work.Put(before, after, (before.PausedAt, after.PausedAt) switch { (null, not null) => "paused", (not null, null) => "resumed", _ => "changed" });
                var lane = after.Url == before.Url ? standing.Lane : standing.Lane with { Failures = 0, FailingSince = null };
                return Told(standing with { Webhook = after, Lane = lane });
            },
            stop);
    }

    /// <summary>With another secret from now on, and with the one before, too, until receivers have changed over. Of the answer what <see cref="Make"/> says holds.</summary>
    public Task<Executed<Answer>> Reseal(string id, string secret, Command command, CancellationToken stop) => OfActive(
        id,
        command,
        (work, standing) =>
        {
            var before = standing.Webhook;
            if (before.OldSecretsAt(command.At).Count() >= MostOldSecrets) return new Decided.Refused(TooManySecrets);

            var after = before.Resealed(keys.SealValue(secret), command.At, command.At + ChangeOver);
            work.Put(before, after, "resealed");
            return Told(standing with { Webhook = after });
        },
        stop);

    /// <summary>What waits for it is dropped; what it was sent can still be looked at.</summary>
    public Task<Executed<Answer>> End(string id, Command command, CancellationToken stop) => OfOne(
        id,
        command,
        (work, standing) =>
        {
            if (standing.Webhook is { IsActive: true } webhook) work.Put(webhook, webhook.Ended(WebhookEnd.Removed, clock.GetUtcNow()), "ended");

            return new Decided.Done(Answers.NoContent);
        },
        stop);

    /// <summary>A test goes the way of everything that happens: through the journal and the queue, but before what waits.</summary>
    public Task<Executed<Answer>> Test(string id, Command command, CancellationToken stop) => OfActive(
        id,
        command,
        (work, standing) =>
        {
            var webhook = standing.Webhook;
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

    private static Decided.Done Told(WebhookStanding standing) => new(Answers.Of(StatusCodes.Status200OK, WebhookView.Of(standing), WebhookJson.Shared.WebhookView));

    private Task<Executed<Answer>> OfActive(string id, Command command, Func<Work, WebhookStanding, Decided> decide, CancellationToken stop) =>
        OfOne(id, command, (work, standing) => standing.Webhook.IsActive ? decide(work, standing) : new Decided.Refused(HasEnded), stop);

    private Task<Executed<Answer>> OfOne(string id, Command command, Func<Work, WebhookStanding, Decided> decide, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var standing = (await queries.WebhookStandings(stop)).FirstOrDefault(one => one.Webhook.Id == id);
            return async work =>
            {
                await work.Lock(new Scope());
                return standing is null ? new Decided.Refused(Unknown) : decide(work, standing);
            };
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    /// <summary>What is given, as a change of a webhook.</summary>
    private async Task<(Func<Webhook, Webhook> Change, Problem? Problem)> Read(WebhookPatch body, CancellationToken stop)
    {
        var check = new FieldCheck();
        var (name, address) = (check.Text("name", body.Name, LongestName), body.Url is null ? null : Address(check, body.Url));
        if (body.Events is { } events && (events.Count is 0 or > MostEvents || events.Any(one => !WebhookEvents.Patterns.Contains(one))))
            check.Refuse("events", $"is a list of {string.Join(", ", WebhookEvents.Patterns)}");

        var (known, sites) = ((await network.Get(stop)).Sites, body.Sites?.Select(site => new SiteId(site)).Distinct().ToList());
        if (sites?.Exists(site => !known.ContainsKey(site)) == true) check.Refuse("sites", "is a list of télécentres");

        return (
            before => before with { Name = name ?? before.Name, Url = address ?? before.Url, Events = body.Events is null ? before.Events : [.. body.Events.Distinct()], Sites = sites ?? before.Sites },
            check.Problem);
    }

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
