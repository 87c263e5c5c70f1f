using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Webhooks;

/// <summary>Another address, another choice of events, a pause, another secret: nothing is lost and nothing is told twice for it.</summary>
public sealed class WebhookChangeTests
{
    private static readonly string[] Made = ["booking.made"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task What_waits_goes_to_another_address_at_once(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var broken = new HttpReceiver { Answers = _ => HttpReceiver.Answer(500) };
        using var mended = new HttpReceiver();
        var (id, secret) = await hub.Hook(broken.Url, Made);
        await hub.Booked();
        await hub.Deliver();
        var chamber = hub.As("chamber");
        (await chamber.Patch($"webhooks/{id}", new { url = "https://10.0.0.1/" })).Must(400, "invalid-value");
        (await chamber.Patch($"webhooks/{id}", new { url = mended.Url.AbsoluteUri, secret = "mine" })).Must(400, "unknown-field");
        (await chamber.Patch("webhooks/nothing", new { name = "x" })).Must(404, "not-found");
        Assert.Equal((broken.Url.AbsoluteUri, "failing"), ((await chamber.Get($"webhooks/{id}")).Must(200).Word("url"), (await chamber.Get($"webhooks/{id}")).Word("state")));

        var changed = (await chamber.Patch($"webhooks/{id}", new { url = mended.Url.AbsoluteUri })).Must(200);
        Assert.Equal((mended.Url.AbsoluteUri, "ok", "Écran de la mairie", ""), (changed.Word("url"), changed.Word("state"), changed.Word("name"), changed.Word("secret")));
        await hub.Deliver();
        Assert.Equal(broken.Taken.Single().Header("SohoSolo-Delivery"), mended.Taken.Single().Header("SohoSolo-Delivery"));
        Assert.Equal([Mac(secret, mended.Taken.Single())], Macs(mended.Taken.Single()));

        (await chamber.Patch($"webhooks/{id}", new { events = (string[])["booking.cancelled"], sites = (string[])["auch"], name = "Autre" })).Must(200);
        await hub.Booked(day: "2026-11-25");
        await hub.Deliver();
        Assert.Single(mended.Taken);
        Assert.Equal("Autre", (await chamber.Get($"webhooks/{id}")).Must(200).Word("name"));
        (await chamber.Delete($"webhooks/{id}")).Must(204);
        (await chamber.Patch($"webhooks/{id}", new { paused = false })).Must(422, "webhook-ended");
        (await chamber.Post($"webhooks/{id}/secret")).Must(422, "webhook-ended");
    });

    /// <summary>An address says that it wants no more, when it is no longer the one that is told.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task What_an_address_answers_that_was_left_meanwhile_ends_nothing(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var leaves = new ManualResetEventSlim();
        using var left = new HttpReceiver
        {
            Answers = _ =>
            {
                leaves.Wait(Stop);
                return HttpReceiver.Answer(410);
            },
        };
        using var newer = new HttpReceiver();
        var (id, _) = await hub.Hook(left.Url, Made);
        await hub.Booked();
        var delivering = Task.Run(hub.Deliver, Stop);
        await Patience.Until(() => Task.FromResult(!left.Taken.IsEmpty), TimeSpan.FromSeconds(30), () => "Nothing came.", Stop);
        (await hub.As("chamber").Patch($"webhooks/{id}", new { url = newer.Url.AbsoluteUri })).Must(200);
        leaves.Set();
        await delivering;

        Assert.Equal((1, "ok"), (newer.Taken.Count, (await hub.As("chamber").Get($"webhooks/{id}")).Must(200).Word("state")));

        // Whoever only renamed it in that moment leaves it to the address to end it.
        newer.Answers = _ =>
        {
            leaves.Wait(Stop);
            return HttpReceiver.Answer(410);
        };
        leaves.Reset();
        await hub.Booked(day: "2026-11-25");
        delivering = Task.Run(hub.Deliver, Stop);
        await Patience.Until(() => Task.FromResult(newer.Taken.Count == 2), TimeSpan.FromSeconds(30), () => "Nothing came.", Stop);
        (await hub.As("chamber").Patch($"webhooks/{id}", new { name = "Autre" })).Must(200);
        leaves.Set();
        await delivering;
        Assert.Equal("gone", (await hub.As("chamber").Get($"webhooks/{id}")).Must(200).Word("endedWhy"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_happens_during_a_pause_waits_for_its_end_and_for_twenty_hours_at_most(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var server = new HttpReceiver();
        var (id, _) = await hub.Hook(server.Url, Made);
        var chamber = hub.As("chamber");
        Assert.Equal("paused", (await chamber.Patch($"webhooks/{id}", new { paused = true })).Must(200).Word("state"));
        var booked = new[] { await hub.Booked(), await hub.Booked(day: "2026-11-25") };
        await hub.Deliver();
        Assert.Empty(server.Taken);
        Assert.Equal("2", (await chamber.Get($"webhooks/{id}")).Must(200).Word("waiting"));

        // Whoever has mended a receiver tries it before she lets it go on.
        (await chamber.Post($"webhooks/{id}/test")).Must(202);
        await hub.Deliver();
        Assert.Equal(["webhook.test"], server.Taken.Select(request => request.Header("SohoSolo-Event")));
        Assert.Equal("ok", (await chamber.Patch($"webhooks/{id}", new { paused = false })).Must(200).Word("state"));
        await hub.Deliver();
        Assert.Equal(booked, server.Taken.Skip(1).Select(About));

        (await chamber.Patch($"webhooks/{id}", new { paused = true })).Must(200);
        await hub.Booked(day: "2026-11-26");
        await hub.Write();
        var watch = hub.App.Services.GetRequiredService<WebhookWatch>();
        foreach (var (hours, status) in ((int, string)[])[(19, "queued"), (2, "dead")])
        {
            hub.Clock.Advance(TimeSpan.FromHours(hours));
            await watch.Look(Stop);
            Assert.Equal(status, (await chamber.Get($"webhooks/{id}/deliveries")).Must(200).Each("status")[0]);
        }

        Assert.Equal(0, watch.Failing);
        Assert.Empty(await hub.App.Services.GetRequiredService<StoreQueries>().Alarms(new SiteId("nogaro"), openOnly: true, 10, Stop));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_receiver_has_a_day_to_change_over_to_a_new_secret(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var server = new HttpReceiver();
        var (id, first) = await hub.Hook(server.Url, Made);
        var chamber = hub.As("chamber");
        var resealed = (await chamber.Post($"webhooks/{id}/secret", key: "again")).Must(200);
        var second = resealed.Word("secret");
        Assert.StartsWith("whsec_", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal("2026-11-24T07:55:00Z", resealed.Word("oldSecretUntil"));
        var repeated = (await chamber.Post($"webhooks/{id}/secret", key: "again")).Must(200);
        Assert.True(repeated.Replayed);
        Assert.DoesNotContain("whsec_", repeated.Text + (await chamber.Get($"webhooks/{id}")).Text + (await chamber.Get("audit")).Text, StringComparison.Ordinal);
        await hub.Booked();
        await hub.Deliver();
        Assert.Equal([Mac(second, server.Taken.Last()), Mac(first, server.Taken.Last())], Macs(server.Taken.Last()));

        // It was lost before anybody could put it in; the one that the receiver has still holds.
        hub.Clock.Advance(TimeSpan.FromHours(12));
        var third = (await chamber.Post($"webhooks/{id}/secret")).Must(200).Word("secret");
        await hub.Booked(day: "2026-11-25");
        await hub.Deliver();
        Assert.Equal([Mac(third, server.Taken.Last()), Mac(first, server.Taken.Last()), Mac(second, server.Taken.Last())], Macs(server.Taken.Last()));
        (await chamber.Post($"webhooks/{id}/secret")).Must(200);
        (await chamber.Post($"webhooks/{id}/secret")).Must(422, "too-many-secrets");

        hub.Clock.Advance(TimeSpan.FromHours(12));
        var last = (await chamber.Post($"webhooks/{id}/secret")).Must(200).Word("secret");
        hub.Clock.Advance(TimeSpan.FromHours(24));
        await hub.Booked(day: "2026-11-26");
        await hub.Deliver();
        Assert.Equal([Mac(last, server.Taken.Last())], Macs(server.Taken.Last()));
    });

    /// <summary>Since when it is told is in the journal, which tells every change of it, too.</summary>
    [Fact]
    public async Task However_often_it_was_changed_it_is_told()
    {
        using var server = new HttpReceiver();
        await using var hub = await HookedHub.Start(Engines.Sqlite);
        await hub.Noted("before", hub.Clock.GetUtcNow());
        var (id, _) = await hub.Hook(server.Url, ["door.*"]);
        for (var time = 0; time < 12; time++)
            (await hub.As("chamber").Patch($"webhooks/{id}", new { name = $"Écran {time}" })).Must(200);

        await hub.Noted("after", hub.Clock.GetUtcNow());
        await hub.Deliver();
        Assert.Equal(["after"], server.Taken.Select(About));
    }

    private static string About(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("entityId").GetString()!;

    /// <summary>The marks of a delivery in their order.</summary>
    private static IEnumerable<string> Macs(ReceivedRequest request) =>
        request.Header("SohoSolo-Signature")!.Split(',').Where(part => part.StartsWith("v1=", StringComparison.Ordinal)).Select(part => part[3..]);

    private static string Mac(string secret, ReceivedRequest request)
    {
        var time = request.Header("SohoSolo-Signature")!.Split(',')[0][2..];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{request.Text}")));
    }
}
