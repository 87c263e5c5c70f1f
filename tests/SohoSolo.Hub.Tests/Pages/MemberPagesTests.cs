using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member's month, her absences, the lines she stands in, and how she gets in.</summary>
public sealed class MemberPagesTests
{
    [Fact]
    public async Task A_month_shows_each_day_in_words_and_turns_to_the_next() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "morning");
        await Book(hub, "anne", "nogaro-desk-1", "2026-12-03", "full");
        var month = await anne.Open("/calendar");

        Assert.Equal("Votre mois, novembre 2026", month.Text("h1"));
        Assert.Equal(6, month.Doc.QuerySelectorAll(".month tbody tr").Length);
        Assert.Contains("matin, nogaro-desk-1, Télécentre nogaro, Confirmée", Plain(month.Text(".month td:has(a)")), StringComparison.Ordinal);
        Assert.Equal("mardi 24 novembre", Plain(month.Text(".month td:has(a) .day-name")));
        Assert.Contains("lundi 23 novembre (aujourd’hui)", Plain(month.Text("[aria-current=date]")), StringComparison.Ordinal);

        var next = await anne.Open(month.Doc.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains("jeudi 3 décembre", Plain(next.Text(".month td:has(a) .day-name")), StringComparison.Ordinal);
        Assert.Equal("Votre mois, novembre 2026", (await anne.Open("/calendar?month=9999-99")).Text("h1"));
        Assert.Equal("Your month, November 2026", (await anne.InEnglish().Open("/calendar?month=2026-11")).Text("h1"));
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_absence_is_shown_first_and_then_given_back_at_once(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "morning");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-26", "full");
        await Book(hub, "anne", "nogaro-desk-1", "2026-12-02", "full");
        var page = await anne.Press(await anne.Open("/absences"), "Voir ce qui sera rendu", ("from", "2026-11-24"), ("to", "2026-11-27"));

        Assert.Equal(2, page.Doc.QuerySelectorAll(".rows li").Length);
        Assert.Contains("demi-journées qui vous reviennent : 2", Plain(page.Text(".rows li:last-child")), StringComparison.Ordinal);
        Assert.All((await hub.As("anne").Get("bookings")).Each("status"), status => Assert.Equal("confirmed", status));

        var done = await anne.Press(page, "Rendre ces réservations (2)");
        Assert.Contains("C’est rendu", done.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["cancelled", "cancelled", "confirmed"], (await hub.As("anne").Get("bookings")).Each("status"));
        Assert.Contains("Vous n’avez rien réservé", (await anne.Open("/absences?from=2026-11-24&to=2026-11-27")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Days_that_make_no_absence_are_said_to_and_kept() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var wrong = await anne.Open("/absences?from=2026-11-27&to=2026-11-24");

        Assert.Equal(400, wrong.Status);
        Assert.Contains("Une des réponses ne convient pas", wrong.Text(".notice.bad"), StringComparison.Ordinal);
        Assert.Equal(("2026-11-27", "2026-11-24"), (wrong.Doc.QuerySelector("#from")!.GetAttribute("value"), wrong.Doc.QuerySelector("#to")!.GetAttribute("value")));
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task She_sees_where_she_stands_in_line_and_leaves_it(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        using var chloe = await Surfer.As(hub, "chloe");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-26", "morning");
        foreach (var who in (string[])["bruno", "chloe"])
            (await hub.As(who).Book(new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning", waitlist = true })).Must(202);

        Assert.Contains("Vous êtes la prochaine personne.", (await bruno.Open("/waiting")).Text(), StringComparison.Ordinal);
        var hers = await chloe.Open("/waiting");
        Assert.Contains("Avant vous dans la liste : 1.", Plain(hers.Text()), StringComparison.Ordinal);

        var address = hers.Doc.QuerySelector("form[action$=leave]")!.GetAttribute("action")!;
        var token = (await bruno.Open("/waiting")).Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        Assert.Equal(404, (await bruno.Post(address, [KeyValuePair.Create("form", token)])).Status);

        var left = await chloe.Press(hers, "Ne plus attendre");
        Assert.Contains("Vous n’attendez plus cette place.", left.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(422, (await chloe.Press(hers, "Ne plus attendre", ("key", "another"))).Status);
    });

    [Fact]
    public async Task The_wireless_code_is_told_once_she_is_there() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        (await hub.As("chamber").Put("policies", new { defaults = new { }, sites = new { nogaro = new { wifiName = "Telecentre", wifiCode = "armagnac-32" } } })).Must(200);
        Assert.Contains("Vous n’avez rien de réservé", (await anne.Open("/pass")).Text(), StringComparison.Ordinal);

        await Book(hub, "anne", "nogaro-desk-1", "2026-11-23", "morning");
        var before = await anne.Open("/pass");
        Assert.Contains("Ouverte pour vous maintenant, jusqu’à 14 h", Plain(before.Text()), StringComparison.Ordinal);
        Assert.DoesNotContain("armagnac-32", before.Text(), StringComparison.Ordinal);

        await anne.Press(await anne.Open("/"), "Je suis sur place");
        Assert.Contains("armagnac-32", (await anne.Open("/pass")).Text(".code"), StringComparison.Ordinal);
        Assert.DoesNotContain("armagnac-32", (await hub.As("anne").Get("telecentres")).Text, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_guest_has_a_pass_of_her_own_that_others_do_not_find() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var id = (await hub.As("anne").Book(new { space = "auch-room-1", start = "2026-11-24T09:00", end = "2026-11-24T11:00", guests = (object[])[new { name = "<b>Paul</b>" }] })).Must(201).Id;
        var page = await anne.Open($"/bookings/{id}");
        Assert.Contains("<b>Paul</b>", page.Text(".rows"), StringComparison.Ordinal);

        var pass = await anne.Open(page.Doc.QuerySelector(".rows a")!.GetAttribute("href")!);
        Assert.Contains("mardi 24 novembre, de 8 h 30 à 11 h 30", Plain(pass.Text()), StringComparison.Ordinal);
        using var picture = await anne.Http.GetAsync(new Uri(pass.Doc.QuerySelector("img")!.GetAttribute("src")!, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);

        Assert.Equal((404, 404), ((await bruno.Open($"/bookings/{id}/guests/0")).Status, (await anne.Open($"/bookings/{id}/guests/1")).Status));
    });

    private static async Task Book(RunningHub hub, string who, string space, string day, string part) => (await hub.As(who).Book(new { space, day, part })).Must(201);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
