using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>What becomes of a booking at its place: asked for, approved, arrived at, left, ended.</summary>
public sealed class KeepingFlowTests
{
    private static readonly object Room = new { space = "nogaro-room-1", start = "2026-11-26T10:00", end = "2026-11-26T11:30" };
    private static readonly object Tuesday = new { space = "nogaro-desk-1", day = "2026-11-24" };

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_room_on_approval_is_held_until_a_keeper_says_yes(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var asked = (await hub.As("anne").Book(Room)).Must(201);
        Assert.Equal(("requested", "2"), (asked.Word("status"), asked.Word("units")));
        (await hub.As("bruno").Book(Room)).Must(409, "conflict");
        (await hub.As("anne").Post($"bookings/{asked.Id}/approve")).Must(403, "not-allowed");
        (await hub.As("keeper-auch").Post($"bookings/{asked.Id}/approve")).Must(403, "not-allowed");
        (await hub.As("anne").Post($"bookings/{asked.Id}/check-in")).Must(422, "wrong-state");

        Assert.Equal("confirmed", (await hub.As("keeper-nogaro").Post($"bookings/{asked.Id}/approve")).Must(200).Word("status"));
        (await hub.As("keeper-nogaro").Post($"bookings/{asked.Id}/approve")).Must(422, "wrong-state");
        (await hub.As("keeper-nogaro").Post($"bookings/{asked.Id}/refuse")).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task The_same_change_asked_for_again_or_at_once_is_made_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-24T09:00", end = "2026-11-24T12:00" })).Must(201);

        var crossing = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.As("anne").Patch($"bookings/{booked.Id}", new { end = "2026-11-24T13:00" })));
        var again = (await hub.As("anne").Patch($"bookings/{booked.Id}", new { end = "2026-11-24T13:00" })).Must(200);

        Assert.All(crossing, said => Assert.Equal(("2026-11-24T13:00:00", "2"), (said.Must(200).Word("localEnd"), said.Word("version"))));
        Assert.Equal(("2026-11-24T13:00:00", "2"), (again.Word("localEnd"), again.Word("version")));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_room_refused_or_never_answered_is_given_back_with_its_units(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var refused = (await hub.As("anne").Book(Room)).Must(201);
        Assert.Equal("refused", (await hub.As("keeper-nogaro").Post($"bookings/{refused.Id}/refuse")).Must(200).Word("status"));
        Assert.Equal("10", await Left(hub.As("anne")));

        var unanswered = (await hub.As("bruno").Book(Room)).Must(201);
        await hub.MoveTo("2026-11-25T08:54+01:00");
        Assert.Equal("requested", (await hub.As("bruno").Get($"bookings/{unanswered.Id}")).Word("status"));
        await hub.MoveTo("2026-11-25T08:55+01:00");
        var over = await hub.As("bruno").Get($"bookings/{unanswered.Id}");
        Assert.Equal(("refused", "unanswered", "0"), (over.Word("status"), over.Word("endReason"), over.Word("units")));
        Assert.Equal("10", await Left(hub.As("bruno")));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_keeper_books_for_a_member_and_needs_nobodys_word(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("keeper-nogaro").Book(new { space = "nogaro-room-1", day = "2026-11-26", part = "morning", member = "anne" })).Must(201);

        Assert.Equal(("anne", "confirmed"), (booked.Word("member"), booked.Word("status")));
        (await hub.As("anne").Get($"bookings/{booked.Id}")).Must(200);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-26", member = "anne" })).Must(403, "not-allowed");
        (await hub.As("keeper-auch").Book(new { space = "nogaro-desk-1", day = "2026-11-26", member = "bruno" })).Must(403, "not-allowed");
        (await hub.As("keeper-nogaro").Book(new { space = "nogaro-desk-1", day = "2026-11-26", member = "nobody" })).Must(422, "unknown-member");
        (await hub.As("keeper-nogaro").Book(new { space = "nogaro-desk-1", day = "2026-11-26", member = "simon" })).Must(422, "member-inactive");
        (await hub.As("keeper-nogaro").Delete($"bookings/{booked.Id}")).Must(200);
        Assert.Equal("by-keeper", (await hub.As("anne").Get($"bookings/{booked.Id}")).Word("endReason"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Check_in_opens_half_an_hour_before_and_ends_with_the_booking(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var path = $"bookings/{(await hub.As("anne").Book(Tuesday)).Must(201).Id}/check-in";
        await hub.MoveTo("2026-11-24T07:29+01:00");
        (await hub.As("anne").Post(path)).Must(422, "too-early");
        await hub.MoveTo("2026-11-24T07:30+01:00");
        var arrived = (await hub.As("keeper-nogaro").Post(path)).Must(200);

        Assert.Equal(("checked-in", "checked in by the keeper"), (arrived.Word("status"), arrived.Each("says", "evidence").Single()));
        Assert.Equal(arrived.Word("version"), (await hub.As("anne").Post(path)).Must(200).Word("version"));

        var late = $"bookings/{(await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24", part = "morning" })).Must(201).Id}/check-in";
        hub.Clock.MoveTo(new DateTimeOffset(2026, 11, 24, 12, 30, 0, TimeSpan.Zero));
        (await hub.As("bruno").Post(late)).Must(422, "too-late");
        await hub.CatchUp();
        (await hub.As("bruno").Post(late)).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_leaves_early_gets_the_untouched_half_back_and_frees_the_place_at_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(Tuesday)).Must(201);
        Assert.Equal("2", booked.Word("units"));
        await hub.MoveTo("2026-11-24T08:00+01:00");
        (await hub.As("anne").Post($"bookings/{booked.Id}/check-in")).Must(200);
        await hub.MoveTo("2026-11-24T10:07+01:00");

        var released = (await hub.As("anne").Post($"bookings/{booked.Id}/release")).Must(200);

        Assert.Equal(("completed", "2026-11-24T10:07:00", "1"), (released.Word("status"), released.Word("localEnd"), released.Word("units")));
        Assert.Equal("9", await Left(hub.As("anne")));
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", start = "2026-11-24T10:07", end = "2026-11-24T12:00" })).Must(201);
        (await hub.As("anne").Post($"bookings/{booked.Id}/release")).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_ends_by_itself_proven_by_arrival_or_flagged(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var absent = (await hub.As("anne").Book(Tuesday)).Must(201);
        var present = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24" })).Must(201);
        await hub.MoveTo("2026-11-24T08:00+01:00");
        (await hub.As("bruno").Post($"bookings/{present.Id}/check-in")).Must(200);
        await hub.MoveTo("2026-11-24T18:59+01:00");
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{absent.Id}")).Word("status"));

        await hub.MoveTo("2026-11-24T19:00+01:00");

        var (hers, his) = (await hub.As("anne").Get($"bookings/{absent.Id}"), await hub.As("bruno").Get($"bookings/{present.Id}"));
        Assert.Equal(("completed", "true"), (hers.Word("status"), hers.Word("unproven")));
        Assert.Equal(("completed", "false"), (his.Word("status"), his.Word("unproven")));
        Assert.Equal(("8", "8"), (await Left(hub.As("anne")), await Left(hub.As("bruno"))));
        (await hub.As("anne").Patch($"bookings/{absent.Id}", new { end = "2026-11-24T20:00" })).Must(422, "wrong-state");
    });

    private static async Task<string> Left(Person person) => (await person.Get("me/entitlements")).Must(200).Each("left").Single();
}
