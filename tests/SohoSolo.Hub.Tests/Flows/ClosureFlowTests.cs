using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>A site closes or a space is out of use: its impact first, nobody the poorer for it, nothing silently.</summary>
public sealed class ClosureFlowTests
{
    private const string Closures = "telecentres/nogaro/closures";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_closure_shows_whom_it_touches_and_saves_nothing_until_it_is_meant(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(201);
        var works = new { from = "2026-11-26", to = "2026-11-27", reason = "Travaux" };

        var seen = (await hub.As("keeper-nogaro").Post(Closures + "?preview=true", works)).Must(200);

        var impact = seen.Json.GetProperty("impact")[0];
        Assert.Equal((booked.Id, "anne", "+33562000000"), (impact.GetProperty("booking").GetProperty("id").GetString(), impact.GetProperty("name").GetString(), impact.GetProperty("phone").GetString()));
        Assert.Equal("eauze", impact.GetProperty("alternatives")[0].GetProperty("site").GetString());
        await hub.CatchUp();
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{booked.Id}")).Word("status"));
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-26" })).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Bookings_in_its_way_are_given_back_with_their_units_and_the_days_decline(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var desk = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(201);
        var room = (await hub.As("bruno").Book(new { space = "nogaro-room-1", day = "2026-11-26", part = "morning" })).Must(201);
        var outside = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-30" })).Must(201);

        var closed = (await hub.As("keeper-nogaro").Post(Closures, new { from = "2026-11-26", to = "2026-11-27", reason = "Travaux" })).Must(201);
        (await hub.As("anne").Book(new { space = "nogaro-desk-2", day = "2026-11-27" })).Must(422, "closed");
        await hub.CatchUp();

        var told = await hub.As("anne").Get($"bookings/{desk.Id}");
        Assert.Equal(("cancelled", "closed", "0"), (told.Word("status"), told.Word("endReason"), told.Word("units")));
        Assert.Equal("cancelled", (await hub.As("bruno").Get($"bookings/{room.Id}")).Word("status"));
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{outside.Id}")).Word("status"));
        Assert.Equal(("8", "10"), (await Left(hub, "anne"), await Left(hub, "bruno")));
        Assert.Equal(["Travaux"], (await hub.As(null).Get("telecentres/nogaro")).Each("reason", "closures"));
        Assert.Equal("closed", (await hub.As("anne").Get("telecentres/nogaro/availability?day=2026-11-26")).Each("reason")[0]);

        (await hub.As("keeper-nogaro").Delete($"{Closures}/{closed.Id}")).Must(204);
        (await hub.As("keeper-nogaro").Delete($"{Closures}/{closed.Id}")).Must(404, "not-found");
        (await hub.As("anne").Book(new { space = "nogaro-desk-2", day = "2026-11-27" })).Must(201);
        Assert.Equal("cancelled", (await hub.As("anne").Get($"bookings/{desk.Id}")).Word("status"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_running_booking_ends_when_its_site_closes_and_pays_for_what_was_used(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24" })).Must(201);
        await hub.MoveTo("2026-11-24T08:00+01:00");
        (await hub.As("anne").Post($"bookings/{booked.Id}/check-in")).Must(200);
        await hub.MoveTo("2026-11-24T10:00+01:00");

        (await hub.As("keeper-nogaro").Post(Closures, new { start = "2026-11-24T10:00", end = "2026-11-24T19:00", reason = "Panne de chauffage" })).Must(201);
        await hub.CatchUp();

        var over = await hub.As("anne").Get($"bookings/{booked.Id}");
        Assert.Equal(("completed", "2026-11-24T10:00:00", "1"), (over.Word("status"), over.Word("localEnd"), over.Word("units")));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_closed_site_takes_its_offers_back_even_from_who_accepts_at_that_moment(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var wish = new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning", waitlist = true };
        var held = (await hub.As("anne").Book(wish)).Must(201);
        var waiting = (await hub.As("bruno").Book(wish)).Must(202);
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        (await hub.As("keeper-nogaro").Post(Closures, new { from = "2026-11-26", reason = "Travaux" })).Must(201);
        (await hub.As("bruno").Post($"waiting/{waiting.Id}/accept")).Must(422, "closed");
        await hub.CatchUp();

        Assert.Equal(["lapsed"], (await hub.As("bruno").Get("waiting")).Each("status"));
        Assert.Equal("10", await Left(hub, "bruno"));
        (await hub.As("bruno").Post($"waiting/{waiting.Id}/accept")).Must(422, "offer-lapsed");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_blocked_space_is_out_of_use_until_it_is_put_back(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var block = "telecentres/nogaro/spaces/nogaro-desk-1/block";
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(201);
        Assert.Single((await hub.As("keeper-nogaro").Put(block + "?preview", new { blocked = true })).Must(200).Json.GetProperty("impact").EnumerateArray());

        (await hub.As("keeper-nogaro").Put(block, new { blocked = true, reason = "Écran en panne", end = "2026-12-01T18:00" })).Must(201);
        await hub.CatchUp();

        Assert.Equal("blocked", (await hub.As("anne").Get($"bookings/{booked.Id}")).Word("endReason"));
        var declined = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(422, "blocked");
        Assert.Equal("nogaro-desk-2", declined.Each("space", "alternatives")[0]);
        Assert.Equal("nogaro-desk-2", (await hub.As("bruno").Book(new { site = "nogaro", kind = "desk", day = "2026-11-26" })).Must(201).Word("space"));
        (await hub.As("keeper-nogaro").Put(block, new { blocked = false })).Must(204);
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_reopened_site_serves_those_who_waited(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var wish = new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning", waitlist = "take" };
        (await hub.As("anne").Book(wish)).Must(201);
        (await hub.As("bruno").Book(wish)).Must(202);
        var closed = (await hub.As("chamber").Post(Closures, new { from = "2026-11-26", reason = "Travaux" })).Must(201);
        await hub.CatchUp();
        Assert.Equal(["waiting"], (await hub.As("bruno").Get("waiting")).Each("status"));

        (await hub.As("chamber").Delete($"{Closures}/{closed.Id}")).Must(204);
        await hub.CatchUp();

        Assert.Equal(["taken"], (await hub.As("bruno").Get("waiting")).Each("status"));
    });

    private static async Task<string> Left(RunningHub hub, string who) => (await hub.As(who).Get("me/entitlements")).Must(200).Each("left").Single();
}
