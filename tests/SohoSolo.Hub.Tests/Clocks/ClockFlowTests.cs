using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Clocks;

/// <summary>Days, months and hours are the site's, wherever the member and the server are.</summary>
public sealed class ClockFlowTests
{
    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task On_the_last_evening_of_a_month_each_half_day_is_paid_by_its_own_month(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var night = (await hub.As("anne").Book(new { space = "eauze-desk-1", start = "2026-11-30T22:00", end = "2026-12-01T09:00" })).Must(201);
        Assert.Equal(["2026-11", "2026-12"], night.Each("period", "charges"));
        Assert.Equal(["1", "1"], night.Each("units", "charges"));

        // In UTC it is November still.
        var chloe = hub.As("chloe");
        var early = (await chloe.Book(new { space = "eauze-desk-2", start = "2026-11-30T23:30:00Z", end = "2026-12-01T02:00:00Z" })).Must(201);
        Assert.Equal(["2026-12"], early.Each("period", "charges"));
        (await chloe.Book(new { space = "nogaro-desk-1", day = "2026-12-01", part = "afternoon" })).Must(201);
        (await chloe.Book(new { space = "nogaro-desk-1", day = "2026-12-02", part = "morning" })).Must(422, "quota-exhausted");
        (await chloe.Book(new { space = "eauze-desk-2", start = "2026-11-30T22:00", end = "2026-11-30T23:59" })).Must(201);
        Assert.Equal(("2026-11", "1"), await Balance(chloe));

        await hub.MoveTo("2026-12-01T00:00+01:00");
        Assert.Equal(("2026-12", "0"), await Balance(chloe));
    }, "2026-11-30T20:00:00+01:00");

    [Theory, MemberData(nameof(Both))]
    public Task A_month_that_has_begun_on_Reunion_has_not_in_the_Gers(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var there = (await hub.As("anne").Book(new { space = "port-desk-1", day = "2026-12-01", part = "morning" })).Must(201);

        Assert.Equal(("2026-12-01T04:00:00Z", "2026-12-01T08:00:00"), (there.Word("start"), there.Word("localStart")));
        Assert.Equal(["2026-12"], there.Each("period", "charges"));
        (await hub.As("bruno").Book(new { space = "port-desk-1", day = "2026-11-30", part = "afternoon" })).Must(422, "in-the-past");
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-30", part = "afternoon" })).Must(201);
    }, "2026-11-30T16:30:00+01:00");

    [Theory, MemberData(nameof(Both))]
    public Task Times_with_an_offset_are_the_same_instants_on_the_sites_clock(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-24T03:00:00-05:00", end = "2026-11-24T15:30:00+05:30" })).Must(201);

        Assert.Equal(("2026-11-24T09:00:00", "2026-11-24T11:00:00"), (booked.Word("localStart"), booked.Word("localEnd")));
        Assert.Equal([booked.Id], (await hub.As("anne").Get("bookings?from=2026-11-24T03:00:00-05:00&to=2026-11-24T03:30:00-05:00")).Each("id"));
        Assert.Empty((await hub.As("anne").Get("bookings?from=2026-11-24T11:00&to=2026-11-24T12:00&site=nogaro")).Each("id"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Holidays_are_closed_but_where_the_site_says_otherwise(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-12-25" })).Must(422, "closed");
        (await hub.As("anne").Book(new { space = "eauze-desk-1", day = "2026-12-25" })).Must(201);
        Assert.Equal("closed", (await hub.As("anne").Get("telecentres/nogaro/availability?day=2027-03-29&kind=office")).Each("reason").Single());
        Assert.Equal("closed", (await hub.As("anne").Get("telecentres/nogaro/availability?from=2027-05-06T09:00&to=2027-05-06T10:00&kind=office")).Each("reason").Single());
        Assert.Equal("free", (await hub.As("anne").Get("telecentres/nogaro/availability?day=2027-03-30&kind=office")).Each("state").Single());
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_whole_day_is_two_halves_on_the_days_of_23_and_25_hours_too(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var spring = (await hub.As("anne").Book(new { space = "eauze-desk-1", day = "2026-03-29" })).Must(201);
        Assert.Equal(("2", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), (spring.Word("units"), spring.Word("start"), spring.Word("end")));
        (await hub.As("bruno").Book(new { space = "eauze-desk-1", day = "2026-03-28" })).Must(201);
        (await hub.As("bruno").Book(new { space = "eauze-desk-1", day = "2026-03-30" })).Must(201);

        await hub.MoveTo("2026-10-12T08:00+02:00");
        var autumn = (await hub.As("anne").Book(new { space = "eauze-desk-1", day = "2026-10-25" })).Must(201);
        Assert.Equal(("2", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), (autumn.Word("units"), autumn.Word("start"), autumn.Word("end")));
        (await hub.As("bruno").Book(new { space = "eauze-desk-1", day = "2026-10-24" })).Must(201);
        (await hub.As("bruno").Book(new { space = "eauze-desk-1", day = "2026-10-26" })).Must(201);
    }, "2026-03-23T08:00:00+01:00");

    [Theory, MemberData(nameof(Both))]
    public Task The_part_that_is_running_is_booked_from_now_and_a_time_just_gone_by_too(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await hub.MoveTo("2026-11-23T10:17:40+01:00");

        var rest = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "morning" })).Must(201);
        Assert.Equal(("2026-11-23T10:17:00", "1"), (rest.Word("localStart"), rest.Word("units")));
        Assert.Equal("2026-11-23T10:17:00", (await hub.As("bruno").Book(new { space = "nogaro-desk-2", start = "2026-11-23T10:15", end = "2026-11-23T11:00" })).Must(201).Word("localStart"));
        (await hub.As("chloe").Book(new { space = "eauze-desk-1", start = "2026-11-23T10:10", end = "2026-11-23T11:00" })).Must(422, "in-the-past");
        await hub.MoveTo("2026-11-23T13:30+01:00");
        (await hub.As("chloe").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "morning" })).Must(422, "in-the-past");
    });

    /// <summary>The period of the one grant she has, and what is left in it.</summary>
    private static async Task<(string Period, string Left)> Balance(Person person)
    {
        var said = (await person.Get("me/entitlements")).Must(200);
        return (said.Each("period").Single(), said.Each("left").Single());
    }
}
