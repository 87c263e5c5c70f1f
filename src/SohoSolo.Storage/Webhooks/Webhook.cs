using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>Why nothing goes to an address any more.</summary>
public enum WebhookEnd
{
    /// <summary>Somebody of the chamber ended it.</summary>
    Removed,

    /// <summary>It said so itself: 410.</summary>
    Gone,
}

/// <summary>Another program's address that is told what happens.</summary>
public sealed record Webhook
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>With what deliveries are signed, sealed; empty once it has ended.</summary>
    public required string Secret { get; init; }

    /// <summary>Names of events, and <c>booking.*</c> or <c>*</c> for many.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Whose events it is told; none for all.</summary>
    public IReadOnlyList<SiteId> Sites { get; init; } = [];

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when what happens waits until somebody lets it go on.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>With what deliveries are signed, too, until receivers have changed over.</summary>
    public IReadOnlyList<OldSecret> OldSecrets { get; init; } = [];

    public DateTimeOffset? EndedAt { get; init; }

    public WebhookEnd? EndedWhy { get; init; }

    public bool IsActive => EndedAt is null;

    public Webhook Ended(WebhookEnd why, DateTimeOffset at) => this with { Version = Version + 1, Secret = "", OldSecrets = [], EndedAt = at, EndedWhy = why };

    /// <summary>With another secret from now on; those before hold until <paramref name="until"/> or, if that is earlier, as long as they did.</summary>
    public Webhook Resealed(string secret, DateTimeOffset at, DateTimeOffset until) => this with { Version = Version + 1, Secret = secret, OldSecrets = [.. OldSecretsAt(at), new OldSecret(Secret, until)] };

    public IEnumerable<OldSecret> OldSecretsAt(DateTimeOffset now) => OldSecrets.Where(old => old.Until > now);
}

/// <summary>A secret that was replaced, sealed.</summary>
public sealed record OldSecret(string Secret, DateTimeOffset Until);

/// <summary>How an address answers: nothing is tried before <paramref name="DueAt"/>. <paramref name="Moves"/> says how often it was another one.</summary>
public sealed record WebhookLane(string Webhook, DateTimeOffset DueAt, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? DeliveredAt, int Moves);

public enum DeliveryStatus
{
    Queued,

    /// <summary>It was taken: 2xx.</summary>
    Delivered,

    /// <summary>Given up; somebody may have it sent again.</summary>
    Dead,

    /// <summary>Its webhook ended before.</summary>
    Dropped,
}

/// <summary>One event on its way to one address. Its id is the same however often it is sent.</summary>
public sealed record Delivery
{
    public required string Id { get; init; }

    public required string Webhook { get; init; }

    /// <summary>The entry that it tells of.</summary>
    public required JournalPosition Position { get; init; }

    /// <summary>A test, which waits for no other and is tried once.</summary>
    public bool IsTest { get; init; }

    public required string Event { get; init; }

    public SiteId? Site { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when it has been tried; later than it was made where somebody had it sent again.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    public DeliveryStatus Status { get; init; } = DeliveryStatus.Queued;

    public int Attempts { get; init; }

    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>The HTTP status of its last answer; null where there was none.</summary>
    public int? AnswerStatus { get; init; }

    public int? TookMs { get; init; }

    /// <summary>A word of the program's own, never what the other side said.</summary>
    public string? LastError { get; init; }
}

/// <summary>A webhook, how it answers, and what waits for it.</summary>
public sealed record WebhookStanding(Webhook Webhook, WebhookLane Lane, int Waiting, DateTimeOffset? Oldest);
