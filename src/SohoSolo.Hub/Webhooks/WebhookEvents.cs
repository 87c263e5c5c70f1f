using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>
/// What other programs can be told: names that stay, each for one or more of the journal's words. Members are not among them: that somebody came or left would say something of her by
/// itself, and whoever may know reads it in the API.
/// </summary>
internal static class WebhookEvents
{
    /// <summary>Of no entry: sent when somebody asks for it.</summary>
    public const string Test = "webhook.test";

    /// <summary>The journal's entry behind a test; its id is the webhook's.</summary>
    public const string TestEntity = "webhook-test";

    private const string Every = "*";

    /// <summary>By entity and word of the journal.</summary>
    private static readonly Dictionary<(string Entity, string What), string> Names = new()
    {
        [("booking", "booked")] = "booking.made",
        [("booking", "taken")] = "booking.made",
        [("booking", "walked-in")] = "booking.made",
        [("booking", "walked-in-overdrawn")] = "booking.made",
        [("booking", "approved")] = "booking.approved",
        [("booking", "refused")] = "booking.refused",
        [("booking", "changed")] = "booking.changed",
        [("booking", "cancelled")] = "booking.cancelled",
        [("booking", "checked-in")] = "booking.checked-in",
        [("booking", "released")] = "booking.released",
        [("booking", "left-early")] = "booking.released",
        [("booking", "ended")] = "booking.ended",
        [("booking", "no-show")] = "booking.no-show",
        [("booking", "no-show-undone")] = "booking.no-show-undone",
        [("waiting", "waiting")] = "waiting.joined",
        [("waiting", "offered")] = "waiting.offered",
        [("waiting", "taken")] = "waiting.taken",
        [("waiting", "lapsed")] = "waiting.lapsed",
        [("waiting", "left")] = "waiting.left",
        [("site", "opened")] = "site.opened",
        [("site", "changed")] = "site.changed",
        [("site", "policy-set")] = "site.rules-changed",
        [("closure", "closed")] = "closure.made",
        [("closure", "reopened")] = "closure.ended",
        [("alarm", "raised")] = "alarm.raised",
        [("alarm", "acknowledged")] = "alarm.acknowledged",
        [("alarm", "cleared")] = "alarm.cleared",
        [("device", "added")] = "device.added",
        [("device", "changed")] = "device.changed",
        [("device", "removed")] = "device.removed",
        [("door", "mode-set")] = "door.mode-set",
    };

    /// <summary>Every name that can be asked for, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Values.Distinct()];

    /// <summary>What may stand in a webhook: names, a part with all its events such as <c>booking.*</c>, and <c>*</c>.</summary>
    public static IReadOnlyList<string> Patterns { get; } = [Every, .. All.Select(Family).Distinct(), .. All];

    /// <summary>What an entry is called to the world; null where it is told to nobody.</summary>
    public static string? NameOf(JournalEntry entry) => entry.Entity == TestEntity ? Test : Names.GetValueOrDefault((entry.Entity, entry.What));

    /// <summary>What was before the webhook is not told, by the order of the journal: an entry of another node, whose clock is behind, may seem to be older.</summary>
    public static bool IsFor(Webhook webhook, JournalPosition made, JournalEntry entry, string name) => name == Test
        ? entry.EntityId == webhook.Id
        : entry.Position.IsBehind(made) && webhook.Events.Any(pattern => Matches(pattern, name)) && (webhook.Sites.Count == 0 || webhook.Sites.Any(site => site.Value == entry.SiteId));

    public static bool Matches(string pattern, string name) => pattern == Every || pattern == name || pattern == Family(name);

    private static string Family(string name) => $"{name[..name.IndexOf('.', StringComparison.Ordinal)]}.*";
}
