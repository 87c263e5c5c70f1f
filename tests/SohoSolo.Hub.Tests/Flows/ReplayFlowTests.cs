using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>An answer that was lost on the line is asked for again with the same key, and is the same answer: nothing happens twice.</summary>
public sealed class ReplayFlowTests
{
    private const string Key = "0d3f";

    private int keys;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_made_twice_with_one_key_is_one_booking(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var first = await Twice(hub, "anne", "bookings", new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" }, 201, Key);

        (await hub.As("anne").Post("bookings", new { space = "nogaro-desk-1", day = "2026-11-25", part = "morning" }, Key)).Must(422, "idempotency-mismatch");
        (await hub.As("bruno").Post("bookings", new { space = "nogaro-desk-1", day = "2026-11-25", part = "morning" }, Key)).Must(201);
        Assert.Equal([first.Id], (await hub.As("anne").Get("bookings")).Each("id"));

        (await hub.As("anne").Delete($"bookings/{first.Id}")).Must(200);
        Assert.Equal(first.Text, (await hub.As("anne").Post("bookings", new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" }, Key)).Must(201).Text);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_decline_stays_a_decline_for_two_days_even_when_the_place_frees(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var wish = new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning" };
        var held = (await hub.As("anne").Book(wish)).Must(201);
        var declined = await Twice(hub, "bruno", "bookings", wish, 409, Key);
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);

        Assert.Equal(declined.Text, (await hub.As("bruno").Post("bookings", wish, Key)).Must(409, "conflict").Text);
        hub.Clock.Advance(TimeSpan.FromHours(48) + TimeSpan.FromMinutes(1));
        await hub.CatchUp();
        (await hub.As("bruno").Post("bookings", wish, Key)).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Every_POST_of_a_member_and_her_keeper_is_answered_the_same_twice(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var tomorrow = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24" })).Must(201);
        await Twice(hub, "anne", "bookings/again", new { like = tomorrow.Id, day = "2026-11-25" }, 201);
        await Twice(hub, "anne", "absences", new { from = "2026-11-25", to = "2026-11-25" }, 200);
        await Twice(hub, "anne", "bookings", new { space = "eauze-desk-1", day = "2026-11-28", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=2" } }, 200);
        await Twice(hub, "anne", "bookings", new { space = "eauze-desk-1", day = "2026-11-28", part = "morning", book = "free-dates", series = new { rrule = "FREQ=DAILY;COUNT=2" } }, 201);
        var room = await Twice(hub, "anne", "bookings", new { space = "nogaro-room-1", start = "2026-11-27T10:00", end = "2026-11-27T11:00" }, 201);
        await Twice(hub, "keeper-nogaro", $"bookings/{room.Id}/approve", null, 200);
        var other = await Twice(hub, "bruno", "bookings", new { space = "nogaro-room-1", start = "2026-11-27T12:00", end = "2026-11-27T13:00" }, 201);
        await Twice(hub, "keeper-nogaro", $"bookings/{other.Id}/refuse", null, 200);

        await hub.MoveTo("2026-11-24T08:00+01:00");
        await Twice(hub, "anne", $"bookings/{tomorrow.Id}/check-in", null, 200);
        await hub.MoveTo("2026-11-24T10:00+01:00");
        var released = await Twice(hub, "anne", $"bookings/{tomorrow.Id}/release", null, 200, Key);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Same(hub, "anne", $"bookings/{tomorrow.Id}/release", null, released, Key);
    });

    [Theory, MemberData(nameof(Both))]
    public Task So_is_every_POST_about_waiting(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var wish = new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning", waitlist = true };
        var held = (await hub.As("anne").Book(wish)).Must(201);
        var waiting = await Twice(hub, "bruno", "bookings", wish, 202);
        Assert.Single((await hub.As("bruno").Get("waiting")).Json.EnumerateArray());
        (await hub.As("anne").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();

        await Twice(hub, "bruno", $"waiting/{waiting.Id}/accept", null, 201);
        Assert.Single((await hub.As("bruno").Get("bookings")).Json.EnumerateArray());
    });

    [Theory, MemberData(nameof(Both))]
    public Task So_is_every_POST_of_the_chamber(string engine) => RunningHub.Walk(engine, async hub =>
    {
        const string who = "chamber";
        var lease = await Twice(hub, who, "leases", new { space = "auch-desk-1", member = "anne", from = "2026-12-01" }, 201);
        await Twice(hub, "anne", $"leases/{lease.Id}/lend", new { day = "2026-12-02" }, 200);
        await Twice(hub, who, "members", new { name = "Zoé Lartigue", email = "zoe@example.org", commune = "32296" }, 201);
        await Twice(hub, who, "members/bruno/entitlements", new { kind = "ticket-book", funder = SmallNetwork.Funder, units = 5 }, 201);
        await Twice(hub, who, "telecentres/nogaro/closures", new { start = "2026-11-23T10:00", end = "2026-11-23T11:00", reason = "Travaux" }, 201);
        await Twice(hub, who, "telecentres", new { id = "riscle", name = "Riscle", commune = "32296", hours = new { week = new[] { new { day = "monday", from = "08:00", to = "19:00" } } }, spaces = new[] { new { kind = "desk" } } }, 201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task So_is_every_POST_about_doors(string engine) => RunningHub.Walk(engine, async hub =>
    {
        const string who = "keeper-nogaro";
        await Twice(hub, "anne", "me/credentials", new { kind = "mifare-uid", reader = "nogaro-reader-main" }, 202);
        await Twice(hub, who, "members/anne/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E80" }, 201);
        await Twice(hub, who, "members/anne/lost-badge", null, 200);
        await Twice(hub, who, "telecentres/nogaro/doors/main/unlock", new { reason = "Delivery" }, 202);
        await Twice(hub, who, "telecentres/nogaro/readers/nogaro-reader-main/reset-pin", null, 202);
        var fault = await Twice(hub, "anne", "telecentres/nogaro/faults", new { text = "It rains in" }, 201);
        await Twice(hub, who, $"alarms/{fault.Id}/acknowledge", null, 200);
        await Twice(hub, who, $"alarms/{fault.Id}/acknowledge", new { over = true }, 200);

        Assert.Equal(2, hub.Line.Sent.Count);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_closure_sent_again_after_its_end_is_still_the_closure_that_was_made(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var works = new { start = "2026-11-23T10:00", end = "2026-11-23T11:00", reason = "Travaux" };
        var closed = (await hub.As("keeper-nogaro").Post("telecentres/nogaro/closures", works, Key)).Must(201);
        await hub.MoveTo("2026-11-23T12:00+01:00");

        await Same(hub, "keeper-nogaro", "telecentres/nogaro/closures", works, closed, Key);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_token_is_made_once_and_said_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var made = (await hub.As("anne").Post("me/tokens", new { name = "script" }, Key)).Must(201);
        var again = (await hub.As("anne").Post("me/tokens", new { name = "script" }, Key)).Must(201);

        Assert.Equal((made.Id, ""), (again.Id, again.Word("token")));
        (await hub.As(made.Word("token")).Get("me")).Must(200);
        (await hub.As("anne").Delete($"me/tokens/{made.Id}")).Must(204);
        (await hub.As(made.Word("token")).Get("me")).Must(401, "token-invalid");
    });

    [Theory, MemberData(nameof(Both))]
    public Task The_same_key_fired_many_times_at_once_is_one_booking(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => hub.As("anne").Post("bookings", new { space = "nogaro-desk-1", day = "2026-11-24" }, Key)));

        Assert.Single(all.Select(said => said.Must(201).Id).Distinct());
        Assert.Single(all, said => !said.Replayed);
    });

    private async Task<Said> Twice(RunningHub hub, string who, string path, object? body, int status, string? key = null)
    {
        key ??= $"key-{++keys}";
        var first = await hub.As(who).Post(path, body, key);
        Assert.True(first.Status == status, $"{path}: {first}");
        await Same(hub, who, path, body, first, key);
        return first;
    }

    private static async Task Same(RunningHub hub, string who, string path, object? body, Said first, string key)
    {
        var before = await hub.CountRows();
        var again = await hub.As(who).Post(path, body, key);
        Assert.Equal((first.Status, first.Text, first.MediaType, first.Location, true), (again.Status, again.Text, again.MediaType, again.Location, again.Replayed));
        Assert.Equal(before, await hub.CountRows());
    }
}
