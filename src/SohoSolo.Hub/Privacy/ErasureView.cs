using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Privacy;

/// <summary>What is gone, and what stays until when and why.</summary>
internal sealed record ErasureView(IReadOnlyList<string> Erased, IReadOnlyList<KeptView> Kept)
{
    public static ErasureView Of(DateTimeOffset doorsUntil) => new(
        ["profile", "sign-in", "bookings-to-come", "waiting", "badges", "consents", "preferences", "mails", "evidence"],
        [
            new KeptView("door-events", Times.Utc(doorsUntil), "legitimate-interest", "Who opened which door is kept for the safety of the premises, without your name, and then deleted."),
            new KeptView("past-bookings", null, "statistics", "That a place was used is kept for the network's figures, under a random number that leads to nobody."),
            new KeptView("entitlements", null, "accounts", "What was used of which grant or lease is kept for the accounts, under the same number and without who paid."),
            new KeptView("backups", null, "safety", "Copies of the database age out; whoever is brought back from one is erased again."),
        ]);
}

/// <summary>Kept without her name; <paramref name="Until"/> is null where it stays for good.</summary>
internal sealed record KeptView(string What, string? Until, string Why, string Says);

[JsonSerializable(typeof(ErasureView))]
internal sealed partial class ErasureJson : JsonSerializerContext
{
    public static readonly ErasureJson Shared = new(JsonRules.Options());
}
