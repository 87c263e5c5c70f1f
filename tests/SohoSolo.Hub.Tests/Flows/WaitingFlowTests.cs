using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>Who finds a place taken waits in line, and is served when it frees.</summary>
public sealed class WaitingFlowTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static object Desk(object waitlist, string space = "nogaro-desk-1") => new { space, day = "2026-11-26", part = "morning", waitlist };

    [Theory, MemberData(nameof(Both))]
    public Task The_first_in_line_is_offered_the_place_and_takes_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("anne").Book(Desk(true))).Must(201);
        var first = (await hub.As("bruno").Book(Desk(true))).Must(202);
        var second = (await hub.As("chloe").Book(Desk("offer"))).Must(202);
        Assert.Equal($"/api/v1/waiting/{first.Id}", first.Location);
        Assert.Equal(("1", "2"), (await Line(hub, "bruno", "position"), await Line(hub, "chloe", "position")));

        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        Assert.Equal(("offered", "nogaro-desk-1", "2026-11-23T08:10:00Z"), (await Line(hub, "bruno", "status"), await Line(hub, "bruno", "offer.space"), await Line(hub, "bruno", "offeredUntil")));
        Assert.Equal("waiting", await Line(hub, "chloe", "status"));
        (await hub.As("anne").Book(Desk(false))).Must(409, "conflict");
        (await hub.As("bruno").Get($"bookings/{await Line(hub, "bruno", "offer.id")}")).Must(404, "not-found");
        (await hub.As("chloe").Post($"waiting/{first.Id}/accept")).Must(403, "not-allowed");
        (await hub.As("chloe").Post($"waiting/{second.Id}/accept")).Must(422, "wrong-state");

        var taken = (await hub.As("bruno").Post($"waiting/{first.Id}/accept")).Must(201);

        Assert.Equal(("confirmed", "bruno"), (taken.Word("status"), taken.Word("member")));
        (await hub.As("bruno").Get(taken.Location!)).Must(200);
        (await hub.As("bruno").Post($"waiting/{first.Id}/accept")).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_asks_twice_stands_in_line_once_and_in_twenty_lines_at_most(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(Desk(true))).Must(201);

        var first = (await hub.As("bruno").Book(Desk(true))).Must(202);
        Assert.Equal(first.Id, (await hub.As("bruno").Book(Desk("take"))).Must(202).Id);

        for (var minute = 1; minute < 20; minute++)
            (await hub.As("bruno").Book(Until(minute))).Must(202);

        (await hub.As("bruno").Book(Until(20))).Must(422, "too-many-waiting");

        static object Until(int minute) => new { space = "nogaro-desk-1", start = "2026-11-26T09:00", end = $"2026-11-26T10:{minute:00}", waitlist = true };
    });

    [Theory, MemberData(nameof(Both))]
    public Task An_offer_given_up_or_not_taken_in_time_goes_to_the_next(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("anne").Book(Desk(true))).Must(201);
        var first = (await hub.As("bruno").Book(Desk(true))).Must(202);
        var second = (await hub.As("chloe").Book(Desk(true))).Must(202);
        var third = (await hub.As("chamber").Book(Desk(true))).Must(202);
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        Assert.Equal("left", (await hub.As("bruno").Delete($"waiting/{first.Id}")).Must(200).Word("status"));
        await hub.CatchUp();
        Assert.Equal("offered", await Line(hub, "chloe", "status"));
        await hub.MoveTo("2026-11-23T09:10+01:00");

        Assert.Equal(("lapsed", "offered"), (await Line(hub, "chloe", "status"), await Line(hub, "chamber", "status")));
        (await hub.As("chloe").Post($"waiting/{second.Id}/accept")).Must(422, "offer-lapsed");
        Assert.Equal("2", (await hub.As("chloe").Get("me/entitlements")).Each("left").Single());
        (await hub.As("chamber").Post($"waiting/{third.Id}/accept")).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task An_offer_answered_a_moment_too_late_has_lapsed_even_before_the_sweeper_says_so(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("anne").Book(Desk(true))).Must(201);
        var waiting = (await hub.As("bruno").Book(Desk(true))).Must(202);
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();
        hub.Clock.Advance(TimeSpan.FromMinutes(15));

        (await hub.As("bruno").Post($"waiting/{waiting.Id}/accept")).Must(422, "offer-lapsed");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_asked_so_gets_the_place_at_once_unless_she_cannot_have_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("anne").Book(Desk(true))).Must(201);
        (await hub.As("chloe").Book(Desk("take"))).Must(202);
        (await hub.As("bruno").Book(Desk("take"))).Must(202);
        (await hub.As("chloe").Book(new { space = "nogaro-desk-2", day = "2026-11-24" })).Must(201);

        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        Assert.Equal("waiting", await Line(hub, "chloe", "status"));
        Assert.Equal("taken", await Line(hub, "bruno", "status"));
        Assert.Equal(["nogaro-desk-1"], (await hub.As("bruno").Get("bookings")).Each("space"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_had_to_let_others_pass_is_served_once_nothing_holds_her_back(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("anne").Book(Desk(true))).Must(201);
        (await hub.As("bruno").Book(Desk("take"))).Must(202);
        var elsewhere = (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-11-26" })).Must(201);
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();
        Assert.Equal("waiting", await Line(hub, "bruno", "status"));

        (await hub.As("bruno").Delete($"bookings/{elsewhere.Id}")).Must(200);
        await hub.CatchUp();

        Assert.Equal("taken", await Line(hub, "bruno", "status"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_room_on_approval_that_frees_is_asked_for_in_the_name_of_the_first_in_line(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("keeper-nogaro").Book(Desk(true, "nogaro-room-1"))).Must(201);
        var waiting = (await hub.As("bruno").Book(Desk(true, "nogaro-room-1"))).Must(202);
        (await hub.As("keeper-nogaro").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        Assert.Equal("taken", await Line(hub, "bruno", "status"));
        var asked = (await hub.As("bruno").Get("bookings")).Must(200);
        Assert.Equal(["requested"], asked.Each("status"));
        (await hub.As("keeper-nogaro").Post($"bookings/{asked.Each("id").Single()}/approve")).Must(200);
        (await hub.As("bruno").Delete($"waiting/{waiting.Id}")).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Waiting_ends_with_the_time_waited_for_or_by_leaving(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(Desk(true))).Must(201);
        (await hub.As("bruno").Book(Desk(true))).Must(202);
        var leaving = (await hub.As("chloe").Book(Desk(true))).Must(202);
        (await hub.As("chloe").Delete($"waiting/{leaving.Id}")).Must(200);
        (await hub.As("chloe").Delete($"waiting/{leaving.Id}")).Must(422, "wrong-state");
        (await hub.As("chloe").Delete("waiting/nothing")).Must(404, "not-found");

        await hub.MoveTo("2026-11-26T13:30+01:00");

        Assert.Equal(("lapsed", "left"), (await Line(hub, "bruno", "status"), await Line(hub, "chloe", "status")));
    });

    private static async Task<string> Line(RunningHub hub, string who, string field) => (await hub.As(who).Get("waiting")).Must(200).Each(field).Single();
}
