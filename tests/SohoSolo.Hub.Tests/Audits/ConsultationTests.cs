using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Pages;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Audits;

/// <summary>Who looks at another person's data is written down, with what was looked at and whether a keeper did or the chamber.</summary>
public sealed class ConsultationTests
{
    private const string Log = "telecentres/nogaro/doors/main/access-log";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task Whoever_reads_a_door_s_log_looked_at_each_member_in_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await Come(hub, "anne", "anne", "bruno", null);

        (await hub.As("keeper-nogaro").Get(Log)).Must(200);
        Assert.Equal([("anne", "keeper-nogaro", "doors"), ("bruno", "keeper-nogaro", "doors")], await Looks(hub));
        var first = (await hub.As("chamber").Get("audit?entity=consultation")).Must(200);
        Assert.Equal("nogaro", first.Each("site").Distinct().Single());
        Assert.Contains("\"by\":\"keeper\",\"door\":\"main\",\"from\":\"", first.Each("detail")[0], StringComparison.Ordinal);

        // A page of it names whom it names.
        (await hub.As("chamber").Get($"{Log}?most=1&after=gw-nogaro/e1/2")).Must(200);
        Assert.Equal([("anne", "chamber", "doors")], (await Looks(hub)).Skip(2));

        // An entry of the journal about a door says the same as the door's log.
        (await hub.As("chamber").Get("audit?entity=access")).Must(200);
        Assert.Equal([("anne", "chamber", "doors"), ("bruno", "chamber", "doors")], (await Looks(hub)).Skip(3));
    });

    [Fact]
    public Task Each_look_at_one_member_is_noted_and_a_look_at_oneself_is_not() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var booking = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        foreach (var path in (string[])["members/anne", "members/anne/entitlements", "members/anne/credentials", "audit?member=anne", $"bookings/{booking.Id}", "members/chamber"])
            (await hub.As("chamber").Get(path)).Must(200);

        foreach (var path in (string[])["me", "me/entitlements", "me/credentials", $"bookings/{booking.Id}", "bookings?mine=true"])
            (await hub.As("anne").Get(path)).Must(200);

        Assert.Equal(["profile", "entitlements", "badges", "audit", "booking"], (await Looks(hub)).Select(look => look.At));
        Assert.All(await Looks(hub), look => Assert.Equal(("anne", "chamber"), (look.Whom, look.Who)));
        (await hub.As("keeper-auch").Get("members/nobody/credentials")).Must(404, "not-found");
        (await hub.As("keeper-auch").Get("members/anne")).Must(403, "not-allowed");
        Assert.Equal(5, (await Looks(hub)).Count);
    });

    [Fact]
    public Task Pages_note_what_they_show_as_the_interface_does() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var booking = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        await Come(hub, "anne");
        using var chamber = await Surfer.As(hub, "chamber");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        using var anne = await Surfer.As(hub, "anne");

        await chamber.Open("/network/members/anne");
        await keeper.Open($"/bookings/{booking.Id}");
        await anne.Open($"/bookings/{booking.Id}");
        await keeper.Open("/board/nogaro/log?door=main&day=2026-11-23");
        await keeper.Open("/board/nogaro");
        await keeper.Open("/board/nogaro/day");
        Assert.Equal([("anne", "chamber", "profile"), ("anne", "keeper-nogaro", "booking"), ("anne", "keeper-nogaro", "doors")], await Looks(hub));

        // What looks back on many is noted without their names.
        await keeper.Open("/board/nogaro/day?day=2026-11-20");
        await chamber.Open("/network/members?search=anne");
        (await hub.As("keeper-nogaro").Get("bookings?site=nogaro")).Must(200);
        (await hub.As("keeper-nogaro").Get("bookings?site=nogaro&from=2026-11-23T00:00")).Must(200);
        Assert.Equal([("", "keeper-nogaro", "past-day"), ("", "chamber", "member-list"), ("", "keeper-nogaro", "past-bookings")], (await Looks(hub)).Skip(3));
    });

    /// <summary>What is noted, in its order; whom it is about is empty for a list.</summary>
    private static async Task<IReadOnlyList<(string Whom, string Who, string At)>> Looks(RunningHub hub)
    {
        var entries = await new StoreQueries(hub.Store).Audit("consultation", null, null, null, 100, TestContext.Current.CancellationToken);
        return [.. entries.Reverse().Select(entry => (entry.MemberId ?? "", entry.Actor, System.Text.Json.JsonDocument.Parse(entry.Detail!).RootElement.GetProperty("of").GetString()!))];
    }

    private static Task Come(RunningHub hub, params string?[] members)
    {
        var cursor = new GatewayCursor("gw-nogaro", "e1", new SiteId("nogaro"), members.Length, hub.Clock.GetUtcNow(), hub.Clock.GetUtcNow());
        var events = members.Select((member, number) => new SiteEvent
        {
            Id = new EventId("gw-nogaro", "e1", number + 1),
            Site = new SiteId("nogaro"),
            At = RunningHub.MondayMorning.AddSeconds(number),
            ReceivedAt = RunningHub.MondayMorning.AddSeconds(number),
            Kind = "tag",
            Door = "main",
            Device = "nogaro-reader-main",
            Decision = member is null ? "denied" : "granted",
            Reason = member is null ? "unknown-credential" : "booking",
            Member = member is null ? null : new MemberId(member),
        });
        return hub.Happens(work => work.Put([.. events], null, cursor), new Scope { Presence = new SiteId("nogaro") });
    }
}
