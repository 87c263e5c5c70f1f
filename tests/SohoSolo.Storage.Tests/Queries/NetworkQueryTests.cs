using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests.Queries;

public sealed class NetworkQueryTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_site_reads_back_with_its_spaces_in_order_and_its_calendar(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var network = await Of(database).Network(Stop);

        var site = Assert.Single(network.Sites).Value;
        Assert.Equivalent(Some.Site.Spaces, site.Spaces, strict: true);
        Assert.Equal((Some.Site.Name, Some.Site.Location, Some.Site.Version), (site.Name, site.Location, site.Version));
        Assert.Equal(("Europe/Paris", new TimeOnly(13, 30)), (site.Calendar.Zone, site.Calendar.HalfDayBoundary));
        Assert.Equal(Some.Site.Calendar.Hours.Week.OrderBy(day => day.Key), site.Calendar.Hours.Week.OrderBy(day => day.Key));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Before_anybody_writes_a_policy_the_rules_are_the_usual_ones(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var network = await Of(database).Network(Stop);

        Assert.Equal(0, network.PolicyVersion);
        Assert.Equal(new Core.Bookings.BookingRules { Version = 0 }, network.Sites[Some.Nogaro].Rules);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_newest_policy_is_in_force_and_every_site_is_newer_for_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await SetPolicy(database, 1, """{"defaults":{"longestHours":8}}""");
        await SetPolicy(database, 2, """{"defaults":{"longestHours":9},"sites":{"nogaro":{"deskPerHalfDay":2}}}""");

        var network = await Of(database).Network(Stop);

        var rules = network.Sites[Some.Nogaro].Rules;
        Assert.Equal((2, 2, 9d, 2), (network.PolicyVersion, rules.Version, rules.Longest.TotalHours, rules.DeskPerHalfDay));
        Assert.Equal(3, network.Sites[Some.Nogaro].Version);
        Assert.Equal(
            [(3, "policy-set"), (2, "policy-set"), (1, "opened")],
            (await Of(database).Audit("site", "nogaro", null, null, 9, Stop)).Select(entry => (entry.Version, entry.What)));

        var versions = await Of(database).PolicyVersions(9, Stop);
        Assert.Equal([(2, true), (1, false)], versions.Select(version => (version.Version, version.Body.Contains("nogaro", StringComparison.Ordinal))));
        Assert.Equal(Some.Command().Actor, versions[0].By);
        Assert.Equal(2, Assert.Single(await Of(database).PolicyVersions(1, Stop)).Version);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Closures_that_are_over_or_taken_back_and_spaces_that_are_gone_are_left_out(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var running = new Closure("c1", Some.Nogaro, Some.Desk, new TimeRange(now.AddDays(-1), now.AddDays(1)), "Peinture");
        var over = new Closure("c2", Some.Nogaro, null, new TimeRange(now.AddDays(-2), now.AddDays(-1)), "Fête");
        var takenBack = new Closure("c3", Some.Nogaro, null, new TimeRange(now, now.AddDays(1)), "Erreur");
        var closed = Some.Site with { Version = 2, Closures = [running, over, takenBack] };
        await Put(database, Some.Site, closed);
        await Put(database, closed, closed with { Version = 3, Closures = [running, over], Spaces = [Some.Place(Some.Desk), Some.Place(Some.Desk3)] });

        var site = (await Of(database).Network(Stop)).Sites[Some.Nogaro];

        Assert.Equal([running], site.Closures);
        Assert.Equal([Some.Desk, Some.Desk3], site.Spaces.Select(space => space.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Leases_are_those_that_touch_the_days_with_what_is_lent_back(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var lease = Leases.Of("lease-1", Some.Desk, Some.Anne, new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 20));
        var takenBack = Leases.Of("lease-2", Some.Desk2, Some.Paul, new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 9));
        await database.Store.Execute(
            Some.Command(),
            work =>
            {
                work.Put(null, lease, "leased");
                work.Put(null, takenBack, "leased");
                work.PutLentDay(lease, Some.Nogaro, new DateOnly(2026, 11, 12), lent: true);
                work.PutLentDay(lease with { Version = 2 }, Some.Nogaro, new DateOnly(2026, 11, 13), lent: true);
                return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
            },
            Stop);

        var found = Assert.Single(await Of(database).Leases(null, new DateOnly(2026, 11, 12), new DateOnly(2026, 11, 12), Stop));
        Assert.Equal((lease.Id, Some.Desk, Some.Anne, lease.FirstDay, lease.LastDay), (found.Entitlement, found.Space, found.Member, found.FirstDay, found.LastDay));
        Assert.Equal([new DateOnly(2026, 11, 12)], found.LentDays);
        Assert.Single(await Of(database).Leases([Some.Nogaro], new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 1), Stop));
        Assert.Empty(await Of(database).Leases([Some.Nogaro], new DateOnly(2026, 11, 21), new DateOnly(2026, 12, 1), Stop));
        Assert.Empty(await Of(database).Leases([new("auch")], new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), Stop));
        Assert.Equal([new DateOnly(2026, 11, 12), new DateOnly(2026, 11, 13)], await Of(database).LentDays(lease.Id, Stop));
        Assert.Equal(lease with { Version = 3 }, await Of(database).Entitlement(lease.Id, Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StoreQueries Of(TestDatabase database) => new(database.Store);

    private static async Task Put(TestDatabase database, Telecentre before, Telecentre after) =>
        await database.Store.Execute(Some.Command(), work => Done(() => work.Put(before, after, "changed")), Stop);

    private static async Task SetPolicy(TestDatabase database, int version, string body) =>
        await database.Store.Execute(Some.Command(), work => Done(() => work.PutPolicy(version, body)), Stop);

    private static ValueTask<(bool Value, Answer? Answer)> Done(Action put)
    {
        put();
        return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
    }
}
