using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What members show of themselves, and who sees it.</summary>
public sealed class DirectoryTests
{
    private static readonly (string, string)[] Everything =
    [
        ("directory", "yes"), ("trade", "writing"), ("about", "Je traduis <b>des notices</b>."), ("skills", "traduction, relecture , Traduction"),
        ("languages", "en"), ("commune", "yes"),
    ];

    private static readonly string[] Told = ["anne", "Traduction, rédaction, édition", "Je traduis <b>des notices</b>.", "Sait faire\u00A0: traduction, relecture", "Parle\u00A0: anglais", "Commune\u00A0: Nogaro"];
    private static readonly string[] FrenchAndOccitan = ["fr", "oc"];
    private static readonly string[] French = ["fr"];
    private static readonly string[] Proofreading = ["Relecture"];

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task She_is_seen_when_she_says_so_as_she_says_so_and_no_longer_than_that(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        Assert.Contains("Personne ne figure encore", (await bruno.Open("/directory")).Text(), StringComparison.Ordinal);
        Assert.Contains("Vous n’êtes pas dans l’annuaire", (await anne.Open("/me/profile")).Text(), StringComparison.Ordinal);

        var kept = await anne.Press(await anne.Open("/me/profile"), "Enregistrer", Everything);
        Assert.Contains("C’est enregistré", kept.Text(".notice"), StringComparison.Ordinal);
        var card = (await bruno.Open("/directory")).Text(".listing");
        Assert.Equal(kept.Text(".listing"), card);
        Assert.All(Told, said => Assert.Contains(said, card, StringComparison.Ordinal));

        Assert.DoesNotContain("Écrire", card, StringComparison.Ordinal);

        // The chamber suspends her: she is gone without having said anything, and there again afterwards.
        (await hub.As("chamber").Patch("members/anne", new { status = "suspended" })).Must(200);
        Assert.Null((await bruno.Open("/directory")).Doc.QuerySelector(".listing"));
        (await hub.As("chamber").Patch("members/anne", new { status = "active" })).Must(200);
        Assert.Equal(card, (await bruno.Open("/directory")).Text(".listing"));

        using var again = await Surfer.As(hub, "anne");
        var withdrawn = await again.Press(await again.Open("/me/profile"), "Tout retirer");
        Assert.Contains("Tout est retiré", withdrawn.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("", withdrawn.Doc.QuerySelector("#about")!.GetAttribute("value") ?? "");
        Assert.Null((await bruno.Open("/directory")).Doc.QuerySelector(".listing"));
    });

    [Fact]
    public async Task A_search_finds_by_trade_place_language_and_words_and_an_address_made_by_hand_finds_everybody() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        Assert.Equal("2026-11-23T07:55:00Z", (await hub.As("anne").Put("me/consents", new { directory = true })).Must(200).Json.GetProperty("since").GetString());
        (await hub.As("anne").Put("me/consents", new { directory = true, trade = "writing", languages = FrenchAndOccitan, skills = Proofreading, showsCommune = true })).Must(200);
        (await hub.As("chamber").Patch("members/bruno", new { email = "bruno@example.org" })).Must(200);
        (await hub.As("bruno").Put("me/consents", new { directory = true, trade = "law", languages = French, showsEmail = true })).Must(200);
        using var chloe = await Surfer.As(hub, "chloe");
        var page = await chloe.Open("/directory");
        Assert.Equal(["anne", "bruno"], Names(page));
        Assert.NotNull(page.Doc.QuerySelector("a[href='mailto:bruno@example.org']"));
        Assert.Equal(["", "law", "writing"], page.Doc.QuerySelectorAll("#trade option").Select(option => option.GetAttribute("value")));
        Assert.Equal(["", SmallNetwork.Funder, "32296"], page.Doc.QuerySelectorAll("#where option").Select(option => option.GetAttribute("value")));

        var dot = Assert.Single(page.Doc.QuerySelectorAll(".map-count"));
        Assert.Equal(("Nogaro, 1 membre", "/directory?where=32296"), (dot.GetAttribute("aria-label"), dot.GetAttribute("href")));
        Assert.Equal(["/directory?where=32296"], page.Doc.QuerySelectorAll("table a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Ne disent pas où, ou habitent ailleurs 1", string.Join(' ', page.Doc.QuerySelector("tbody tr:last-child")!.Children.Select(cell => cell.TextContent)));
        Assert.Equal(["/telecentres/auch", "/telecentres/eauze", "/telecentres/nogaro"], page.Doc.QuerySelectorAll(".map-site").Select(link => link.GetAttribute("href")));

        Assert.Equal(["anne"], Names(await chloe.Press(page, "Chercher", ("q", "relectrue"))));
        Assert.Equal(["anne"], Names(await chloe.Press(page, "Chercher", ("language", "oc"))));
        Assert.Equal(["anne"], Names(await chloe.Press(page, "Chercher", ("where", "32296"))));
        Assert.Equal(["anne"], Names(await chloe.Press(page, "Chercher", ("where", SmallNetwork.Funder))));
        Assert.Equal(["bruno"], Names(await chloe.Press(page, "Chercher", ("trade", "law"))));
        var nobody = await chloe.Press(page, "Chercher", ("trade", "law"), ("q", "relecture"));
        Assert.Empty(Names(nobody));
        Assert.Equal(["anne", "bruno"], Names(await chloe.Open("/directory?trade=piracy&where=1&language=la&skip=-1")));
        Assert.Equal("Personne ne répond à cette recherche.", nobody.Text("#found"));
    });

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var sheet = await anne.Open("/me/profile");
        var refused = await anne.Press(sheet, "Enregistrer", ("directory", "yes"), ("skills", new string('x', 41)), ("about", "Moi"), ("languages", "oc"));

        Assert.Equal((422, "Dix mots ou expressions au plus, de 40 caractères chacun au plus."), (refused.Status, refused.Text(".error")));
        Assert.Equal("Moi", refused.Doc.QuerySelector("#about")!.GetAttribute("value"));
        Assert.NotNull(refused.Doc.QuerySelector("[name=directory][checked]"));
        Assert.NotNull(refused.Doc.QuerySelector("[value=oc][checked]"));
        Assert.False((await hub.As("anne").Get("me/consents")).Json.GetProperty("directory").GetBoolean());
        Assert.Equal(422, (await anne.Press(sheet, "Enregistrer", ("trade", "piracy"))).Status);
    });

    /// <summary>Three have a place at one site, one at another; only two of the three agreed, and only they see each other.</summary>
    [Fact]
    public async Task Only_those_who_agreed_and_are_there_see_each_other() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        foreach (var (name, space) in (IEnumerable<(string, string)>)[("anne", "nogaro-desk-1"), ("bruno", "nogaro-desk-2"), ("chloe", "nogaro-office-1"), ("keeper-auch", "auch-desk-1")])
            await hub.As(name).Book(new { space, day = "2026-11-23", part = "full" });
        foreach (var name in new List<string> { "anne", "bruno", "keeper-auch" })
            (await hub.As(name).Put("me/consents", new { presence = true })).Must(200);

        await hub.MoveTo("2026-11-23T09:00+01:00");
        using var stranger = Surfer.Unknown(hub);
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        using var chloe = await Surfer.As(hub, "chloe");
        Assert.Equal(("bruno", "anne"), (await Company(anne), await Company(bruno)));
        Assert.Equal((null, null), (await Company(chloe), await Company(stranger)));
        Assert.Null((await anne.Open("/telecentres/auch")).Doc.QuerySelector("[aria-labelledby=company]"));

        (await hub.As("bruno").Put("me/consents", new { presence = false })).Must(200);
        Assert.Equal(("Personne, parmi ceux qui ont accepté que l’on voie leur prénom.", null), (await Company(anne), await Company(bruno)));

        static async Task<string?> Company(Surfer surfer) => (await surfer.Open("/telecentres/nogaro")).Doc.QuerySelector("[aria-labelledby=company] p")?.TextContent;
    });

    private static string[] Names(Sheet sheet) => [.. sheet.Doc.QuerySelectorAll(".listing h3").Select(name => name.TextContent)];
}
