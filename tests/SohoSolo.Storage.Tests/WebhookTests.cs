using SohoSolo.Storage.Tests.Doors;
using SohoSolo.Testing;

namespace SohoSolo.Storage.Tests;

/// <summary>What other programs are told: nothing twice into the queue, one at a time out of it, in order, whoever comes at the same time.</summary>
public sealed class WebhookTests
{
    private const int Nodes = 6;

    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_webhook_is_read_as_it_was_put_and_loses_its_secret_when_it_ends(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, queries) = (database.Store, new StoreQueries(database.Store));
        var hook = Hook("one") with { Events = ["booking.*", "closure.made"], Sites = [Some.Nogaro] };
        var changed = hook.Resealed("newer", Some.Now, Some.Now.AddDays(1)) with { Name = "Autre", Url = "https://example.org/newer", Events = ["*"], Sites = [], PausedAt = Some.Now };
        await store.Do(work => work.Put(null, hook, "made"));
        await Write(store, Delivery(hook, 1));
        Assert.Equivalent(hook, await queries.Webhook(hook.Id, Stop), strict: true);
        Assert.Equal(1, Assert.Single(await queries.WebhookStandings(Stop)).Waiting);

        await store.Do(work => work.Put(hook, changed, "changed"));
        Assert.Equivalent(changed, await queries.Webhook(hook.Id, Stop), strict: true);
        await Assert.ThrowsAsync<StaleWriteException>(() => store.Do(work => work.Put(hook, changed, "changed")));

        var ended = changed.Ended(WebhookEnd.Removed, Some.Now);
        await store.Do(work => work.Put(changed, ended, "ended"));

        Assert.Empty((await queries.Webhook(hook.Id, Stop))!.OldSecrets);
        Assert.Equal(("", WebhookEnd.Removed), ((await queries.Webhook(hook.Id, Stop))!.Secret, (await queries.Webhook(hook.Id, Stop))!.EndedWhy));
        Assert.Equal(DeliveryStatus.Dropped, Assert.Single(await queries.Deliveries(hook.Id, null, 10, 0, Stop)).Status);
        Assert.Empty(await queries.ActiveWebhooks(Stop));
        await Assert.ThrowsAsync<StaleWriteException>(() => store.Do(work => work.Put(changed, ended, "ended")));
        await Site.AssertVerified(store);
    }

    /// <summary>Its deliveries are another node's in the moment in which its address is changed: that goes on, and what comes of it holds up nothing at the new address.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task A_lane_that_moves_while_it_is_claimed_is_due_at_once_when_it_is_let_go(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        var hook = Hook("one");
        await store.Do(work => work.Put(null, hook, "made"));
        await Write(store, Delivery(hook, 1));
        var (delivery, lane, _) = (await store.Webhooks.Claim("a", Some.Now, Some.Now.AddMinutes(1), Stop))!.Value;
        await store.Do(work => work.Put(hook, hook with { Version = 2, Url = "https://example.org/newer" }, "changed"));
        Assert.Null(await store.Webhooks.Claim("b", Some.Now, Some.Now.AddMinutes(1), Stop));

        Assert.True(await store.Webhooks.Settle(delivery, lane with { Failures = 9, FailingSince = Some.Now, DueAt = Some.Now.AddHours(2) }, "a", Some.Now.AddHours(-20), Stop));
        var (_, after, webhook) = (await store.Webhooks.Claim("b", Some.Now, Some.Now.AddMinutes(1), Stop))!.Value;
        Assert.Equal((0, (DateTimeOffset?)null, "https://example.org/newer"), (after.Failures, after.FailingSince, webhook.Url));
        Assert.True(await store.Webhooks.Settle(delivery, after with { Failures = 1, FailingSince = Some.Now, DueAt = Some.Now.AddHours(2) }, "b", Some.Now.AddHours(-20), Stop));
        Assert.Null(await store.Webhooks.Claim("b", Some.Now, Some.Now.AddMinutes(1), Stop));
    }

    /// <summary>Two nodes read the same entries: what they lead to is written once, and their places move on.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Of_nodes_that_go_on_from_one_place_one_writes(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        var hook = Hook("one");
        await store.Do(work => work.Put(null, hook, "made"));
        await store.Webhooks.Begin(Stop);
        for (var round = 1; round <= 10; round++)
        {
            var (from, to) = ((await store.Webhooks.Place(Stop))!.Value, new JournalPosition(1_000, 0, round));
            var made = Delivery(hook, round);
            var wrote = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(() => store.Webhooks.Write(from, to, [made with { Id = Guid.NewGuid().ToString("N") }], Stop))));
            Assert.Single(wrote, went => went);
        }

        Assert.Equal(10, (await new StoreQueries(store).Deliveries(hook.Id, null, 100, 0, Stop)).Count);
    }

    /// <summary>Many nodes deliver to many addresses at once: nothing is delivered twice, nothing is left, and to each address everything goes in order, one at a time.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Many_nodes_deliver_each_once_and_each_address_in_order(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        List<Webhook> hooks = [.. Enumerable.Range(0, 3).Select(number => Hook($"hook-{number}"))];
        foreach (var hook in hooks)
            await store.Do(work => work.Put(null, hook, "made"));

        await Write(store, [.. hooks.SelectMany(hook => Enumerable.Range(1, 20).Select(number => Delivery(hook, number)))]);
        var delivered = new System.Collections.Concurrent.ConcurrentQueue<(string Webhook, long Seq)>();
        var busy = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(node => Task.Run(() => Node($"node-{node}"))));

        Assert.Equal(60, delivered.Count);
        Assert.All(hooks, hook => Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), delivered.Where(one => one.Webhook == hook.Id).Select(one => one.Seq)));

        async Task Node(string name)
        {
            while (await new StoreQueries(store).IsDeliveryDue(Some.Now, Stop))
            {
                if (await store.Webhooks.Claim(name, Some.Now, Some.Now.AddMinutes(1), Stop) is not var (delivery, lane, webhook)) continue;

                Assert.Equal(1, busy.AddOrUpdate(webhook.Id, 1, (_, others) => others + 1));
                delivered.Enqueue((webhook.Id, delivery.Position.Seq));
                busy.AddOrUpdate(webhook.Id, 0, (_, others) => others - 1);
                Assert.True(await store.Webhooks.Settle(delivery with { Status = DeliveryStatus.Delivered }, lane with { DueAt = Some.Now }, name, Some.Now.AddHours(-20), Stop));
            }
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_dead_node_had_claimed_another_delivers_when_its_time_is_up_or_itself_at_its_start(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        var hook = Hook("one");
        await store.Do(work => work.Put(null, hook, "made"));
        await Write(store, Delivery(hook, 1));
        var (first, lane, _) = (await store.Webhooks.Claim("a", Some.Now, Some.Now.AddMinutes(1), Stop))!.Value;
        Assert.Null(await store.Webhooks.Claim("b", Some.Now.AddSeconds(59), Some.Now.AddMinutes(2), Stop));

        var (second, _, _) = (await store.Webhooks.Claim("b", Some.Now.AddMinutes(1), Some.Now.AddMinutes(2), Stop))!.Value;
        Assert.Equal((first.Id, 2), (second.Id, second.Attempts));

        // It was slow, not dead: what it delivered is delivered, and the lane stays the other's.
        Assert.False(await store.Webhooks.Settle(first with { Status = DeliveryStatus.Delivered }, lane with { DueAt = Some.Now }, "a", Some.Now.AddHours(-20), Stop));
        Assert.Equal(DeliveryStatus.Delivered, (await new StoreQueries(store).Delivery(first.Id, Stop))!.Status);

        await Write(store, Delivery(hook, 2));
        await store.Webhooks.Free("b", Some.Now, Stop);
        Assert.Equal(2, (await store.Webhooks.Claim("b", Some.Now, Some.Now.AddMinutes(1), Stop))!.Value.Delivery.Position.Seq);
    }

    /// <summary>As long as nobody is told anything the journal is passed over, and from the moment in which somebody is, nothing is.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_is_passed_over_once_somebody_is_told(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, queries) = (database.Store, new StoreQueries(database.Store));
        await store.Webhooks.Begin(Stop);
        await store.Do(work => work.Note(new JournalEntry { At = Some.Now, Entity = "occupancy", EntityId = "nogaro-desk-1", Version = 1, What = "seen", Actor = "system" }));
        await Patience.Until(
            async () =>
            {
                await store.Webhooks.PassOver(Stop);
                return (await queries.JournalAfter((await store.Webhooks.Place(Stop))!.Value, 10, Stop)).Count == 0;
            },
            TimeSpan.FromSeconds(30),
            () => "It was not passed over.",
            Stop);

        await store.Do(work => work.Put(null, Hook("one"), "made"));
        var place = await store.Webhooks.Place(Stop);
        await store.Webhooks.PassOver(Stop);
        Assert.Equal(place, await store.Webhooks.Place(Stop));
    }

    private static async Task Write(Store store, params Delivery[] made)
    {
        await store.Webhooks.Begin(Stop);
        var place = (await store.Webhooks.Place(Stop))!.Value;
        Assert.True(await store.Webhooks.Write(place, place, made, Stop));
    }

    private static Webhook Hook(string id) => new() { Id = id, Name = "Écran", Url = "https://example.org/hooks", Secret = "sealed", Events = ["*"], MadeAt = Some.Now };

    private static Delivery Delivery(Webhook hook, long seq) => new()
    {
        Id = $"{hook.Id}-{seq}",
        Webhook = hook.Id,
        Position = new JournalPosition(1, 0, seq),
        Event = "booking.made",
        Site = Some.Nogaro,
        Body = "{}",
        MadeAt = Some.Now,
        QueuedAt = Some.Now,
    };
}
