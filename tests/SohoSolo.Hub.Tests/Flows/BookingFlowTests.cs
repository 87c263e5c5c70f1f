using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>What a member with <c>curl</c> does on a usual day: book, be declined, run out, get it back.</summary>
public sealed class BookingFlowTests
{
    private static readonly object TuesdayMorning = new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" };

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_is_where_its_Location_says_and_in_the_lists_of_those_who_may_see_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(TuesdayMorning)).Must(201);

        Assert.Equal($"/api/v1/bookings/{booked.Id}", booked.Location);
        Assert.Equal(("confirmed", "2026-11-24T07:00:00Z", "2026-11-24T08:00:00", "2026-11-24T13:30:00", "1"),
            (booked.Word("status"), booked.Word("start"), booked.Word("localStart"), booked.Word("localEnd"), booked.Word("units")));
        Assert.Equal(booked.Text, (await hub.As("anne").Get(booked.Location!)).Must(200).Text);
        Assert.Equal([booked.Id], (await hub.As("anne").Get("bookings")).Each("id"));
        Assert.Equal([booked.Id], (await hub.As("keeper-nogaro").Get("bookings?from=2026-11-24T00:00&to=2026-11-25T00:00")).Each("id"));
        Assert.Equal([booked.Id], (await hub.As("chamber").Get("bookings?site=nogaro")).Each("id"));
        Assert.Empty((await hub.As("bruno").Get("bookings?site=nogaro")).Each("id"));
        Assert.Empty((await hub.As("keeper-auch").Get("bookings")).Each("id"));
        Assert.Empty((await hub.As("keeper-nogaro").Get("bookings?mine")).Each("id"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_decline_names_its_reason_and_each_of_its_alternatives_can_be_had(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(TuesdayMorning)).Must(201);

        var declined = (await hub.As("bruno").Book(TuesdayMorning)).Must(409, "conflict");

        Assert.Equal(["another-space", "another-site", "later"], declined.Each("kind", "alternatives"));
        Assert.Equal(["nogaro-desk-2", "eauze-desk-1", "nogaro-desk-1"], declined.Each("space", "alternatives"));
        foreach (var way in declined.Json.GetProperty("alternatives").EnumerateArray())
        {
            var taken = await hub.As("bruno").Book(new { space = way.GetProperty("space").GetString(), start = way.GetProperty("start").GetString(), end = way.GetProperty("end").GetString() });
            (await hub.As("bruno").Delete($"bookings/{taken.Must(201).Id}")).Must(200);
        }
    });

    [Theory, MemberData(nameof(Both))]
    public Task Free_use_runs_out_and_comes_back_with_a_cancellation_and_with_the_month(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var chloe = hub.As("chloe");
        var first = (await chloe.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        (await chloe.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "afternoon" })).Must(201);
        var wednesday = new { space = "nogaro-desk-1", day = "2026-11-25", part = "morning" };

        (await chloe.Book(wednesday)).Must(422, "quota-exhausted");
        Assert.Equal(("2", "0", "0"), await Balance(chloe));

        (await chloe.Delete($"bookings/{first.Id}")).Must(200);
        Assert.Equal(("1", "0", "1"), await Balance(chloe));
        (await chloe.Book(wednesday)).Must(201);
        (await chloe.Book(new { space = "nogaro-desk-1", day = "2026-12-01", part = "full" })).Must(201);
        (await chloe.Delete($"bookings/{first.Id}")).Must(422, "wrong-state");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Any_desk_is_the_one_used_last_and_else_a_free_one(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24" })).Must(201);
        await hub.MoveTo("2026-11-25T08:00+01:00");
        var any = new { site = "nogaro", kind = "desk", day = "2026-11-26", part = "full" };

        Assert.Equal("nogaro-desk-2", (await hub.As("bruno").Book(any)).Must(201).Word("space"));
        Assert.Equal("nogaro-desk-1", (await hub.As("anne").Book(any)).Must(201).Word("space"));
        (await hub.As("keeper-auch").Book(any)).Must(409, "conflict");
        (await hub.As("anne").Book(new { site = "nogaro", kind = "desk", day = "2026-11-27", equipment = ListOf.Words("screen") })).Must(201);
        (await hub.As("anne").Book(new { site = "nogaro", kind = "desk", day = "2026-11-27", equipment = ListOf.Words("piano") })).Must(422, "missing-equipment");
        (await hub.As("anne").Book(new { site = "nogaro", kind = "meeting-room", seats = 9, day = "2026-11-27" })).Must(422, "too-few-seats");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_member_is_in_one_place_at_a_time_but_may_receive_guests_beside(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        (await anne.Book(TuesdayMorning)).Must(201);
        var room = new { space = "auch-room-1", start = "2026-11-24T10:00", end = "2026-11-24T11:00" };

        (await anne.Book(new { space = "nogaro-desk-2", start = "2026-11-24T13:00", end = "2026-11-24T14:00" })).Must(409, "already-booked");
        (await anne.Book(room)).Must(409, "already-booked");
        var received = (await anne.Book(new { room.space, room.start, room.end, guests = new[] { new { name = " Zoé Lartigue ", email = "zoe@example.org" } }, purpose = "Devis" })).Must(201);

        Assert.Equal(("Zoé Lartigue", "Devis"), (received.Each("name", "guests").Single(), received.Word("purpose")));
        (await anne.Book(new { space = "nogaro-desk-2", start = "2026-11-24T13:30", end = "2026-11-24T14:00" })).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_moves_grows_and_shrinks_and_a_declined_change_changes_nothing(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var booked = (await anne.Book(TuesdayMorning)).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "afternoon" })).Must(201);
        var path = $"bookings/{booked.Id}";

        (await anne.Patch(path, new { end = "2026-11-24T15:00" })).Must(409, "conflict");
        Assert.Equal(booked.Text, (await anne.Get(path)).Text);
        Assert.Equal("nogaro-desk-2", (await anne.Patch(path, new { space = "nogaro-desk-2", end = "2026-11-24T15:00" })).Must(200).Word("space"));
        Assert.Equal(("2", "0", "8"), await Balance(anne));
        (await anne.Patch(path, new { end = "2026-11-24T12:00" })).Must(200);
        Assert.Equal(("1", "0", "9"), await Balance(anne));
        var moved = (await anne.Patch(path, new { day = "2026-11-26" })).Must(200);
        Assert.Equal(("2026-11-26T08:00:00", "2026-11-26T12:00:00"), (moved.Word("localStart"), moved.Word("localEnd")));
        Assert.Equal(("2026-11-26T13:30:00", "2026-11-26T19:00:00"), Times((await anne.Patch(path, new { part = "afternoon" })).Must(200)));
        (await anne.Patch(path, new { day = "2026-11-28" })).Must(422, "closed");
        (await anne.Patch(path, new { space = "auch-desk-1" })).Must(422, "unknown-space");
    });

    [Theory, MemberData(nameof(Both))]
    public Task As_usual_takes_the_same_place_and_times_and_a_decline_proposes_as_much_and_no_more(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var booked = (await anne.Book(TuesdayMorning)).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning" })).Must(201);

        var again = (await anne.Post("bookings/again", new { like = booked.Id, day = "2026-11-25" })).Must(201);
        Assert.Equal(("nogaro-desk-1", "2026-11-25T08:00:00", "2026-11-25T13:30:00"), (again.Word("space"), again.Word("localStart"), again.Word("localEnd")));

        var declined = (await anne.Post("bookings/again", new { like = booked.Id, day = "2026-11-26" })).Must(409, "conflict");
        Assert.All(declined.Each("localEnd", "alternatives"), end => Assert.True(end.EndsWith("13:30:00", StringComparison.Ordinal), declined.Text));
        (await anne.Post("bookings/again", new { like = booked.Id, day = "2026-11-28" })).Must(422, "closed");
        (await hub.As("bruno").Post("bookings/again", new { like = booked.Id, day = "2026-11-27" })).Must(403, "not-allowed");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Being_away_gives_everything_in_the_days_back_and_keeps_what_reaches_out(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var before = (await anne.Book(new { space = "eauze-desk-1", start = "2026-11-24T10:00", end = "2026-11-25T10:00" })).Must(201);
        var within = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-26" })).Must(201);
        var after = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-30" })).Must(201);

        var released = (await anne.Post("absences", new { from = "2026-11-25", to = "2026-11-27" })).Must(200);

        Assert.Equal(new HashSet<string> { before.Id, within.Id }, released.Each("id", "released").ToHashSet());
        Assert.Equal(("confirmed", "2026-11-25T00:00:00"), ((await anne.Get($"bookings/{before.Id}")).Word("status"), (await anne.Get($"bookings/{before.Id}")).Word("localEnd")));
        Assert.Equal(("cancelled", "absence"), ((await anne.Get($"bookings/{within.Id}")).Word("status"), (await anne.Get($"bookings/{within.Id}")).Word("endReason")));
        Assert.Equal("confirmed", (await anne.Get($"bookings/{after.Id}")).Word("status"));
        (await hub.As("bruno").Book(new { space = "eauze-desk-1", day = "2026-11-25", part = "morning" })).Must(201);
    });

    private static (string Start, string End) Times(Said booking) => (booking.Word("localStart"), booking.Word("localEnd"));

    /// <summary>Held, used, left of the one grant she has.</summary>
    private static async Task<(string Held, string Used, string Left)> Balance(Person person)
    {
        var said = (await person.Get("me/entitlements")).Must(200);
        return (said.Each("held").Single(), said.Each("used").Single(), said.Each("left").Single());
    }
}
