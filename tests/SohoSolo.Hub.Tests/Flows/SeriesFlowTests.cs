using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>A place every week, as the clock on the wall has it.</summary>
public sealed class SeriesFlowTests
{
    private const string March = "2026-03-09T08:00:00+01:00";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task In_spring_a_series_keeps_its_local_time_and_names_the_date_that_the_clocks_skip(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var nights = new { space = "eauze-desk-1", start = "2026-03-15T02:30", end = "2026-03-15T03:30", series = new { rrule = "FREQ=WEEKLY;COUNT=4" } };

        var seen = (await hub.As("anne").Book(nights)).Must(200);
        Assert.Equal(["2026-03-15", "2026-03-22", "2026-03-29", "2026-04-05"], seen.Each("day", "dates"));
        Assert.Equal(["null", "null", "nonexistent-time", "null"], seen.Each("reason", "dates"));
        Assert.Equal(["2026-03-15T01:30:00Z", "2026-03-22T01:30:00Z", "", "2026-04-05T00:30:00Z"], seen.Each("start", "dates"));
        Assert.Empty((await hub.As("anne").Get("bookings")).Each("id"));

        (await hub.As("anne").Book(new { nights.space, nights.start, nights.end, nights.series, book = "all-or-none" })).Must(422, "nonexistent-time");
        Assert.Empty((await hub.As("anne").Get("bookings")).Each("id"));

        var booked = (await hub.As("anne").Book(new { nights.space, nights.start, nights.end, nights.series, book = "free-dates" })).Must(201);
        Assert.Equal("3", booked.Word("booked"));
        Assert.Equal(["2026-03-15T02:30:00", "2026-03-22T02:30:00", "2026-04-05T02:30:00"], (await hub.As("anne").Get(booked.Location!)).Each("localStart"));
    }, March);

    [Theory, MemberData(nameof(Both))]
    public Task In_autumn_the_hour_that_comes_twice_is_the_earlier_one_unless_an_offset_says_otherwise(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(new
        {
            space = "eauze-desk-1",
            start = "2026-10-18T02:30",
            end = "2026-10-18T08:00",
            series = new { rrule = "FREQ=WEEKLY;UNTIL=20261101" },
            book = "all-or-none",
        })).Must(201);
        Assert.Equal(["2026-10-18T00:30:00Z", "2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"], booked.Each("start", "dates"));
        Assert.Equal(["2026-10-18T06:00:00Z", "2026-10-25T07:00:00Z", "2026-11-01T07:00:00Z"], booked.Each("end", "dates"));

        var second = (await hub.As("bruno").Book(new { space = "eauze-desk-2", start = "2026-10-25T02:30:00+01:00", end = "2026-10-25T03:30:00+01:00" })).Must(201);
        Assert.Equal(("2026-10-25T01:30:00Z", "2026-10-25T02:30:00"), (second.Word("start"), second.Word("localStart")));
        (await hub.As("bruno").Book(new { space = "eauze-desk-2", start = "2026-10-25T02:30", end = "2026-10-25T02:30:00+01:00" })).Must(201);
    }, "2026-10-12T08:00:00+02:00");

    [Theory, MemberData(nameof(Both))]
    public Task Left_out_closed_and_taken_days_are_named_and_only_the_free_ones_are_booked(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-04-08", part = "full" })).Must(201);
        var mornings = new
        {
            space = "nogaro-desk-1",
            day = "2026-04-03",
            part = "morning",
            book = "free-dates",
            series = new { rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,FR;UNTIL=20260410", exdate = ListOf.Words("2026-04-07") },
        };

        var booked = (await hub.As("anne").Book(mornings)).Must(201);

        Assert.Equal(["2026-04-03", "2026-04-06", "2026-04-08", "2026-04-10"], booked.Each("day", "dates"));
        Assert.Equal(["null", "closed", "conflict", "null"], booked.Each("reason", "dates"));
        Assert.Equal("2", booked.Word("booked"));
        Assert.Equal("2", (await hub.As("anne").Get($"bookings?series={booked.Word("series")}&from=2026-04-01T00:00&to=2026-05-01T00:00")).Json.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }, March);

    [Theory, MemberData(nameof(Both))]
    public Task A_series_stops_where_the_free_use_does_and_any_desk_stays_the_same_desk(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var any = new { site = "nogaro", kind = "desk", day = "2026-03-10", part = "morning", book = "free-dates", series = new { rrule = "FREQ=DAILY;COUNT=4" } };

        var booked = (await hub.As("chloe").Book(any)).Must(201);

        Assert.Equal(["null", "null", "quota-exhausted", "quota-exhausted"], booked.Each("reason", "dates"));
        Assert.Equal(["nogaro-desk-1", "nogaro-desk-1", "", ""], booked.Each("space", "dates"));
    }, March);

    [Theory, MemberData(nameof(Both))]
    public Task This_following_and_all_are_changed_and_cancelled_as_named(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var booked = (await anne.Book(new
        {
            space = "eauze-desk-1",
            start = "2026-03-18T09:00",
            end = "2026-03-18T11:00",
            series = new { rrule = "FREQ=WEEKLY;COUNT=4" },
            book = "all-or-none",
        })).Must(201);
        var ids = booked.Each("booking", "dates");

        (await anne.Patch($"bookings/{ids[1]}", new { start = "2026-03-25T10:00", end = "2026-03-25T12:00" })).Must(200);
        Assert.Equal(["09", "10", "09", "09"], await Hours(anne, ids));
        (await anne.Patch($"bookings/{ids[2]}", new { start = "2026-04-01T08:00", scope = "following" })).Must(200);
        Assert.Equal(["09", "10", "08", "08"], await Hours(anne, ids));
        (await anne.Patch($"bookings/{ids[0]}", new { start = "2026-03-18T10:00", end = "2026-03-18T12:00", scope = "all" })).Must(200);
        Assert.Equal(["10", "11", "09", "09"], await Hours(anne, ids));
        (await anne.Patch($"bookings/{ids[3]}", new { space = "eauze-desk-2", scope = "all" })).Must(200);
        Assert.Equal(["10", "11", "09", "09"], await Hours(anne, ids));

        (await anne.Delete($"bookings/{ids[0]}")).Must(200);
        Assert.Equal(["cancelled", "confirmed", "confirmed", "confirmed"], await Statuses(anne, ids));
        (await anne.Delete($"bookings/{ids[2]}?scope=following")).Must(200);
        Assert.Equal(["cancelled", "confirmed", "cancelled", "cancelled"], await Statuses(anne, ids));
        (await anne.Patch($"bookings/{ids[0]}", new { end = "2026-03-18T13:00", scope = "all" })).Must(422, "wrong-state");
        (await anne.Delete($"bookings/{ids[1]}?scope=all")).Must(200);
        (await anne.Patch($"bookings/{ids[1]}", new { end = "2026-03-25T13:00", scope = "all" })).Must(422, "wrong-state");
        (await anne.Patch($"bookings/{ids[1]}", new { end = "2026-03-25T13:00" })).Must(422, "wrong-state");
    }, March);

    [Theory, MemberData(nameof(Both))]
    public Task A_series_may_step_into_its_own_old_places_and_never_into_others(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var days = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-03-16", part = "morning", book = "all-or-none", series = new { rrule = "FREQ=DAILY;COUNT=3" } })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-03-20", part = "morning" })).Must(201);
        var ids = days.Each("booking", "dates");

        (await anne.Patch($"bookings/{ids[0]}", new { day = "2026-03-18", scope = "all" })).Must(409, "conflict");
        Assert.Equal(["2026-03-16", "2026-03-17", "2026-03-18"], await Days(anne, ids));
        (await anne.Patch($"bookings/{ids[0]}", new { day = "2026-03-17", scope = "all" })).Must(200);
        Assert.Equal(["2026-03-17", "2026-03-18", "2026-03-19"], await Days(anne, ids));
        (await anne.Patch($"bookings/{ids[2]}", new { day = "2026-03-18", scope = "all" })).Must(200);
        Assert.Equal(["2026-03-16", "2026-03-17", "2026-03-18"], await Days(anne, ids));
    }, March);

    private static Task<IReadOnlyList<string>> Hours(Person person, IReadOnlyList<string> ids) => Each(person, ids, booking => booking.Word("localStart")[11..13]);

    private static Task<IReadOnlyList<string>> Days(Person person, IReadOnlyList<string> ids) => Each(person, ids, booking => booking.Word("localStart")[..10]);

    private static Task<IReadOnlyList<string>> Statuses(Person person, IReadOnlyList<string> ids) => Each(person, ids, booking => booking.Word("status"));

    private static async Task<IReadOnlyList<string>> Each(Person person, IReadOnlyList<string> ids, Func<Said, string> what)
    {
        var found = new List<string>();
        foreach (var id in ids)
            found.Add(what((await person.Get($"bookings/{id}")).Must(200)));

        return found;
    }
}
