using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Doors;

/// <summary>A keeper's word at a door: written down first, then sent; and what she can read of it.</summary>
public sealed class DoorFlowTests
{
    private const string Unlock = "telecentres/nogaro/doors/main/unlock";
    private const string Mode = "telecentres/nogaro/doors/main/mode";
    private const string Log = "telecentres/nogaro/doors/main/access-log";

    private static readonly object Delivery = new { reason = "Delivery of paper" };

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task An_unlock_is_written_down_with_who_and_why_and_sent_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var said = (await hub.As("keeper-nogaro").Post(Unlock, Delivery, "key")).Must(202);
        var again = (await hub.As("keeper-nogaro").Post(Unlock, Delivery, "key")).Must(202);

        var order = Assert.Single(hub.Line.Sent);
        Assert.Equal((said.Id, "2026-11-23T07:55:15Z", said.Text), (again.Id, said.Word("expiresAt"), again.Text));
        Assert.Equal((said.Id, DoorDeed.Unlock, "main", "keeper-nogaro", "Delivery of paper"), (order.Id, order.Deed, order.Target, order.Operator, order.Reason));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)), (order.Span, order.NotAfter - order.At));
        var entry = (await hub.As("chamber").Get("audit?entity=door-order")).Must(200);
        Assert.Equal((said.Id, "unlock", "keeper-nogaro", "nogaro"), (entry.Each("id").Single(), entry.Each("what").Single(), entry.Each("actor").Single(), entry.Each("site").Single()));
        Assert.Contains("Delivery of paper", entry.Each("detail").Single(), StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_gateway_that_is_not_heard_is_sent_nothing_and_that_is_not_remembered(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var before = await hub.CountRows();
        hub.Line.Cut("nogaro");
        (await hub.As("keeper-nogaro").Post(Unlock, Delivery, "key")).Must(503, "gateway-offline");
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/readers/nogaro-reader-main/reset-pin", null, "other")).Must(503, "gateway-offline");
        Assert.Equal(before, await hub.CountRows());
        hub.Line.Mend("nogaro");
        (await hub.As("keeper-nogaro").Post(Unlock, Delivery, "key")).Must(202);

        hub.Line.Loses = true;
        (await hub.As("keeper-nogaro").Post(Unlock, Delivery)).Must(503, "gateway-offline");
        Assert.Single(hub.Line.Sent);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_readers_PIN_lock_is_taken_away_by_its_keeper(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/readers/nogaro-reader-main/reset-pin")).Must(202);
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/readers/auch-reader-main/reset-pin")).Must(404, "not-found");
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/readers/nogaro-desk-1-pir/reset-pin")).Must(404, "not-found");

        Assert.Equal([(DoorDeed.ResetPin, "nogaro-reader-main")], hub.Line.Sent.Select(order => (order.Deed, order.Target)));
    });

    [Theory, MemberData(nameof(Both))]
    public Task The_stronger_mode_holds_until_its_time_has_passed(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        (await keeper.Put(Mode, new { mode = "held-unlocked", reason = "Open day" })).Must(200);
        var locked = (await keeper.Put(Mode, new { mode = "lockdown", until = "2026-11-23T12:00", reason = "Gas leak" })).Must(200);
        Assert.Equal(("lockdown", "2026-11-23T11:00:00Z"), (locked.Word("mode"), locked.Word("until")));
        Assert.Equal(["held-unlocked", "lockdown"], locked.Each("mode", "demands"));
        Assert.Equal("evacuation", (await hub.As("chamber").Put(Mode, new { mode = "evacuation", until = "2026-11-23T09:00:00Z", reason = "Fire" })).Must(200).Word("mode"));

        hub.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("lockdown", (await keeper.Get("telecentres/nogaro/doors")).Must(200).Each("mode").Single());
        hub.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("held-unlocked", (await keeper.Get("telecentres/nogaro/doors")).Each("mode").Single());
        Assert.Equal("normal", (await keeper.Put(Mode, new { mode = "normal", reason = "Evening" })).Must(200).Word("mode"));
        var told = (await hub.As("chamber").Get("audit?entity=door")).Must(200);
        Assert.Equal(4, told.Each("what").Count(what => what == "mode-set"));
        Assert.Contains(told.Each("detail"), detail => detail.Contains("Gas leak", StringComparison.Ordinal));
    });

    [Theory, MemberData(nameof(Both))]
    public Task The_log_is_read_newest_first_page_by_page_and_each_reading_is_noted(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await hub.Happens(work => work.Put([.. Enumerable.Range(1, 5).Select(Event)], null, Cursor(hub, 5)), new Scope { Presence = new SiteId("nogaro") });
        var keeper = hub.As("keeper-nogaro");

        var page = (await keeper.Get($"{Log}?most=2")).Must(200);
        var rest = (await keeper.Get($"{Log}?most=10&after=gw-nogaro/e1/4")).Must(200);

        Assert.Equal(["gw-nogaro/e1/5", "gw-nogaro/e1/4"], page.Each("id"));
        Assert.Equal(["gw-nogaro/e1/3", "gw-nogaro/e1/2", "gw-nogaro/e1/1"], rest.Each("id"));
        Assert.Equal(["anne", "", "anne"], rest.Each("name"));
        Assert.Equal([("granted", "booking"), ("denied", "unknown-credential"), ("granted", "booking")], rest.Each("decision").Zip(rest.Each("reason")));
        Assert.Equal("2026-11-23T08:55:03", rest.Each("localAt")[0]);
        var noted = (await hub.As("chamber").Get("audit?entity=access-log")).Must(200);
        Assert.Equal([("read", "keeper-nogaro"), ("read", "keeper-nogaro")], noted.Each("what").Zip(noted.Each("actor")));
        (await hub.As("keeper-auch").Get(Log)).Must(403, "not-allowed");
        (await hub.As("anne").Get(Log)).Must(403, "not-allowed");
    });

    private static GatewayCursor Cursor(RunningHub hub, long upto) => new("gw-nogaro", "e1", new SiteId("nogaro"), upto, hub.Clock.GetUtcNow(), hub.Clock.GetUtcNow());

    private static SiteEvent Event(int seq) => new()
    {
        Id = new EventId("gw-nogaro", "e1", seq),
        Site = new SiteId("nogaro"),
        At = RunningHub.MondayMorning.AddSeconds(seq),
        ReceivedAt = RunningHub.MondayMorning.AddSeconds(seq),
        Kind = "tag",
        Door = "main",
        Device = "nogaro-reader-main",
        Decision = seq % 2 == 0 ? "denied" : "granted",
        Reason = seq % 2 == 0 ? "unknown-credential" : "booking",
        Member = seq % 2 == 0 ? null : new MemberId("anne"),
    };
}
