using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class DeviceTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_door_is_read_as_it_was_put(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var plain = Site.Door with { Id = "back", Name = "Cour" };
        var rich = Site.Door with
        {
            HasRequestToExit = true,
            Schedule = OpeningHours.Every([DayOfWeek.Monday], new TimeOnly(9, 0), new TimeOnly(12, 0)),
            Demands = [new DoorDemand(DoorMode.HeldUnlocked, Some.Now.AddHours(1)), new DoorDemand(DoorMode.Lockdown, null)],
            Contact = "open",
            Reported = DoorMode.ScheduledOpen,
        };
        await database.Store.Do(work => work.Put((Door?)null, plain, "made"));
        await database.Store.Do(work => work.Put((Door?)null, Site.Door, "made"));
        await database.Store.Do(work => work.Put(Site.Door, rich with { Version = 2 }, "changed", """{"reason":"fête"}"""));

        var queries = new StoreQueries(database.Store);
        Assert.Equivalent(plain, await queries.Door(Some.Nogaro, "back", Stop), strict: true);
        Assert.Equivalent(rich with { Version = 2 }, await queries.Door(Some.Nogaro, "main", Stop), strict: true);
        Assert.Equal(["back", "main"], (await queries.Doors(null, Stop)).Select(door => door.Id));
        Assert.Empty(await queries.Doors(new SiteId("auch"), Stop));
        Assert.Equal(["back", "main"], (await database.Store.Read(new Scope { Sites = [Some.Nogaro], Doors = true })).Doors.Select(door => door.Id));
        Assert.Equal("""{"reason":"fête"}""", (await queries.Audit("door", "nogaro/main", null, null, 1, Stop))[0].Detail);
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put(Site.Door, Site.Door with { Version = 2 }, "changed")));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_device_is_read_as_it_was_put_and_one_that_was_removed_is_still_known(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var sensor = Site.Reader with { Id = "nogaro-desk-1-pir", Role = "presence", Door = null, Space = Some.Desk, Sensor = SensorKind.Mmwave, ReportsEvery = TimeSpan.FromMinutes(60) };
        var heard = Site.Reader with { Version = 2, IsOnline = false, LastSeen = Some.Now, BatteryPercent = 87 };
        var removed = sensor with { Version = 2, RemovedAt = Some.Now };
        await database.Store.Do(work => work.Put((Device?)null, sensor, "added"));
        await database.Store.Do(work => work.Put((Device?)null, Site.Reader, "added"));
        await database.Store.Do(work => work.Put(Site.Reader, heard, "offline"));
        await database.Store.Do(work => work.Put(sensor, removed, "removed"));

        var queries = new StoreQueries(database.Store);
        Assert.Equal([heard], await queries.Devices(Some.Nogaro, Stop));
        Assert.Equal([heard], await queries.Devices(null, Stop));
        Assert.Equal(removed, await queries.Device(sensor.Id, Stop));
        Assert.Equal([heard], (await database.Store.Read(new Scope { Presence = Some.Nogaro, Devices = true })).Devices);
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put(sensor, sensor with { Version = 2 }, "changed")));
        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work => work.Put((Device?)null, Site.Reader, "added")));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task When_a_device_was_heard_of_only_goes_forward_and_is_no_step_of_its_history(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Do(work => work.Put((Device?)null, Site.Reader, "added"));

        await database.Store.Do(work => work.PutSeen(Site.Reader.Id, Some.Now.AddSeconds(5)));
        await database.Store.Do(work => work.PutSeen(Site.Reader.Id, Some.Now.AddSeconds(3)));

        Assert.Equal(Site.Reader with { LastSeen = Some.Now.AddSeconds(5) }, await new StoreQueries(database.Store).Device(Site.Reader.Id, Stop));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Alarms_that_stand_are_under_the_lock_and_all_of_them_in_the_list(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (forced, fault) = (Site.Alarm("forced"), Site.Alarm("fault", "nogaro-desk-1") with { RaisedAt = Some.Now.AddMinutes(1), Note = "La lampe clignote", RaisedBy = Some.Anne });
        await database.Store.Do(work => work.Put((Alarm?)null, forced, "raised"));
        await database.Store.Do(work => work.Put((Alarm?)null, fault, "reported"));
        var seen = fault with { Version = 2, AcknowledgedAt = Some.Now.AddMinutes(2), AcknowledgedBy = Some.Paul };
        var over = forced with { Version = 2, ClearedAt = Some.Now.AddMinutes(3) };
        await database.Store.Do(work => work.Put(fault, seen, "acknowledged"));
        await database.Store.Do(work => work.Put(forced, over, "cleared"));

        var queries = new StoreQueries(database.Store);
        Assert.Equal([seen, over], await queries.Alarms(Some.Nogaro, openOnly: false, 10, Stop));
        Assert.Equal([seen], await queries.Alarms(null, openOnly: true, 10, Stop));
        Assert.Equal(over, await queries.Alarm(forced.Id, Stop));
        Assert.Equal([seen], (await database.Store.Read(new Scope { Presence = Some.Nogaro, OpenAlarms = true })).OpenAlarms);
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put(fault, seen, "acknowledged")));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_scope_that_asks_for_nothing_of_a_door_reads_nothing_of_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Do(work => work.Put((Door?)null, Site.Door, "made"));
        await database.Store.Do(work => work.Put((Device?)null, Site.Reader, "added"));
        await database.Store.Do(work => work.Put((Alarm?)null, Site.Alarm("forced"), "raised"));

        var facts = await database.Store.Read(new Scope { Presence = Some.Nogaro, Sites = [Some.Nogaro], Members = [Some.Anne] });

        Assert.Empty(facts.Doors);
        Assert.Empty(facts.Devices);
        Assert.Empty(facts.OpenAlarms);
        Assert.Empty(facts.Credentials);
        Assert.Empty(facts.Cursors);
        Assert.Empty(facts.Bookings);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
