using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.WebhookBook;

/// <summary>Who is told what happens, and what somebody has filled in to have another told.</summary>
public sealed record HooksModel
{
    public required IReadOnlyList<WebhookStanding> Hooks { get; init; }

    public required IReadOnlyList<Telecentre> Sites { get; init; }

    public required SiteCalendar Calendar { get; init; }

    public HookDraft Draft { get; init; } = new("", "", [], []);

    public string? Said { get; init; }

    /// <summary>A word of <see cref="HooksText"/> after <c>trouble.</c>.</summary>
    public string? Trouble { get; init; }

    /// <summary>What it is told where nothing is chosen.</summary>
    internal const string Everything = "*";

    /// <summary>The kinds of what happens that one may choose.</summary>
    internal static IReadOnlyList<string> Choices { get; } = [.. WebhookEvents.Patterns.Where(pattern => pattern.EndsWith(".*", StringComparison.Ordinal))];
}

public sealed record HookDraft(string Name, string Url, IReadOnlyList<string> Events, IReadOnlyList<string> Sites);

/// <summary>One address, and what became of what it was told.</summary>
public sealed record HookModel
{
    public required WebhookStanding Standing { get; init; }

    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    public required IReadOnlyList<Telecentre> Sites { get; init; }

    public required SiteCalendar Calendar { get; init; }

    /// <summary>The secret itself, on the one page that shows it.</summary>
    public string? Secret { get; init; }

    /// <summary>What somebody has filled in and cannot be had; what it is where nobody has.</summary>
    public HookDraft? Draft { get; init; }

    public string? Said { get; init; }

    public string? Trouble { get; init; }

    public Webhook Hook => Standing.Webhook;

    /// <summary>Until when the secret before the present one still holds.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    public HookDraft Filled => Draft ?? new HookDraft(Hook.Name, Hook.Url, Hook.Events, [.. Hook.Sites.Select(site => site.Value)]);

    /// <summary>Whole kinds, and single events that a program has asked for: they would be lost otherwise.</summary>
    internal IReadOnlyList<string> Choices => [.. HooksModel.Choices, .. Hook.Events.Where(name => name != HooksModel.Everything && !HooksModel.Choices.Contains(name))];
}
