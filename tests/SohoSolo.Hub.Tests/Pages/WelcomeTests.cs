using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Imports;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The first time somebody comes in, and the first time after the rules of the house have changed.</summary>
public sealed class WelcomeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_newcomer_accepts_the_rules_and_says_where_she_lives_before_she_goes_on(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        var id = (await hub.As("chamber").Post("members", new { name = "Maïté", country = "ES" })).Must(201).Json.GetProperty("id").GetString()!;
        using var newcomer = await Surfer.As(hub, id);
        var asked = await newcomer.Open("/book?day=2026-11-25&part=morning");
        Assert.Equal("/welcome?next=%2Fbook%3Fday%3D2026-11-25%26part%3Dmorning", asked.Path);
        Assert.Equal("Bienvenue, Maïté", asked.Text("h1"));
        Assert.Equal(["Auch", "Nogaro"], asked.Doc.QuerySelectorAll("datalist option").Select(option => option.GetAttribute("value")!));

        var hasty = await newcomer.Press(asked, "Entrer", ("home", "here"), ("commune", "nogaro"));
        Assert.Equal((422, "nogaro"), (hasty.Status, hasty.Doc.QuerySelector("#commune")!.GetAttribute("value")));
        Assert.Contains("cochez que vous avez lu", hasty.Text(".notice"), StringComparison.Ordinal);

        var slip = await newcomer.Press(hasty, "Entrer", ("accepted", "1"), ("commune", "Nogarot"));
        Assert.Equal(422, slip.Status);
        Assert.Contains("Peut-être\u00a0: Nogaro.", slip.Text(".notice"), StringComparison.Ordinal);
        Assert.NotNull(slip.Doc.QuerySelector("input[name=accepted][checked]"));

        var inside = await newcomer.Press(slip, "Entrer", ("commune", "NOGARO"));
        Assert.Equal((200, "/book?day=2026-11-25&part=morning"), (inside.Status, inside.Path));

        var member = (await hub.App.Services.GetRequiredService<StoreQueries>().Member(new MemberId(id), Stop))!;
        Assert.Equal(("32296", null, 1), (member.Commune, member.Country, member.Accepted?.Edition));
        Assert.Contains("Nogaro", (await newcomer.Open("/me")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Somebody_who_lives_elsewhere_says_the_country() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var id = (await hub.As("chamber").Post("members", new { name = "Ada", commune = "32013" })).Must(201).Json.GetProperty("id").GetString()!;
        using var ada = (await Surfer.As(hub, id)).InEnglish();
        var inside = await ada.Press(await ada.Open("/me"), "Go in", ("accepted", "1"), ("home", "elsewhere"), ("country", "GB"));

        Assert.Equal("/me", inside.Path);
        Assert.Contains("United Kingdom", inside.Text(), StringComparison.Ordinal);
        var member = (await hub.App.Services.GetRequiredService<StoreQueries>().Member(new MemberId(id), Stop))!;
        Assert.Equal((null, "GB"), (member.Commune, member.Country));

        var moved = await ada.Press(await ada.Open("/welcome"), "Save where I live", ("home", "here"), ("commune", "auch"));
        Assert.Equal("/me?said=home", moved.Path);
        Assert.Equal(member.Accepted, (await hub.App.Services.GetRequiredService<StoreQueries>().Member(new MemberId(id), Stop))!.Accepted);
        Assert.Equal(422, (await ada.Press(await ada.Open("/welcome"), "Save where I live", ("home", "elsewhere"), ("country", "XX"))).Status);
    });

    [Fact]
    public async Task A_new_edition_asks_everybody_again_and_only_pages_for_members() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var opened = await anne.Open("/welcome");
        Assert.Contains("Vous avez accepté ces règles", opened.Text(), StringComparison.Ordinal);

        var rules = new { houseRulesEdition = 2, houseRules = "Parlez bas.\nFermez la <b>porte</b>.", houseRulesEnglish = "Speak softly." };
        (await hub.As("chamber").Put("policies", new { defaults = rules, sites = new { } })).Must(200);
        Assert.Equal("/welcome?next=%2Fboard%2Fnogaro", (await keeper.Open("/board/nogaro")).Path);
        foreach (var path in (string[])["/privacy", "/telecentres", "/language?to=fr&back=/privacy"])
            Assert.DoesNotContain("/welcome", (await anne.Open(path)).Path, StringComparison.Ordinal);

        Assert.Equal(200, (await hub.As("anne").Get("me")).Status);
        var again = await anne.Open("/");
        Assert.Equal("Les règles de la maison ont changé", again.Text("h1"));
        Assert.Equal(["Parlez bas.", "Fermez la <b>porte</b>."], again.Doc.QuerySelectorAll("ol li").Select(rule => rule.TextContent));

        var old = await anne.Press(again, "Entrer", ("accepted", "1"));
        Assert.Equal(409, old.Status);
        Assert.Contains("ont changé pendant que vous lisiez", old.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("/", (await anne.Press(old, "Entrer", ("accepted", "2"))).Path);
        Assert.Equal("/sign-in", (await keeper.Press(await keeper.Open("/board/nogaro"), "Se déconnecter")).Path);
    });

    [Fact]
    public async Task Nobody_is_led_elsewhere_from_here() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("chamber").Put("policies", new { defaults = new { houseRulesEdition = 2 }, sites = new { } })).Must(200);
        using var anne = await Surfer.As(hub, "anne");

        Assert.Equal("/", (await anne.Press(await anne.Open("/welcome?next=//elsewhere.example"), "Entrer", ("accepted", "2"))).Path);
    });

    [Fact]
    public void Every_country_has_a_name()
    {
        foreach (var culture in (string[])["fr", "en"])
        {
            var names = new System.Resources.ResourceManager(typeof(CountryText));
            Assert.All(Countries.All, code => Assert.NotNull(names.GetString(code, System.Globalization.CultureInfo.GetCultureInfo(culture))));
        }
    }
}
