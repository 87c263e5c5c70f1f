using SohoSolo.Core.Presence;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Ingest;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Board;

/// <summary>Who is really there, as the keeper of a site sees it.</summary>
public sealed class OccupancyBoardTests
{
    private const string Board = "telecentres/nogaro/board";
    private const string Stream = "telecentres/nogaro/stream";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Each_space_tells_its_occupancy_since_when_and_by_what(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.MustApply(1, [.. SensedSite.Sensors.Where(sensor => sensor.Id != SensedSite.Seat).Select(sensor => hub.Goes(sensor.Id, online: true))]);
        hub.Clock.Advance(TimeSpan.FromMinutes(3));
        await hub.MustApply(4, hub.Notices(SensedSite.OtherPir), hub.Goes(SensedSite.Counter, online: false));
        hub.Clock.Advance(TimeSpan.FromSeconds(40));
        await hub.MustApply(6, hub.Notices(SensedSite.OtherPir));

        var board = (await hub.As("keeper-nogaro").Get(Board)).Must(200);

        Assert.Equal(["nogaro-desk-1", "nogaro-desk-2", "nogaro-office-1", "nogaro-room-1"], board.Each("id", "spaces"));
        Assert.Equal(["vacant", "occupied", "unknown", "unknown"], board.Each("occupancy", "spaces"));
        Assert.Equal(["true", "false", "false", "true"], board.Each("stale", "spaces"));
        Assert.Equal("2026-11-23T07:58:00Z", board.Each("since", "spaces")[1]);
        Assert.Equal("[\"nogaro-desk-2-pir: motion 08:58, heard since 08:55\"]", board.Each("evidence", "spaces")[1]);
        Assert.Equal("[\"nogaro-desk-1-pir: nobody noticed, heard since 08:55\",\"nogaro-desk-1-seat: not heard\"]", board.Each("evidence", "spaces")[0]);
        Assert.Equal(["null", "[\"nogaro-room-1-counter: not heard\"]"], board.Each("evidence", "spaces").Skip(2));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_the_site_has_not_delivered_makes_everything_stale(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.MustApply(1, hub.Notices(SensedSite.OtherPir));
        hub.Clock.Advance(TimeSpan.FromMinutes(2));

        var board = (await hub.As("keeper-nogaro").Get(Board)).Must(200);

        Assert.Equal(["true", "true", "false", "true"], board.Each("stale", "spaces"));
        Assert.Contains("nogaro: nothing delivered since 08:55", board.Each("evidence", "spaces")[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_calendar_and_what_is_concluded_stand_beside_it(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        await hub.Put(
            work =>
            {
                work.Put(null, Account(booking.Id.Value, SensedSite.Desk, booking.During.Start, ReconciliationKind.SomeoneAtBooked) with { Booking = booking.Id, Member = booking.Member, Why = "not-arrived" }, "someone-at-booked");
                work.Put(null, Account($"nogaro-desk-2@{hub.Clock.GetUtcNow().ToUnixTimeMilliseconds()}", SensedSite.OtherDesk, hub.Clock.GetUtcNow(), ReconciliationKind.UnbookedPresent), "unbooked-present");
            },
            new Scope { Presence = LinkedHub.Nogaro });
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("expected", (await hub.As("keeper-nogaro").Get(Board)).Must(200).Each("expects", "spaces")[0]);
        hub.Clock.Advance(TimeSpan.FromMinutes(15));

        var board = (await hub.As("keeper-nogaro").Get(Board)).Must(200);

        Assert.Equal(("late", booking.Id.Value), (board.Each("expects", "spaces")[0], board.Each("booking", "spaces")[0]));
        var spaces = board.Json.GetProperty("spaces");
        Assert.Equal(("someone-at-booked", "not-arrived"), (spaces[0].GetProperty("reconciliation").GetString(), spaces[0].GetProperty("why").GetString()));
        Assert.Equal("unbooked-present", spaces[1].GetProperty("reconciliation").GetString());
        Assert.False(spaces[2].TryGetProperty("reconciliation", out _));
        await hub.Ingest(hub.LetIn("anne"));
        Assert.Equal("present", (await hub.As("keeper-nogaro").Get(Board)).Must(200).Json.GetProperty("spaces")[0].GetProperty("expects").GetString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_changes_is_told_to_who_listens_and_what_time_alone_changes_too(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        var site = (await hub.Get<NetworkCache>().Get(Stop)).Sites[LinkedHub.Nogaro];
        await hub.MustApply(1, hub.Goes(SensedSite.Seat, online: true), hub.Goes(SensedSite.Pir, online: true));
        using var stream = await hub.As("keeper-nogaro").Listen(Stream);

        await hub.MustApply(3, hub.Notices(SensedSite.Seat));
        await hub.MustApply(4, hub.Notices(SensedSite.Seat, isThere: false));
        Assert.Equal(0, await hub.Get<OccupancyAnnouncements>().Announce(site, Stop));
        hub.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await hub.Get<OccupancyAnnouncements>().Announce(site, Stop));
        Assert.Equal(0, await hub.Get<OccupancyAnnouncements>().Announce(site, Stop));

        var told = new List<(string, string)>();
        while (told.Count == 0 || told[^1].Item2 != "vacant")
        {
            if (await stream.Next() is { Event: "occupancy" } news)
                told.Add((news.Word("space"), news.Word("what")));
        }

        Assert.Equal([("nogaro-desk-1", "occupied"), ("nogaro-desk-1", "vacant")], told);
        Assert.Equal("vacant", (await hub.As("keeper-nogaro").Get(Board)).Must(200).Each("occupancy", "spaces")[0]);
        await hub.MustVerify();
    }

    private static Reconciliation Account(string id, Core.SpaceId space, DateTimeOffset from, ReconciliationKind kind) => new()
    {
        Id = id,
        Site = LinkedHub.Nogaro,
        Space = space,
        Kind = kind,
        From = from,
        ConcludedAt = from,
    };
}
