using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Ingest;

/// <summary>What sensors say of their spaces, on both databases.</summary>
public sealed class PresenceStepTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_space_is_what_its_sensors_say_and_told_when_that_changes(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.MustApply(1, hub.Goes(SensedSite.Pir, online: true), hub.Goes(SensedSite.Seat, online: true));
        Assert.Equal(OccupancyLevel.Vacant, (await hub.Of(SensedSite.Desk))!.Announced);

        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.MustApply(3, hub.Notices(SensedSite.Seat), hub.Notices(SensedSite.Pir));
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.MustApply(5, hub.Notices(SensedSite.Seat, at: hub.Clock.GetUtcNow()), hub.Notices(SensedSite.Pir));

        var desk = (await hub.Of(SensedSite.Desk))!;
        Assert.Equal((OccupancyLevel.Occupied, hub.Clock.GetUtcNow()), (desk.Announced, desk.State.FoldedTo));
        Assert.Equal(["vacant", "occupied"], await hub.Told(SensedSite.Desk));
        Assert.Null(await hub.Of(SensedSite.OtherDesk));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_gateway_whose_clock_ran_ahead_leaves_no_space_in_the_future(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        var nextYear = hub.Clock.GetUtcNow().AddYears(1);
        await hub.MustApply(1, hub.Notices(SensedSite.OtherPir, at: nextYear), hub.Notices(SensedSite.OtherPir, isThere: false, at: nextYear));
        Assert.Equal(hub.Clock.GetUtcNow(), (await hub.Of(SensedSite.OtherDesk))!.State.FoldedTo);

        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.MustApply(3, hub.Notices(SensedSite.OtherPir));
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.MustApply(4, hub.Notices(SensedSite.OtherPir));

        Assert.Equal(OccupancyLevel.Occupied, (await hub.Of(SensedSite.OtherDesk))!.Announced);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_battery_and_an_unreadable_count_are_heard_and_silence_is_said(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.MustApply(1, hub.Happened(EventKinds.Battery) with { Device = SensedSite.Pir, Value = "80" }, hub.Happened(EventKinds.Count) with { Device = SensedSite.Counter, Value = "many" });
        Assert.NotNull(SpaceOccupancy.HeardSince((await hub.Of(SensedSite.Room))!.State, [new SpaceSensor(SensedSite.Counter, SensorKind.Counter)]));
        Assert.NotNull(SpaceOccupancy.HeardSince((await hub.Of(SensedSite.Desk))!.State, [new SpaceSensor(SensedSite.Pir, SensorKind.Pir)]));

        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        await hub.MustApply(3, hub.Goes(SensedSite.Counter, online: false), hub.Happened(EventKinds.Quarantine) with { Device = SensedSite.OtherPir, Reason = "not-json" });

        Assert.Equal(OccupancyLevel.Unknown, (await hub.Of(SensedSite.Room))!.Announced);
        Assert.Null(await hub.Of(SensedSite.OtherDesk));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_word_of_a_removed_sensor_still_counts_for_its_time(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        var began = hub.Clock.GetUtcNow();
        await hub.MustApply(1, hub.Notices(SensedSite.Seat), hub.Notices(SensedSite.Pir));
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        var seat = (await hub.Queries.Device(SensedSite.Seat, Stop))!;
        await hub.Put(work => work.Put(seat, seat with { Version = seat.Version + 1, RemovedAt = hub.Clock.GetUtcNow() }, "removed"));
        hub.Clock.Advance(TimeSpan.FromMinutes(5));

        await hub.MustApply(3, hub.Notices(SensedSite.Pir));
        await hub.MustApply(4, hub.Notices(SensedSite.Pir, isThere: false, began.AddMinutes(1)));

        Assert.Equal([SensedSite.Pir, SensedSite.Seat], (await hub.Of(SensedSite.Desk))!.State.Sensors.Select(sensor => sensor.Id));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_clock_that_is_fast_sees_no_future(string engine)
    {
        await using var hub = await SensedSite.Start(engine);

        await hub.MustApply(1, hub.Notices(SensedSite.Pir) with { At = hub.Clock.GetUtcNow().AddHours(3) });

        Assert.Equal(hub.Clock.GetUtcNow(), (await hub.Of(SensedSite.Desk))!.State.FoldedTo);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_is_late_by_weeks_is_folded_and_what_is_older_than_forty_days_is_kept_and_noted(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        var (began, seq) = (hub.Clock.GetUtcNow(), 1L);
        for (var day = 0; day < 60; day++)
        {
            await hub.MustApply(seq, hub.Notices(SensedSite.Pir), hub.Notices(SensedSite.Pir, isThere: false, hub.Clock.GetUtcNow().AddHours(3)));
            hub.Clock.Advance(TimeSpan.FromDays(1));
            seq += 2;
        }

        await hub.MustApply(seq++, hub.Notices(SensedSite.Pir, at: began.AddDays(30)));
        var tooOld = seq++;
        await hub.MustApply(tooOld, hub.Notices(SensedSite.Pir, at: began.AddDays(5)));
        await hub.MustApply(seq, hub.Notices(SensedSite.OtherPir, at: began.AddDays(5)));

        Assert.Equal(Expected(SensedSite.Desk, [.. (await Stored(hub, seq)).Where(happened => happened.Id.Seq != tooOld)]), StoredState.Write((await hub.Of(SensedSite.Desk))!.State));
        Assert.Equal([SensedSite.OtherDesk.Value, SensedSite.Desk.Value], (await hub.Queries.Audit("presence", null, null, null, 10, Stop)).Select(entry => entry.EntityId));
        Assert.Null(await hub.Of(SensedSite.OtherDesk));
        await hub.MustVerify();
    }

    public static TheoryData<string, int> Logs()
    {
        var data = new TheoryData<string, int>();
        foreach (var seed in Enumerable.Range(1, 6))
        {
            data.Add(Engines.Sqlite, seed);
            data.Add(Engines.Postgres, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task However_late_doubled_and_cut_the_news_come_each_space_ends_as_one_fold_of_its_log(string engine, int seed)
    {
        var random = new Random(seed);
        await using var hub = await SensedSite.Start(engine);
        var log = Log(hub, random);
        var seq = 1;
        while (seq <= log.Count)
        {
            var many = Math.Min(random.Next(1, 40), log.Count - seq + 1);
            GatewayEvent[] batch = [.. log.Skip(seq - 1).Take(many)];
            if (batch[^1].ReceivedAt > hub.Clock.GetUtcNow())
                hub.Clock.MoveTo(batch[^1].ReceivedAt);

            await hub.MustApply(seq, batch);
            if (random.Next(3) == 0)
                Assert.IsType<IngestOutcome.Repeated>(await hub.Ingest(seq, batch));

            seq += many;
        }

        var stored = await Stored(hub, log.Count);
        foreach (var space in SensedSite.Sensors.Select(sensor => sensor.Space).Distinct())
            Assert.Equal(Expected(space, stored), StoredState.Write((await hub.Of(space))!.State));

        await hub.MustVerify();
    }

    /// <summary>Four days of a site in the order in which its gateway had them: most at once, some hours or days late, many within one second.</summary>
    private static List<GatewayEvent> Log(LinkedHub hub, Random random)
    {
        var began = hub.Clock.GetUtcNow();
        var happened = Enumerable.Range(0, 400).Select(_ =>
        {
            var at = began.AddSeconds(random.Next(4 * 24 * 60) * 60.0).AddMilliseconds(random.Next(3) * 500);
            var late = random.Next(10) switch { 0 => TimeSpan.FromMinutes(random.Next(4000)), 1 => TimeSpan.FromSeconds(random.Next(90)), 2 => TimeSpan.FromSeconds(-30), _ => TimeSpan.Zero };
            return Says(hub, random) with { At = at, ReceivedAt = at + late };
        });
        return [.. happened.OrderBy(said => said.ReceivedAt).Select((said, index) => said with { Seq = index + 1 })];
    }

    private static GatewayEvent Says(LinkedHub hub, Random random)
    {
        var sensor = SensedSite.Sensors[random.Next(SensedSite.Sensors.Length)];
        return random.Next(8) switch
        {
            0 => hub.Goes(sensor.Id, online: random.Next(2) == 0),
            1 => hub.Happened(EventKinds.Battery) with { Device = sensor.Id, Value = "77" },
            2 => hub.Happened(EventKinds.Tamper) with { Device = sensor.Id },
            _ when sensor.Kind == SensorKind.Counter => hub.Happened(EventKinds.Count) with { Device = sensor.Id, Value = random.Next(3) switch { 0 => $"{random.Next(4)}", 1 => $"+{random.Next(3)}-{random.Next(3)}", _ => $"{random.Next(9)}/{random.Next(9)}/16" } },
            _ => hub.Notices(sensor.Id, isThere: random.Next(2) == 0),
        };
    }

    private static async Task<IReadOnlyList<SiteEvent>> Stored(LinkedHub hub, long many)
    {
        var all = await hub.Queries.Events(new EventFilter { Site = LinkedHub.Nogaro, Most = 10_000 }, Stop);
        Assert.Equal(many, all.Count);
        return all;
    }

    /// <summary>One fold of everything that is kept of a space, in the order of signals.</summary>
    private static string Expected(Core.SpaceId space, IReadOnlyList<SiteEvent> stored)
    {
        var sensors = SensedSite.Sensors.Where(sensor => sensor.Space == space).ToDictionary(sensor => sensor.Id, sensor => sensor.Kind);
        var signals = stored.Where(happened => sensors.ContainsKey(happened.Device ?? "")).Select(happened => Signal(happened, sensors[happened.Device!])).OfType<PresenceSignal>();
        var state = SpaceState.Empty;
        foreach (var signal in signals.OrderBy(signal => signal.At).ThenBy(signal => signal.Sensor, StringComparer.Ordinal).ThenBy(signal => signal.Number))
            state = SpaceOccupancy.Fold(state, signal, new PresenceRules());

        return StoredState.Write(state);
    }

    private static PresenceSignal? Signal(SiteEvent happened, SensorKind kind)
    {
        var at = happened.ReceivedAt < happened.At ? happened.ReceivedAt : happened.At;
        return happened.Kind switch
        {
            "occ" => new PresenceSignal.Noticed(at, happened.Device!, happened.Id.Seq, kind, happened.Value == "true"),
            "count" => new PresenceSignal.Counted(at, happened.Device!, happened.Id.Seq, CountReading.Read(happened.Value)!),
            "online" => new PresenceSignal.Health(at, happened.Device!, happened.Id.Seq, kind, happened.Value == "true"),
            "batt" => new PresenceSignal.Health(at, happened.Device!, happened.Id.Seq, kind, true),
            _ => null,
        };
    }
}
