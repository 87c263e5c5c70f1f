using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Flows;

/// <summary>A space by the month, and lent back by the day.</summary>
public sealed class LeaseFlowTests
{
    private static readonly object Desk = new { space = "auch-desk-1", member = "anne", from = "2026-12-01", to = "2027-05-31" };

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_leased_space_is_hers_for_nothing_and_nobody_elses(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var leased = (await hub.As("chamber").Post("leases", Desk)).Must(201);

        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-01" })).Must(422, "leased");
        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-11-30" })).Must(201);
        var hers = (await hub.As("anne").Book(new { space = "auch-desk-1", day = "2026-12-01" })).Must(201);
        Assert.Equal(leased.Id, hers.Word("entitlement"));
        Assert.Equal("leased", (await hub.As("bruno").Get("telecentres/auch/availability?day=2026-12-02&kind=desk")).Each("reason").Single());
        Assert.Equal("free", (await hub.As("anne").Get("telecentres/auch/availability?day=2026-12-02&kind=desk")).Each("state").Single());
        Assert.Equal([leased.Id], (await hub.As("anne").Get("leases")).Each("id"));
        Assert.Empty((await hub.As("bruno").Get("leases")).Each("id"));
        (await hub.As("chamber").Post("leases", Desk)).Must(422, "leased");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_space_that_others_hold_is_not_leased_over_their_heads(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var held = (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-08" })).Must(201);
        (await hub.As("chamber").Post("leases", Desk)).Must(409, "conflict");
        (await hub.As("bruno").Delete($"bookings/{held.Id}")).Must(200);
        (await hub.As("chamber").Post("leases", Desk)).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_day_lent_back_can_be_booked_and_taken_back_only_while_nobody_has(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var lend = $"leases/{(await hub.As("chamber").Post("leases", Desk)).Must(201).Id}/lend";
        Assert.Equal("[\"2026-12-03\"]", (await hub.As("anne").Post(lend, new { day = "2026-12-03" })).Must(200).Word("lentDays"));
        (await hub.As("anne").Post(lend, new { day = "2026-12-03" })).Must(200);
        var booked = (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-03" })).Must(201);
        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-04" })).Must(422, "leased");

        (await hub.As("anne").Post(lend, new { day = "2026-12-03", lend = false })).Must(409, "conflict");
        (await hub.As("bruno").Delete($"bookings/{booked.Id}")).Must(200);
        Assert.Equal("[]", (await hub.As("anne").Post(lend, new { day = "2026-12-03", lend = false })).Must(200).Word("lentDays"));
        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-03" })).Must(422, "leased");
        (await hub.As("anne").Post(lend, new { day = "2026-11-27" })).Must(422, "wrong-state");
        (await hub.As("bruno").Post(lend, new { day = "2026-12-03" })).Must(403, "not-allowed");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_day_lent_back_serves_who_waits_for_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var leased = (await hub.As("chamber").Post("leases", Desk)).Must(201);
        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-12-03", waitlist = "take" })).Must(202);
        await hub.CatchUp();
        Assert.Equal(["waiting"], (await hub.As("bruno").Get("waiting")).Each("status"));

        (await hub.As("anne").Post($"leases/{leased.Id}/lend", new { day = "2026-12-03" })).Must(200);
        await hub.CatchUp();

        Assert.Equal(["taken"], (await hub.As("bruno").Get("waiting")).Each("status"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Days_lent_at_the_same_moment_are_all_lent(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var lend = $"leases/{(await hub.As("chamber").Post("leases", Desk)).Must(201).Id}/lend";

        var said = await Task.WhenAll(Enumerable.Range(7, 5).Select(day => hub.As("anne").Post(lend, new { day = $"2026-12-{day:00}" })));

        Assert.All(said, answer => answer.Must(200));
        Assert.Equal(5, (await hub.As("anne").Get("leases")).Json[0].GetProperty("lentDays").GetArrayLength());
    });
}
