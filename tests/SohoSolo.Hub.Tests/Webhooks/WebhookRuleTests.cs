using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Webhooks;
using Xunit;

namespace SohoSolo.Hub.Tests.Webhooks;

public sealed class WebhookRuleTests
{
    [Fact]
    public void The_signature_is_the_one_that_openssl_computes()
    {
        var signed = WebhookSignature.Of(["whsec_example"], DateTimeOffset.FromUnixTimeSeconds(1_763_799_302), """{"id":"1"}"""u8.ToArray());

        // printf '1763799302.{"id":"1"}' | openssl dgst -sha256 -hmac whsec_example
        Assert.Equal("t=1763799302,v1=ee43faed019424cd5f44644fdbefbc4c77cbe49f14209d4a31e93b3d404c433b", signed);
    }

    [Fact]
    public void Pauses_grow_to_two_hours_and_give_way_to_what_was_asked_for()
    {
        Assert.Equal([10, 30, 90, 270, 810, 2430, 7200, 7200], Enumerable.Range(1, 8).Select(failures => (int)WebhookSchedule.After(failures, null, 0.5).TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(5), WebhookSchedule.After(1, TimeSpan.FromMinutes(5), 0.5));
        Assert.Equal(TimeSpan.FromHours(2), WebhookSchedule.After(1, TimeSpan.FromDays(5), 0.5));
        Assert.Equal(TimeSpan.FromSeconds(10), WebhookSchedule.After(1, TimeSpan.FromSeconds(-5), 0.5));
    }

    [Fact]
    public void Names_are_those_that_receivers_know()
    {
        Assert.Equal(
            [
                "booking.made", "booking.approved", "booking.refused", "booking.changed", "booking.cancelled", "booking.checked-in", "booking.released", "booking.ended", "booking.no-show",
                "booking.no-show-undone", "waiting.joined", "waiting.offered", "waiting.taken", "waiting.lapsed", "waiting.left", "site.opened", "site.changed", "site.rules-changed",
                "closure.made", "closure.ended", "alarm.raised", "alarm.acknowledged", "alarm.cleared", "device.added", "device.changed", "device.removed", "door.mode-set",
            ],
            WebhookEvents.All);
        Assert.DoesNotContain(WebhookEvents.Test, WebhookEvents.Patterns);
        Assert.True(WebhookEvents.Matches("booking.*", "booking.made") && !WebhookEvents.Matches("booking.*", "closure.made") && !WebhookEvents.Matches("booking.made", "booking.changed"));
    }

    private static readonly string[] NotToBeCalled = ["http://example.org/", "https://localhost.example:25/", "https://10.0.0.1/", "https://[::1]/", "https://a:b@example.org/", "nonsense", "javascript:alert(1)"];
    private static readonly string[] MadeUp = ["member.added"];

    [Fact]
    public Task What_cannot_be_called_is_refused_when_it_is_made() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        foreach (var url in NotToBeCalled)
            (await hub.As("chamber").Post("webhooks", new { name = "x", url })).Must(400, "invalid-value");

        (await hub.As("chamber").Post("webhooks", new { name = "x", url = "https://example.org/", events = MadeUp })).Must(400, "invalid-value");
        (await hub.As("chamber").Post("webhooks", new { name = "x", url = "https://example.org/", sites = MadeUp })).Must(400, "invalid-value");
        var made = (await hub.As("chamber").Post("webhooks", new { name = "x", url = "https://example.org/" }, key: "one")).Must(201);
        Assert.StartsWith("whsec_", made.Word("secret"), StringComparison.Ordinal);

        // Shown once: neither a repeated call nor a list says it again.
        var again = (await hub.As("chamber").Post("webhooks", new { name = "x", url = "https://example.org/" }, key: "one")).Must(201);
        Assert.True(again.Replayed);
        Assert.DoesNotContain("whsec_", again.Text + (await hub.As("chamber").Get("webhooks")).Text, StringComparison.Ordinal);
    });
}
