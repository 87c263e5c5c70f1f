using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Presence;

public sealed class OccupancyTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_space_is_read_as_it_was_put_and_told_only_where_there_is_something_to_tell(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var first = Watched.Record(Some.Now);
        var moved = first with { State = Watched.State(Some.Now.AddMinutes(1)) };
        var told = moved with { Version = 2, Announced = OccupancyLevel.Vacant, AnnouncedAt = Some.Now.AddHours(1) };
        await database.Store.UnderPresence(work => Begin(work, first));
        await database.Store.UnderPresence(work => work.Put(first, moved, null));
        AssertSame(moved, Assert.Single(await new StoreQueries(database.Store).Occupancies(Some.Nogaro, Stop)));

        await database.Store.UnderPresence(work => work.Put(moved, told, "vacant"));

        AssertSame(told, Assert.Single(await new StoreQueries(database.Store).Occupancies(null, Stop)));
        AssertSame(told, (await database.Store.Late(Some.Now.AddHours(2))).Occupancies[Some.Desk]);
        AssertSame(told, (await database.Store.Read(new Scope { Presence = Some.Nogaro, AllOccupancies = true })).Occupancies[Some.Desk]);
        var entries = await new StoreQueries(database.Store).Audit("occupancy", Some.Desk.Value, null, null, 10, Stop);
        Assert.Equal([(2, "vacant", Some.Nogaro.Value), (1, "occupied", (string?)Some.Nogaro.Value)], entries.Select(entry => (entry.Version, entry.What, entry.SiteId)));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_of_presence_is_written_without_its_lock(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Store.Do(work => work.Put(null, Watched.Record(Some.Now), "occupied")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Store.Do(work => work.Put(null, Watched.Account("x", Some.Now, null), "unbooked-present")));

        await database.Store.UnderPresence(work => Begin(work, Watched.Record(Some.Now)));
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.UnderPresence(
            work => work.Put(Watched.Record(Some.Now) with { Version = 2 }, Watched.Record(Some.Now) with { Version = 3 }, "vacant")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_step_that_is_told_takes_a_version_and_no_other_does(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var record = Watched.Record(Some.Now);

        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.UnderPresence(work => work.Put(null, record, null)));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.UnderPresence(work => work.Put(record, record, "vacant")));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.UnderPresence(work => work.Put(record, record with { Version = 2 }, null)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task News_in_time_reads_no_history(string engine)
    {
        await using var database = await Known(engine);

        var facts = await database.Store.Late(Some.Now.AddMinutes(30).AddMilliseconds(1));

        Assert.Equal([Some.Desk], facts.Occupancies.Keys);
        Assert.Empty(facts.Refolds);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Late_news_finds_the_newest_checkpoint_before_it_and_what_was_reported_since(string engine)
    {
        await using var database = await Known(engine);

        var late = (await database.Store.Late(Some.Now.AddMinutes(10))).Refolds[Some.Desk];
        var later = (await database.Store.Late(Some.Now.AddMinutes(20))).Refolds[Some.Desk];
        var atOnce = (await database.Store.Late(Some.Now.AddMinutes(30))).Refolds[Some.Desk];

        Assert.Equal((Some.Now, StoredState.Write(SpaceState.Empty)), (late.From, StoredState.Write(late.Checkpoint)));
        Assert.Equal([1, 2, 4], late.Since.Select(happened => happened.Id.Seq));
        Assert.Equal(["nogaro-desk-1-pir", "nogaro-desk-1-seat"], late.Sensors.Select(sensor => sensor.Id));
        Assert.Equal((Some.Now.AddMinutes(20), 2), (later.From, later.Since.Count));
        Assert.Equal(later.From, atOnce.From);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_older_than_every_checkpoint_is_folded_no_more(string engine)
    {
        await using var database = await Known(engine);

        Assert.Empty((await database.Store.Late(Some.Now.AddMilliseconds(-1))).Refolds);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Checkpoints_are_replaced_taken_back_thinned_and_forgotten(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var midnight = new DateTimeOffset(Some.Now.UtcDateTime.Date, TimeSpan.Zero);
        await database.Store.UnderPresence(work =>
        {
            for (var day = -4; day <= 0; day++)
            {
                work.PutCheckpoint(Some.Desk, midnight.AddDays(day), SpaceState.Empty);
                work.PutCheckpoint(Some.Desk, midnight.AddDays(day).AddHours(9), SpaceState.Empty);
            }

            work.PutCheckpoint(Some.Desk, midnight, Watched.State(midnight.AddHours(-1)));
        });

        await database.Store.UnderPresence(work => work.ForgetCheckpoints(Some.Desk, [(midnight.AddDays(-1), TimeSpan.FromDays(1))], midnight.AddDays(-2.5)));
        Assert.Equal([-72, -48, -24, -15, 0, 9], await Hours(database, midnight));

        await database.Store.UnderPresence(work => work.UndoCheckpoints(Some.Desk, midnight.AddHours(-24)));
        Assert.Equal([-72, -48, -24], await Hours(database, midnight));
    }

    /// <summary>A desk with two sensors, one of them removed since; folded to half past, with checkpoints at the full hour and at twenty past.</summary>
    private static async Task<TestDatabase> Known(string engine)
    {
        var database = await TestDatabase.Open(engine);
        var seat = Watched.Pir with { Id = "nogaro-desk-1-seat", Sensor = SensorKind.Seat, ReportsEvery = null };
        await database.Store.Do(work =>
        {
            work.Put((Device?)null, Watched.Pir, "added");
            work.Put((Device?)null, seat, "added");
            work.Put((Device?)null, Watched.Pir with { Id = "nogaro-desk-2-pir", Space = Some.Desk2 }, "added");
        });
        await database.Store.Do(work => work.Put(seat, seat with { Version = 2, RemovedAt = Some.Now.AddMinutes(25) }, "removed"));
        await database.Store.Ingest(
        [
            Watched.Motion(1, Some.Now.AddMinutes(5)), Watched.Motion(2, Some.Now.AddMinutes(24), seat.Id), Watched.Motion(3, Some.Now.AddMinutes(26), seat.Id),
            Watched.Motion(4, Some.Now.AddMinutes(30)), Watched.Motion(5, Some.Now.AddMinutes(7), "nogaro-desk-2-pir"),
            Watched.Motion(6, Some.Now.AddMinutes(8)) with { Kind = "quarantine" }, Watched.Motion(7, Some.Now.AddMinutes(-1)),
        ]);
        await database.Store.UnderPresence(work =>
        {
            work.Put(null, Watched.Record(Some.Now.AddMinutes(30)), "occupied");
            work.PutCheckpoint(Some.Desk, Some.Now, SpaceState.Empty);
            work.PutCheckpoint(Some.Desk, Some.Now.AddMinutes(20), Watched.State(Some.Now.AddMinutes(5)));
        });
        return database;
    }

    private static void Begin(Work work, SpaceRecord first)
    {
        work.Put(null, first, "occupied");
        work.PutCheckpoint(first.Space, first.State.FoldedTo!.Value, SpaceState.Empty);
    }

    private static async Task<IEnumerable<int>> Hours(TestDatabase database, DateTimeOffset midnight)
    {
        var hours = new List<int>();
        var many = await database.Scalar<int>("SELECT count(*) FROM occupancy_checkpoint");
        for (var i = 0; i < many; i++)
        {
            var at = await database.Scalar<long>($"SELECT at FROM occupancy_checkpoint ORDER BY at LIMIT 1 OFFSET {i}");
            hours.Add((int)(DateTimeOffset.FromUnixTimeMilliseconds(at) - midnight).TotalHours);
        }

        return hours;
    }

    private static void AssertSame(SpaceRecord expected, SpaceRecord actual)
    {
        Assert.Equal(StoredState.Write(expected.State), StoredState.Write(actual.State));
        Assert.Equal(expected with { State = SpaceState.Empty }, actual with { State = SpaceState.Empty });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
