using Dapper;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Schema;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests;

public sealed class MigrationTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_hubs_that_start_at_once_make_one_schema(string engine)
    {
        await using var database = await TestDatabase.Empty(engine);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(database.OpenStore)));

        await Some.Network(stores[0]);
        Assert.Equal(1, (await stores[3].Read(new Scope { Sites = [Some.Nogaro] })).SiteVersions[Some.Nogaro]);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_database_newer_than_the_program_is_refused_in_one_line(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Change("UPDATE meta SET value = '999' WHERE key = 'schema_version'");

        var refused = await Assert.ThrowsAsync<StoreException>(database.OpenStore);

        Assert.Contains("999", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_database_made_by_another_script_is_refused(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Change("UPDATE meta SET value = 'x' WHERE key = 'schema_script 001-tables.sql'");

        await Assert.ThrowsAsync<StoreException>(database.OpenStore);
    }

    [Theory]
    [InlineData("mysql:x")]
    [InlineData("sqlite:")]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Database=x;Username=x;Password=secret;Timeout=2")]
    [InlineData("postgres:what is this")]
    public async Task An_address_that_leads_nowhere_is_said_in_one_line_without_its_password(string address)
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.Open(address, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_run_by_version_and_what_is_shared_comes_first()
    {
        Assert.Equal(["000-postgres.sql", "001-tables.sql", "001-postgres.sql", "002-tables.sql", "002-postgres.sql", "003-tables.sql", "003-postgres.sql", "004-tables.sql", "004-postgres.sql", "005-tables.sql", "006-tables.sql", "007-tables.sql", "008-tables.sql", "009-tables.sql", "010-tables.sql", "011-tables.sql", "012-tables.sql", "013-tables.sql", "014-tables.sql", "015-tables.sql", "016-tables.sql", "017-tables.sql", "018-tables.sql", "019-tables.sql"], Script.Of(Dialect.Postgres).Select(script => script.Name));
        Assert.Equal(["001-tables.sql", "001-sqlite.sql", "002-tables.sql", "003-tables.sql", "004-tables.sql", "005-tables.sql", "006-tables.sql", "007-tables.sql", "008-tables.sql", "009-tables.sql", "010-tables.sql", "011-tables.sql", "012-tables.sql", "013-tables.sql", "014-tables.sql", "015-tables.sql", "016-tables.sql", "017-tables.sql", "018-tables.sql", "019-tables.sql"], Script.Of(Dialect.Sqlite).Select(script => script.Name));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_database_of_the_first_schema_keeps_all_it_holds_and_can_be_used_as_a_new_one(string engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        await using (var old = Address.Open(database.Address))
            await FirstSchema.Make(old);

        await using var store = await database.OpenStore();

        var booked = await new StoreQueries(store).Booking(new Core.BookingId("booking-1"), TestContext.Current.CancellationToken);
        Assert.Equal((Some.Desk, Some.Anne, Some.Tuesday(9, 12), false), (booked!.Space, booked.Member, booked.During, booked.IsWalkIn));
        Assert.True(await store.Ingest([Site.Tag(1)]));
        Assert.True((await store.Book(Some.Booking(Some.Desk, Some.Tuesday(14, 15)) with { Charges = [] })).Won());
        await Site.AssertVerified(store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Devices_that_watched_a_space_before_there_were_kinds_of_sensors_have_the_usual_one(string engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        await using (var old = Address.Open(database.Address))
        {
            await FirstSchema.Make(old, version: 2);
            await using var connection = await old.OpenWrite(TestContext.Current.CancellationToken);
            foreach (var (role, space) in (IEnumerable<(string, string?)>)[("presence", "nogaro-desk-1"), ("counter", "nogaro-desk-1"), ("reader", null)])
            {
                await connection.ExecuteAsync(
                    "INSERT INTO device (id, version, site_id, driver, role, space_id, password_hash, made_at) VALUES (@role, 1, 'nogaro', 'sohosolo', @role, @space, '', 0)", new { role, space });
            }
        }

        await using var store = await database.OpenStore();

        var devices = await new StoreQueries(store).Devices(null, TestContext.Current.CancellationToken);
        Assert.Equal(
            [("counter", SensorKind.Counter), ("presence", SensorKind.Pir), ("reader", null)], devices.Select(device => (device.Id, device.Sensor)));
        Assert.All(devices, device => Assert.Null(device.ReportsEvery));
    }

    [Fact]
    public async Task People_see_instants_and_days_as_PostgreSQL_writes_them()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));

        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking_seen WHERE starts = '2026-11-24T09:00Z' AND ends - starts = interval '3 hours'"));
        Assert.Equal(50, await database.Scalar<int>("SELECT count(*) FROM entitlement_seen WHERE first_day = '2026-01-01' AND last_day IS NULL"));
    }
}
