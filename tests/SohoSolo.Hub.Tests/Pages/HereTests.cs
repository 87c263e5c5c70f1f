using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What the code at a place opens on a member's phone.</summary>
public sealed class HereTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_has_the_place_says_that_she_is_there(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "full" });
        using var anne = await Surfer.As(hub, "anne");
        var arrived = await anne.Press(await anne.Open("/here/nogaro-desk-1"), "Je suis là");

        Assert.Equal(200, arrived.Status);
        Assert.Contains("vous êtes là", arrived.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("à vous jusqu’à 19\u00A0h", arrived.Text(), StringComparison.Ordinal);
        Assert.Equal("checked-in", Only(await hub.As("anne").Get("bookings?mine=true"))("status"));
    }, now: "2026-11-23T09:05:30+01:00");

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_stands_at_a_free_place_takes_it_for_the_rest_of_the_half_day_or_the_day(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var free = await anne.Open("/here/nogaro-desk-1");
        Assert.True(free.HasButton("Prendre cette place jusqu’à 19\u00A0h"));
        var taken = await anne.Press(free, "Prendre cette place jusqu’à 13\u00A0h\u00A030");
        var again = await anne.Press(free, "Prendre cette place jusqu’à 13\u00A0h\u00A030");

        Assert.Contains("La place est à vous", taken.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(200, again.Status);
        var booking = Only(await hub.As("anne").Get("bookings?mine=true"));
        Assert.Equal(("nogaro-desk-1", "2026-11-23T10:12:00", "2026-11-23T13:30:00", "checked-in"), (booking("space"), booking("localStart"), booking("localEnd"), booking("status")));
    }, now: "2026-11-23T10:12:40+01:00");

    [Fact]
    public async Task A_place_is_offered_only_until_somebody_elses_time_begins() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", start = "2026-11-23T11:00", end = "2026-11-23T12:00" });
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open("/here/nogaro-desk-1");

        Assert.True(page.HasButton("Prendre cette place jusqu’à 11\u00A0h"));
        Assert.Single(page.Doc.QuerySelectorAll("main button"));
    }, now: "2026-11-23T10:12:40+01:00");

    [Fact]
    public async Task A_place_that_somebody_has_says_until_when_and_what_else_is_free_and_not_who() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "full" });
        using var anne = await Surfer.As(hub, "anne");
        var taken = await anne.Open("/here/nogaro-desk-1");

        Assert.Contains("réservé jusqu’à 19\u00A0h", taken.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("bruno", taken.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/here/nogaro-desk-2", taken.Doc.QuerySelector("main .rows a")!.GetAttribute("href"));
    }, now: "2026-11-23T10:12:40+01:00");

    [Fact]
    public async Task A_place_taken_meanwhile_is_declined_with_the_reason() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var free = await anne.Open("/here/nogaro-desk-1");
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "full" });
        var late = await anne.Press(free, "Prendre cette place jusqu’à 13\u00A0h\u00A030");

        Assert.Equal(409, late.Status);
        Assert.Contains("Quelqu’un d’autre a cette place", late.Text("[role=alert]"), StringComparison.Ordinal);
    }, now: "2026-11-23T10:12:40+01:00");

    [Fact]
    public async Task A_room_on_approval_is_asked_for_and_a_closed_site_says_when_it_opens() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var asked = await anne.Press(await anne.Open("/here/nogaro-room-1"), "Demander cette place jusqu’à 10\u00A0h\u00A042");
        Assert.Contains("envoyée à l’accueil", asked.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("en attente", asked.Text(), StringComparison.Ordinal);

        await hub.MoveTo("2026-11-23T20:00+01:00");
        Assert.Contains("ouvre mardi 24\u00A0novembre, 8\u00A0h", (await anne.Open("/here/nogaro-desk-1")).Text(), StringComparison.Ordinal);
    }, now: "2026-11-23T10:12:40+01:00");

    [Fact]
    public async Task Nobody_arrives_for_somebody_else_and_strangers_sign_in_first() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "full" });
        using var anne = await Surfer.As(hub, "anne");
        var hers = await anne.Open("/here/nogaro-desk-1");
        using var bruno = await Surfer.As(hub, "bruno");
        var his = await bruno.Open("/here/nogaro-desk-2");
        var booking = hers.Doc.QuerySelector("button[name=booking]")!.GetAttribute("value")!;
        var meddling = await bruno.Post("/here/nogaro-desk-1/arrive", [.. his.Doc.QuerySelectorAll("main form input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!)), new("booking", booking)]);

        Assert.Equal(404, meddling.Status);
        Assert.Equal("confirmed", Only(await hub.As("anne").Get("bookings?mine=true"))("status"));
        using var stranger = Surfer.Unknown(hub);
        Assert.Equal("/sign-in?next=%2Fhere%2Fnogaro-desk-1", (await stranger.Open("/here/nogaro-desk-1")).Path);
        Assert.Equal(404, (await anne.Open("/here/nowhere-desk-1")).Status);
    }, now: "2026-11-23T09:05:00+01:00");

    [Fact]
    public async Task A_keeper_prints_the_codes_of_her_own_site() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        using var anne = await Surfer.As(hub, "anne");
        var sheet = await keeper.Open("/board/nogaro/qr");

        Assert.Equal(4, sheet.Doc.QuerySelectorAll(".qr-sheet svg.qr path").Length);
        Assert.EndsWith("/here/nogaro-desk-1", sheet.Text(".qr-sheet li .small"), StringComparison.Ordinal);
        Assert.Equal(403, (await keeper.Open("/board/auch/qr")).Status);
        Assert.Equal(403, (await anne.Open("/board/nogaro/qr")).Status);
    });

    private static Func<string, string> Only(Said said) => field => Assert.Single(said.Each(field));
}
