using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Commands;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Demo;

/// <summary>What a seed leaves in a real database.</summary>
public sealed class SeedTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Network")]
    [InlineData("Bench")]
    public async Task A_seeded_database_verifies_clean(string profile)
    {
        await using var database = await ScratchDatabase.Open(Stop);
        await DemoSeed.Seed(database.Store, TestKeys.Make(), Enum.Parse<DemoProfile>(profile), Monday, Stop);

        await AssertClean(database.Store);
    }

    [Fact]
    public async Task A_seeded_PostgreSQL_verifies_clean_and_a_second_node_finds_it_seeded()
    {
        var server = await PostgresServer.Require();
        var connection = await server.CreateDatabase();
        await using (var first = await Store.Open($"postgres:{connection}", TimeProvider.System, Stop))
        await using (var second = await Store.Open($"postgres:{connection}", TimeProvider.System, Stop))
        {
            await Task.WhenAll(new[] { first, second }.Select(store => ReferenceData.EnsureLoaded(store, TimeProvider.System, Stop)));
            using var keys = TestKeys.Make();
            await Task.WhenAll(new[] { first, second }.Select(store => DemoSeed.Seed(store, keys, DemoProfile.Network, Monday, Stop)));

            await AssertClean(first);
            Assert.Equal("network", await new StoreQueries(second).DemoKind(Stop));
        }

        await server.DropDatabase(connection);
    }

    [Fact]
    public async Task What_is_read_back_is_what_was_planned()
    {
        await using var database = await ScratchDatabase.Open(Stop);
        var plan = DemoSeed.Plan(ReferenceData.Read(ReferenceData.Folder), DemoProfile.Network, Monday);
        await new StoreMaintenance(database.Store).Seed(plan, Stop);
        var queries = new StoreQueries(database.Store);

        var network = await queries.Network(Stop);
        Assert.Equal((1, 8, 17, 458), (network.PolicyVersion, network.Sites.Count, network.Communities.Count, network.Communes.Count));
        Assert.Equal("network", await queries.DemoKind(Stop));
        Assert.Equal(plan.Members.Count, (await queries.Members(null, null, 1000, 0, Stop)).Count);
        Assert.Equal("nogaro-desk-2", (await queries.LastUsed(new MemberId("anne"), new SiteId("nogaro"), Core.Sites.SpaceKind.Desk, Stop))?.Value);
        var booked = plan.Bookings[^1].Booking;
        Assert.Equal((booked.During, booked.Status, booked.Units), await queries.Booking(booked.Id, Stop) is { } read ? (read.During, read.Status, read.Units) : default);
        Assert.Single((await queries.Wallet(new MemberId("anne"), [Period.Month(new DateOnly(2026, 11, 23))], Stop)).Entitlements);
    }

    [Fact]
    public async Task Reference_data_may_be_there_first_and_is_loaded_once()
    {
        await using var database = await ScratchDatabase.Open(Stop);
        await ReferenceData.EnsureLoaded(database.Store, TimeProvider.System, Stop);
        await ReferenceData.EnsureLoaded(database.Store, TimeProvider.System, Stop);
        await DemoSeed.Seed(database.Store, TestKeys.Make(), DemoProfile.Network, Monday, Stop);
        await ReferenceData.EnsureLoaded(database.Store, TimeProvider.System, Stop);

        Assert.Equal(458, (await new StoreQueries(database.Store).Network(Stop)).Communes.Count);
    }

    private static async Task AssertClean(Store store)
    {
        var findings = await new StoreMaintenance(store).Verify(Stop);

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
    }
}
