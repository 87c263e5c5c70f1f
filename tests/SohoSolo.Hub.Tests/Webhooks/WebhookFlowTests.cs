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

/// <summary>What happens, and what other programs are told of it.</summary>
public sealed class WebhookFlowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task What_happens_is_told_in_order_signed_and_in_ids_only(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var server = new HttpReceiver();
        await hub.Booked(day: "2026-11-26");
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, secret) = await hub.Hook(server.Url);
        var booked = await hub.Booked();
        (await hub.As("anne").Delete($"bookings/{booked}")).Must(200);
        await hub.Deliver();
        await hub.Deliver();

        Assert.Equal(["booking.made", "booking.cancelled"], server.Taken.Select(request => request.Header("SohoSolo-Event")!).Where(name => name.StartsWith("booking", StringComparison.Ordinal)));
        var first = server.Taken.First();
        var told = JsonDocument.Parse(first.Body).RootElement;
        Assert.Equal(["id", "event", "at", "entity", "entityId", "version", "site"], told.EnumerateObject().Select(field => field.Name));
        Assert.Equal((booked, "nogaro", 1), (told.GetProperty("entityId").GetString(), told.GetProperty("site").GetString(), told.GetProperty("version").GetInt32()));
        Assert.Equal(first.Header("SohoSolo-Delivery"), told.GetProperty("id").GetString());
        Assert.DoesNotContain("anne", string.Concat(server.Taken.Select(request => request.Text)), StringComparison.OrdinalIgnoreCase);
        Assert.All(server.Taken, request => Assert.Equal(Expected(secret, request), request.Header("SohoSolo-Signature")));
    });

    /// <summary>Another node's clock is behind: what it does right after a webhook was made seems to be older than that, and is told nevertheless.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task What_a_node_with_a_slow_clock_does_is_told_too(string engine)
    {
        using var server = new HttpReceiver();
        await using var hub = await HookedHub.Start(engine);
        await hub.Noted("before", hub.Clock.GetUtcNow());
        await hub.Hook(server.Url, ["door.*"]);
        await hub.Noted("slow", hub.Clock.GetUtcNow().AddSeconds(-5));
        await hub.Deliver();

        Assert.Equal(["slow"], server.Taken.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("entityId").GetString()));
    }

    [Fact]
    public Task Each_is_told_what_it_asked_for() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var cancellations = new HttpReceiver();
        using var auch = new HttpReceiver();
        await hub.Hook(cancellations.Url, ["booking.cancelled", "closure.*"]);
        await hub.Hook(auch.Url, sites: ["auch"]);
        var booked = await hub.Booked();
        (await hub.As("anne").Delete($"bookings/{booked}")).Must(200);
        (await hub.As("chamber").Post("telecentres/auch/closures", new { from = "2027-02-02", reason = "Travaux" })).Must(201);
        await hub.Deliver();

        Assert.Equal(["booking.cancelled", "closure.made"], Told(cancellations));
        Assert.Contains("closure.made", Told(auch));
        Assert.DoesNotContain("booking.cancelled", Told(auch));
    });

    /// <summary>One that answers badly waits longer and longer, keeps its order, and holds up nobody else.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task What_is_not_taken_waits_in_its_order_and_keeps_its_id(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var broken = new HttpReceiver { Answers = _ => HttpReceiver.Answer(503, "anne@example.org") };
        using var well = new HttpReceiver();
        var (id, _) = await hub.Hook(broken.Url, ["booking.made"]);
        await hub.Hook(well.Url, ["booking.made"]);
        var (first, second) = (await hub.Booked(), await hub.Booked(day: "2026-11-25"));
        await hub.Deliver();
        Assert.Equal((1, 2), (broken.Taken.Count, well.Taken.Count));
        Assert.Equal("failing", (await hub.As("chamber").Get($"webhooks/{id}")).Must(200).Word("state"));
        Assert.DoesNotContain("anne@", (await hub.As("chamber").Get($"webhooks/{id}/deliveries")).Must(200).Text, StringComparison.Ordinal);

        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await hub.Deliver();
        Assert.Single(broken.Taken);
        hub.Clock.Advance(TimeSpan.FromSeconds(10));
        await hub.Deliver();
        Assert.Equal(2, broken.Taken.Count);
        broken.Answers = _ => null;
        hub.Clock.Advance(TimeSpan.FromSeconds(37));
        await hub.Deliver();

        Assert.Equal([first, first, first, second], broken.Taken.Select(About));
        Assert.Single(broken.Taken.Take(3).Select(request => request.Header("SohoSolo-Delivery")).Distinct());
        Assert.Equal(3, broken.Taken.Take(3).Select(request => request.Header("SohoSolo-Signature")).Distinct().Count());
        Assert.Equal("ok", (await hub.As("chamber").Get($"webhooks/{id}")).Must(200).Word("state"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task After_twenty_hours_it_is_given_up_keepers_are_told_and_it_can_be_sent_again(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var server = new HttpReceiver { Answers = _ => "" };
        var (id, _) = await hub.Hook(server.Url, ["booking.made"]);
        await hub.Booked();
        await hub.Deliver();
        Assert.Empty(await Alarms(hub));
        for (var hours = 0; hours < 18; hours++)
        {
            hub.Clock.Advance(TimeSpan.FromHours(1));
            await hub.Deliver();
        }

        Assert.Equal(["Écran de la mairie"], await Alarms(hub));
        Assert.Empty((await hub.As("chamber").Get($"webhooks/{id}/deliveries?status=dead")).Must(200).Each("id"));
        hub.Clock.Advance(TimeSpan.FromHours(4));
        await hub.Deliver();

        var dead = (await hub.As("chamber").Get($"webhooks/{id}/deliveries?status=dead")).Must(200);
        Assert.Equal(["bad-answer"], dead.Each("error"));
        Assert.InRange(server.Taken.Count, 10, 25);
        Assert.Empty(await Alarms(hub));

        server.Answers = _ => null;
        var before = server.Taken.Count;
        (await hub.As("chamber").Post($"webhooks/{id}/deliveries/{dead.Each("id")[0]}/resend")).Must(202);
        await hub.Deliver();
        Assert.Equal((before + 1, "delivered"), (server.Taken.Count, (await hub.As("chamber").Get($"webhooks/{id}/deliveries")).Must(200).Each("status")[0]));
        Assert.Single(server.Taken.Select(request => request.Header("SohoSolo-Delivery")).Distinct());
    });

    [Theory, MemberData(nameof(Both))]
    public Task Gone_ends_it_and_so_does_the_chamber(string engine) => HookedHub.Walk(engine, async hub =>
    {
        using var gone = new HttpReceiver { Answers = _ => HttpReceiver.Answer(410) };
        using var other = new HttpReceiver { Answers = _ => HttpReceiver.Answer(302, "", "Location: http://192.168.1.1/") };
        var (id, _) = await hub.Hook(gone.Url, ["booking.made"]);
        var (removed, _) = await hub.Hook(other.Url, ["booking.made"]);
        await hub.Booked();
        await hub.Booked(day: "2026-11-25");
        await hub.Deliver();
        var after = (await hub.As("chamber").Get($"webhooks/{id}")).Must(200);
        Assert.Equal(("ended", "gone", 1), (after.Word("state"), after.Word("endedWhy"), gone.Taken.Count));
        Assert.Equal(["answer", ""], (await hub.As("chamber").Get($"webhooks/{removed}/deliveries")).Must(200).Each("error").OrderDescending());

        (await hub.As("chamber").Delete($"webhooks/{removed}")).Must(204);
        (await hub.As("chamber").Delete($"webhooks/{removed}")).Must(204);
        (await hub.As("chamber").Post($"webhooks/{removed}/test")).Must(422, "webhook-ended");
        hub.Clock.Advance(TimeSpan.FromHours(3));
        await hub.Booked(day: "2026-11-26");
        await hub.Deliver();
        Assert.Equal((1, 1), (gone.Taken.Count, other.Taken.Count));
        Assert.Equal(["dropped", "dropped"], (await hub.As("chamber").Get($"webhooks/{removed}/deliveries")).Must(200).Each("status"));
    });

    /// <summary>Whoever mends a receiver does not wait for its turn.</summary>
    [Fact]
    public Task A_test_goes_before_what_waits_and_is_tried_once() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var server = new HttpReceiver { Answers = _ => HttpReceiver.Answer(500) };
        var (id, _) = await hub.Hook(server.Url, ["booking.made"]);
        await hub.Booked();
        await hub.Deliver();
        (await hub.As("chamber").Post($"webhooks/{id}/test", key: "once")).Must(202);
        (await hub.As("chamber").Post($"webhooks/{id}/test", key: "once")).Must(202);
        await hub.Deliver();
        Assert.Equal(["booking.made", "webhook.test"], Told(server));
        Assert.Equal(["dead", "queued"], (await hub.As("chamber").Get($"webhooks/{id}/deliveries")).Must(200).Each("status"));

        server.Answers = _ => null;
        (await hub.As("chamber").Post($"webhooks/{id}/test")).Must(202);
        await hub.Deliver();
        Assert.Equal(["webhook.test", "booking.made"], Told(server)[^2..]);
    });

    private static async Task<IReadOnlyList<string>> Alarms(RunningHub hub)
    {
        await hub.App.Services.GetRequiredService<WebhookWatch>().Look(Stop);
        return [.. (await hub.App.Services.GetRequiredService<StoreQueries>().Alarms(new SiteId("nogaro"), openOnly: true, 100, Stop)).Where(alarm => alarm.Kind == WebhookWatch.Alarm).Select(alarm => alarm.About)];
    }

    private static List<string> Told(HttpReceiver server) => [.. server.Taken.Select(request => request.Header("SohoSolo-Event")!)];

    private static string About(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("entityId").GetString()!;

    /// <summary>As the README tells a receiver to do it.</summary>
    private static string Expected(string secret, ReceivedRequest request)
    {
        var time = request.Header("SohoSolo-Signature")!.Split(',')[0][2..];
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{request.Text}")))}";
    }
}
