using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class KeyTests
{
    private static readonly GatewayKeyRow First = new(Some.Nogaro, 1, Site.Gateway, "sealed-1", "hash-1", Some.Now);

    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_hubs_that_start_at_once_all_get_the_secrets_of_one(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var got = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            database.Store.Keys.EnsureHubSecrets(new Dictionary<string, string> { ["check"] = $"{n}", ["sign"] = $"{n}", ["seal"] = $"{n}" }, Stop))));

        var winner = Assert.Single(got.SelectMany(secrets => secrets.Values).Distinct());
        Assert.All(got, secrets => Assert.Equal(["check", "seal", "sign"], secrets.Keys.Order(StringComparer.Ordinal)));
        Assert.All(await database.Store.Keys.HubSecrets(Stop), secret => Assert.Equal(winner, secret.Value));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_secret_that_is_missing_is_added_to_those_that_are_there(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        Assert.Empty(await database.Store.Keys.HubSecrets(Stop));
        await database.Store.Keys.EnsureHubSecrets(new Dictionary<string, string> { ["sign"] = "old" }, Stop);

        var all = await database.Store.Keys.EnsureHubSecrets(new Dictionary<string, string> { ["sign"] = "new", ["salt"] = "new" }, Stop);

        Assert.Equal(("old", "new"), (all["sign"], all["salt"]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Generations_of_a_gateways_keys_are_kept_used_and_revoked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var keys = database.Store.Keys;
        await keys.PutGatewayKey(First, "m001", Stop);
        await keys.PutGatewayKey(First with { Kid = 2, Sealed = "sealed-2" }, "m001", Stop);
        await keys.MarkUsed(Some.Nogaro, 2, Some.Now.AddMinutes(1), Stop);
        await keys.MarkUsed(Some.Nogaro, 2, Some.Now.AddMinutes(2), Stop);

        Assert.True(await keys.RevokeGatewayKey(Some.Nogaro, 1, "m001", Some.Now.AddMinutes(3), Stop));
        Assert.False(await keys.RevokeGatewayKey(Some.Nogaro, 1, "m001", Some.Now.AddMinutes(4), Stop));
        Assert.False(await keys.RevokeGatewayKey(Some.Nogaro, 7, "m001", Some.Now, Stop));

        GatewayKeyRow[] expected = [First with { Kid = 2, Sealed = "sealed-2", UsedAt = Some.Now.AddMinutes(1) }, First with { RevokedAt = Some.Now.AddMinutes(3) }];
        Assert.Equal(expected, await keys.GatewayKeys(Some.Nogaro, Stop));
        Assert.Equal(expected, await keys.GatewayKeys(Stop));
        Assert.Equal(expected, (await database.Store.Read(new Scope { Gateway = Site.Gateway })).GatewayKeys);
        Assert.Empty(await keys.GatewayKeys(new SiteId("auch"), Stop));
        var told = await new StoreQueries(database.Store).Audit("gateway", Site.Gateway, null, null, 10, Stop);
        Assert.Equal([("revoked", 1), ("enrolled", 2), ("enrolled", 1)], told.Select(entry => (entry.What, entry.Version)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_who_enrol_a_gateway_at_once_one_is_refused(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
            await Record.ExceptionAsync(() => database.Store.Keys.PutGatewayKey(First with { Sealed = $"sealed by {n}" }, "m001", Stop)))));

        Assert.Single(failures, failure => failure is null);
        Assert.All(failures.OfType<Exception>(), failure => Assert.IsType<TakenException>(failure));
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM journal WHERE entity = 'gateway'"));
    }

    [Fact]
    public void A_gateways_keys_do_not_show_themselves() => Assert.Equal("gw-nogaro generation 1", First.ToString());

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_nodes_that_want_a_lease_at_once_one_has_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        for (var round = 0; round < 10; round++)
        {
            var got = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => database.Store.Leases.TryHold($"gateway {round}", $"node-{n}", until, Stop))));

            Assert.Single(got, held => held);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_lease_is_renewed_by_who_has_it_and_passes_on_when_it_has_run_out_or_is_let_go(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (leases, now) = (database.Store.Leases, TimeProvider.System.GetUtcNow());

        Assert.True(await leases.TryHold("x", "a", now.AddHours(1), Stop));
        Assert.True(await leases.TryHold("x", "a", now.AddHours(2), Stop));
        Assert.False(await leases.TryHold("x", "b", now.AddHours(3), Stop));
        await leases.Release("x", "b", Stop);
        Assert.False(await leases.TryHold("x", "b", now.AddHours(3), Stop));
        await leases.Release("x", "a", Stop);
        Assert.True(await leases.TryHold("x", "b", now.AddSeconds(-1), Stop));
        Assert.True(await leases.TryHold("x", "a", now.AddHours(1), Stop));
        Assert.True(await leases.TryHold("y", "b", now.AddHours(1), Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whatever_the_nodes_try_a_lease_that_runs_has_one_holder(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var now = TimeProvider.System.GetUtcNow();
        string? holder = null;
        foreach (var step in Gen.Choose(0, 8).Sample(30, 30))
        {
            // Three nodes; each takes a lease for long, or for no time at all, or lets go.
            var node = $"node-{step % 3}";
            if (step / 3 == 2)
            {
                await database.Store.Leases.Release("x", node, Stop);
                holder = holder == node ? null : holder;
                continue;
            }

            var held = await database.Store.Leases.TryHold("x", node, step / 3 == 0 ? now.AddHours(1) : now, Stop);
            Assert.Equal(holder is null || holder == node, held);
            if (held)
                holder = step / 3 == 0 ? node : null;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
