using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Maintenance;

public sealed class SeedTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_seeded_network_reads_back_and_every_check_holds(string engine)
    {
        await using var database = await Fresh.Open(engine);

        await Of(database).Seed(Data, Stop);

        var queries = new StoreQueries(database.Store);
        Assert.All(await Of(database).Verify(Stop), finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
        Assert.Equivalent(Booked, await queries.Booking(Booked.Id, Stop), strict: true);
        Assert.Equal([Some.Desk, Some.Desk2, Some.Desk3], (await queries.Network(Stop)).Sites[Some.Nogaro].Spaces.Select(space => space.Id));
        Assert.Equal([Some.Nogaro], (await queries.Member(Keeper.Id, Stop))!.Keeps);
        var balance = Assert.Single((await queries.Wallet(Some.Anne, [Some.November], Stop)).Balances);
        Assert.Equal((1, 2), (balance.Held, balance.Used));
        Assert.Equal(["main"], (await queries.Doors(Some.Nogaro, Stop)).Select(door => door.Id));
        Assert.Equal([Site.Reader], await queries.Devices(null, Stop));
        Assert.Equal([Badge], await queries.Credentials(Some.Anne, Stop));
        Assert.True(await database.Store.Ingest([Site.Tag(1)]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_journal_tells_each_step_of_a_seeded_booking(string engine)
    {
        await using var database = await Fresh.Open(engine);

        await Of(database).Seed(Data, Stop);

        var told = await new StoreQueries(database.Store).Audit("booking", Over.Id.Value, null, null, 10, Stop);
        Assert.Equal([(2, "completed", "system"), (1, "booked", "m001")], told.Select(entry => (entry.Version, entry.What, entry.Actor)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nodes_that_seed_at_once_seed_once(string engine)
    {
        await using var database = await Fresh.Open(engine);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Of(database).Seed(Data, Stop))));

        Assert.All(await Of(database).Verify(Stop), finding => Assert.True(finding.Ok, finding.Says));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_database_with_rows_is_not_seeded(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var refused = await Assert.ThrowsAsync<StoreException>(() => new StoreMaintenance(database.Store).Seed(Data, Stop));

        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Member Keeper = new() { Id = new("keeper"), Name = "Hélène", Role = Role.Keeper, Keeps = [Some.Nogaro], MadeAt = Some.Now };

    private static readonly Booking Booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Guests = [new Guest("Zoé", "zoe@example.org")] };

    private static readonly Booking Over = Some.Booking(Some.Desk2, Some.Tuesday(-30, -27)) with
    {
        Version = 2,
        Status = BookingStatus.Completed,
        DueAt = null,
        Charges = [new Charge(Some.GrantOf(Some.Anne), Some.November, 2, ChargeState.Used)],
        Evidence = [new Evidence(Some.Now.AddDays(-1), "manual", null, "seen")],
    };

    private static readonly Core.Access.Credential Badge = Site.Badge("lookup");

    private static readonly SeedData Data = new()
    {
        At = Some.Now,
        Demo = "network",
        Communities = [new SeedCommunity(new Community("243200409", "Bas Armagnac"), "CC")],
        Communes = [new SeedCommune(new Commune("32296", "Nogaro", "243200409", 2000, new GeoPoint(43.76, -0.03)), "32110")],
        Policy = """{"defaults":{},"sites":{}}""",
        Sites = [Some.Site],
        Members = [new Member { Id = Some.Anne, Name = "Anne", MadeAt = Some.Now, Accepted = new Acceptance(1, Some.Now) }, Keeper],
        Entitlements = [new Entitlement.OccasionalFree(10, 4) { Id = Some.GrantOf(Some.Anne), Member = Some.Anne, Funder = "243200409", FirstDay = new(2026, 1, 1) }],
        Doors = [Site.Door],
        Devices = [Site.Reader],
        Credentials = [Badge],
        Bookings =
        [
            new SeedBooking(Booked, [new SeedStep(1, Some.Now, "booked", "m001")]),
            new SeedBooking(Over, [new SeedStep(1, Some.Now.AddDays(-3), "booked", "m001"), new SeedStep(2, Some.Now.AddDays(-1), "completed", "system")]),
        ],
    };

    private static StoreMaintenance Of(Fresh database) => new(database.Store);
}
