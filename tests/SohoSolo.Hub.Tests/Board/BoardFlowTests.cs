using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Board;

/// <summary>A site at 8:30 on one screen.</summary>
public sealed class BoardFlowTests
{
    private const string Board = "telecentres/nogaro/board";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task It_tells_who_is_expected_who_is_late_and_who_is_there(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00" })).Must(201);
        var his = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", start = "2026-11-23T10:00", end = "2026-11-23T12:00" })).Must(201);
        (await hub.As("chloe").Book(new { space = "auch-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00" })).Must(201);
        (await hub.As("chloe").Book(new { space = "nogaro-desk-2", start = "2026-11-24T10:00", end = "2026-11-24T12:00" })).Must(201);

        var early = (await hub.As("keeper-nogaro").Get(Board)).Must(200);
        Assert.Equal([hers.Id, his.Id], early.Each("booking", "expected"));
        Assert.Equal(["false", "false"], early.Each("late", "expected"));
        Assert.Equal(["anne", "bruno"], early.Each("name", "expected"));

        await hub.MoveTo("2026-11-23T10:14+01:00");
        (await hub.As("anne").Post($"bookings/{hers.Id}/check-in")).Must(200);
        var later = (await hub.As("keeper-nogaro").Get(Board)).Must(200);
        Assert.Equal([(his.Id, "false")], later.Each("booking", "expected").Zip(later.Each("late", "expected")));
        Assert.Equal([(hers.Id, "2026-11-23T09:14:00Z")], later.Each("booking", "present").Zip(later.Each("since", "present")));
        Assert.Equal([hers.Id, his.Id, "null", "null"], later.Each("booking", "spaces"));
        Assert.All(later.Each("occupancy", "spaces"), word => Assert.Equal("unknown", word));

        await hub.MoveTo("2026-11-23T10:15+01:00");
        Assert.Equal(["true"], (await hub.As("keeper-nogaro").Get(Board)).Each("late", "expected"));
        await hub.MoveTo("2026-11-23T12:00+01:00");
        var over = (await hub.As("keeper-nogaro").Get(Board)).Must(200);
        Assert.Empty(over.Each("booking", "expected").Concat(over.Each("booking", "present")));
    });

    [Theory, MemberData(nameof(Both))]
    public Task It_tells_how_doors_and_devices_are_and_when_the_site_was_last_heard(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var fresh = (await hub.As("keeper-nogaro").Get(Board)).Must(200);
        Assert.Equal(JsonValueKind.Null, fresh.Json.GetProperty("syncedAt").ValueKind);
        Assert.Equal([("main", "normal")], fresh.Each("id", "doors").Zip(fresh.Each("mode", "doors")));
        Assert.Equal(["nogaro-desk-1-pir", "nogaro-reader-main"], fresh.Each("id", "devices"));
        Assert.All(fresh.Each("online", "devices"), word => Assert.Equal("null", word));

        (await hub.As("anne").Post("telecentres/nogaro/faults", new { text = "It rains in" })).Must(201);
        await hub.Happens(
            work =>
            {
                work.Put([], null, new GatewayCursor("gw-nogaro", "e1", new SiteId("nogaro"), 0, hub.Clock.GetUtcNow(), hub.Clock.GetUtcNow()));
                work.Put(Reader, Reader with { Version = 2, IsOnline = true, LastSeen = hub.Clock.GetUtcNow(), BatteryPercent = 80 }, "seen");
            },
            new Scope { Presence = new SiteId("nogaro") });
        var heard = (await hub.As("chamber").Get(Board)).Must(200);
        Assert.Equal("2026-11-23T07:55:00Z", heard.Word("syncedAt"));
        Assert.Equal(("true", "80", "2026-11-23T07:55:00Z"), (heard.Each("online", "devices")[1], heard.Each("battery", "devices")[1], heard.Each("lastSeen", "devices")[1]));
        Assert.Equal(["It rains in"], heard.Each("note", "alarms"));
    });

    private static Device Reader => SmallNetwork.At(RunningHub.MondayMorning).Devices.Single(device => device.Id == "nogaro-reader-main");
}
