using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>What a receiver gets: which thing reached which version. What became of it is read in the API, by whoever may.</summary>
internal sealed record WebhookBody(string Id, string Event, string At, string Entity, string EntityId, int Version, string? Site);

/// <summary>POST /webhooks.</summary>
internal sealed record WebhookPost
{
    public required string Url { get; init; }

    public required string Name { get; init; }

    /// <summary>Names of events, <c>booking.*</c> for all of a kind, <c>*</c> for all, which it is unless said.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Only what happens at these télécentres; everything unless said.</summary>
    public IReadOnlyList<string>? Sites { get; init; }
}

/// <summary>PATCH /webhooks/{id}: what is absent stays.</summary>
internal sealed record WebhookPatch
{
    public string? Url { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>An empty list is all télécentres.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>What happens meanwhile waits, as long as it would for an address that does not answer.</summary>
    public bool? Paused { get; init; }
}

/// <summary>
/// A webhook without its secret. <c>state</c> is <c>ok</c>, <c>failing</c> since <c>failingSince</c>, <c>paused</c> or <c>ended</c>; until <c>oldSecretUntil</c> deliveries are signed with
/// the secret before, too.
/// </summary>
internal sealed record WebhookView(
    string Id,
    string Name,
    string Url,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Sites,
    string State,
    string MadeAt,
    int Waiting,
    string? DeliveredAt = null,
    string? FailingSince = null,
    string? TriedAgainAt = null,
    string? EndedAt = null,
    string? EndedWhy = null,
    string? PausedAt = null,
    string? OldSecretUntil = null,
    string? Secret = null)
{
    public static WebhookView Of(WebhookStanding standing)
    {
        var (webhook, lane) = (standing.Webhook, standing.Lane);
        return new WebhookView(
            webhook.Id,
            webhook.Name,
            webhook.Url,
            webhook.Events,
            [.. webhook.Sites.Select(site => site.Value)],
            StateOf(standing),
            Times.Utc(webhook.MadeAt),
            standing.Waiting,
            Of(lane.DeliveredAt),
            webhook.IsActive ? Of(lane.FailingSince) : null,
            webhook is { IsActive: true, PausedAt: null } && lane.FailingSince is not null ? Of(lane.DueAt) : null,
            Of(webhook.EndedAt),
            webhook.EndedWhy is { } why ? Words.Of(why) : null,
            webhook.IsActive ? Of(webhook.PausedAt) : null,
            webhook.OldSecrets.Count > 0 ? Of(webhook.OldSecrets.Max(old => old.Until)) : null);
    }

    /// <summary>One that was made just now.</summary>
    public static WebhookView Fresh(Webhook webhook) => Of(new WebhookStanding(webhook, new WebhookLane(webhook.Id, webhook.MadeAt, 0, null, null, 0), 0, null));

    public static string StateOf(WebhookStanding standing) => standing.Webhook switch
    {
        { IsActive: false } => "ended",
        { PausedAt: not null } => "paused",
        _ => standing.Lane.FailingSince is null ? "ok" : "failing",
    };

    private static string? Of(DateTimeOffset? at) => at is { } known ? Times.Utc(known) : null;
}

/// <summary>What became of one delivery: <c>error</c> is a word of ours, never what the other side said.</summary>
internal sealed record DeliveryView(
    string Id, string Event, string Status, string MadeAt, string? Site, int Attempts, string? TriedAt, int? AnswerStatus, int? TookMs, string? Error)
{
    public static DeliveryView Of(Delivery delivery) => new(
        delivery.Id,
        delivery.Event,
        Words.Of(delivery.Status),
        Times.Utc(delivery.MadeAt),
        delivery.Site?.Value,
        delivery.Attempts,
        delivery.TriedAt is { } tried ? Times.Utc(tried) : null,
        delivery.AnswerStatus,
        delivery.TookMs,
        delivery.LastError);
}

[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookPost))]
[JsonSerializable(typeof(WebhookPatch))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(IReadOnlyList<WebhookView>))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryView>))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    public static readonly WebhookJson Shared = new(JsonRules.Options());
}
