using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Where a member begins, with a browser in which no script runs.</summary>
public sealed class HomeTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task From_signed_in_to_booked_is_one_click_and_so_is_the_way_back(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var home = await anne.Open("/");
        var booked = await anne.Press(home, "Réserver demain, mardi 24\u00A0novembre");

        Assert.StartsWith("/?said=booked&about=", booked.Path, StringComparison.Ordinal);
        Assert.Contains("C’est réservé : mardi 24 novembre, toute la journée (8 h – 19 h), nogaro-desk-1", Plain(booked.Text(".notice")), StringComparison.Ordinal);
        Assert.Equal(["confirmed"], (await hub.As("anne").Get("bookings")).Each("status"));

        var undone = await anne.Press(booked, "Annuler");
        Assert.Contains("C’est annulé", undone.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["cancelled"], (await hub.As("anne").Get("bookings")).Each("status"));

        var again = await anne.Press(undone, "Réserver à nouveau");
        Assert.StartsWith("/?said=booked", again.Path, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_form_that_is_sent_twice_books_once() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var home = await anne.Open("/");
        var (first, second) = (await anne.Press(home, "Réserver demain"), await anne.Press(home, "Réserver demain"));

        Assert.Equal(first.Path, second.Path);
        Assert.Single((await hub.As("anne").Get("bookings")).Each("id"));
    });

    [Fact]
    public async Task Whoever_was_quicker_leaves_her_the_reason_and_ways_out_in_place() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var home = await anne.Open("/");
        await Book(hub, "bruno", "nogaro-desk-1", "2026-11-24", "full");
        var declined = await anne.Press(home, "Réserver demain");

        Assert.Equal(409, declined.Status);
        Assert.Contains("Quelqu’un d’autre a cette place", declined.Text(".notice.bad"), StringComparison.Ordinal);
        Assert.Equal("/?said=booked", (await anne.Press(declined, "Prendre nogaro-desk-2")).Path.Split('&')[0]);
    });

    [Fact]
    public async Task Her_usual_place_taken_the_button_offers_another_and_says_so() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-2", "2026-11-24", "morning");
        await Book(hub, "anne", "nogaro-desk-2", "2026-12-01", "morning");
        Assert.Contains("nogaro-desk-2, matin", (await anne.Open("/")).Text(".usual button"), StringComparison.Ordinal);

        await Book(hub, "bruno", "nogaro-desk-2", "2026-12-08", "morning");
        var home = await anne.Open("/");

        Assert.Contains("nogaro-desk-2 n’est pas libre ce jour-là. Voici nogaro-desk-1.", home.Text(".usual"), StringComparison.Ordinal);
        Assert.Contains("nogaro-desk-1, matin", home.Text(".usual button"), StringComparison.Ordinal);
        Assert.StartsWith("/?said=booked", (await anne.Press(home, "Réserver mardi 8\u00A0décembre")).Path, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Her_own_site_and_the_one_next_to_it_closed_the_button_offers_the_next_nearest() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        foreach (var site in new List<string> { "nogaro", "eauze" })
            (await hub.As("chamber").Post($"telecentres/{site}/closures", new { from = "2026-11-23", to = "2026-12-31", reason = "Travaux" })).Must(201);

        using var anne = await Surfer.As(hub, "anne");
        Assert.Contains("auch-desk-1", (await anne.Open("/")).Text(".usual button"), StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Next_week_as_usual_is_one_press_and_says_what_became_of_each_day(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        foreach (var (day, part) in ((string, string)[])[("2026-11-24", "morning"), ("2026-12-08", "morning"), ("2026-11-26", "full"), ("2026-12-10", "full")])
            await Book(hub, "anne", "nogaro-desk-2", day, part);

        var home = await anne.Open("/");
        Assert.Equal(["2026-12-01", "2026-12-03"], home.Doc.QuerySelectorAll(".week input[type=checkbox]").Select(day => day.GetAttribute("value")));

        await Book(hub, "bruno", "nogaro-desk-1", "2026-12-03", "morning");
        await Book(hub, "chloe", "nogaro-desk-2", "2026-12-03", "afternoon");
        var answer = await anne.Press(home, "Réserver ces jours");

        Assert.Contains("Réservé mardi 1er décembre, matin (8 h – 13 h 30), nogaro-desk-2", Plain(answer.Text(".notice")), StringComparison.Ordinal);
        Assert.Contains("Pas réservé jeudi 3 décembre : déjà pris", Plain(answer.Text(".notice")), StringComparison.Ordinal);

        var undone = await anne.Press(answer, "Annuler tous ces jours");
        Assert.Contains("C’est annulé", undone.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(4, (await hub.As("anne").Get("bookings")).Each("status").Count(status => status == "confirmed"));
    });

    [Fact]
    public async Task A_week_of_which_nothing_is_to_be_had_any_more_says_why() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-2", "2026-11-24", "morning");
        await Book(hub, "anne", "nogaro-desk-2", "2026-12-08", "morning");
        var home = await anne.Open("/");
        await Book(hub, "bruno", "nogaro-desk-1", "2026-12-01", "morning");
        await Book(hub, "chloe", "nogaro-desk-2", "2026-12-01", "morning");
        var declined = await anne.Press(home, "Réserver ces jours");

        Assert.Equal(409, declined.Status);
        Assert.Contains("Rien n’a été changé. Quelqu’un d’autre a cette place", declined.Text(".notice.bad"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task What_is_left_and_what_is_next_are_in_sight_in_both_languages() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await anne.Press(await anne.Open("/"), "Réserver demain");
        var home = await anne.Open("/");

        Assert.Contains("8 sur 10 demi-journées ce mois-ci", home.Text(), StringComparison.Ordinal);
        Assert.Contains("Renouvelé le mardi 1er décembre", Plain(home.Text()), StringComparison.Ordinal);
        Assert.Contains("mardi 24 novembre", Plain(home.Text(".booking")), StringComparison.Ordinal);
        Assert.Contains("8 of 10 half-days this month", (await anne.InEnglish().Open("/")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Nothing_left_is_said_in_place_of_the_button() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chloe = await Surfer.As(hub, "chloe");
        await chloe.Press(await chloe.Open("/"), "Réserver demain");
        var home = await chloe.Open("/");

        // The two of November are gone; those of December begin on Tuesday 1.
        Assert.True(home.HasButton("Réserver mardi 1er\u00A0décembre"));
    });

    private static async Task Book(RunningHub hub, string who, string space, string day, string part) =>
        (await hub.As(who).Book(new { space, day, part })).Must(201);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
