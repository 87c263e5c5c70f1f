using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What anybody may read without signing in.</summary>
public sealed class PublicTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_stranger_sees_where_the_sites_are_when_they_are_open_and_what_is_free_and_nobodys_name(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "full" });
        using var stranger = Surfer.Unknown(hub);
        var list = await stranger.Open("/telecentres");

        Assert.Equal((200, "/telecentres"), (list.Status, list.Path));
        Assert.Equal(4, list.Doc.QuerySelectorAll(".cards > li").Length);
        Assert.Contains("Fermé, ouvre mardi 24\u00A0novembre, 8\u00A0h", Card(list, "port"), StringComparison.Ordinal);
        Assert.Contains("Ouvert jour et nuit", Card(list, "eauze"), StringComparison.Ordinal);

        var nogaro = await stranger.Open("/telecentres/nogaro");
        Assert.Contains("Ouvert jusqu’à 19\u00A0h", nogaro.Text(), StringComparison.Ordinal);
        Assert.Contains("1 poste libre, 1 bureau fermé libre, 1 salle libre", nogaro.Text(), StringComparison.Ordinal);
        Assert.Equal(("du lundi au vendredi", "8\u00A0h – 19\u00A0h"), (nogaro.Text("tbody th"), nogaro.Text("tbody td")));
        Assert.Contains("32110 Nogaro", nogaro.Text(), StringComparison.Ordinal);
        Assert.Contains("Noël", nogaro.Text(), StringComparison.Ordinal);
        Assert.Equal("/sign-in?next=%2Fbook%3Fsite%3Dnogaro", nogaro.Doc.QuerySelector("main .button")!.GetAttribute("href"));
        Assert.DoesNotContain("bruno", nogaro.Doc.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.All(nogaro.Doc.QuerySelectorAll("[src], link[href]"), thing => Assert.StartsWith("/", thing.GetAttribute("src") ?? thing.GetAttribute("href"), StringComparison.Ordinal));

        static string Card(Sheet list, string site) => list.Doc.QuerySelector($"a[href='/telecentres/{site}']")!.Closest("li")!.TextContent;
    }, now: "2026-11-23T16:30:00+01:00");

    [Fact]
    public async Task A_closure_of_the_whole_site_counts_and_is_told_beforehand() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("keeper-nogaro").Post("telecentres/nogaro/closures", new { start = "2026-11-23T08:00", end = "2026-11-25T00:00", reason = "Travaux" });
        await hub.CatchUp();
        using var stranger = Surfer.Unknown(hub);
        var page = await stranger.Open("/telecentres/nogaro");

        Assert.Contains("Fermé, ouvre mercredi 25\u00A0novembre, 8\u00A0h", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Travaux", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("En ce moment", page.Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Strangers_share_a_page_for_a_minute_and_members_do_not() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        using var anne = await Surfer.As(hub, "anne");
        foreach (var path in (string[])["/telecentres", "/telecentres/nogaro", "/accessibility", "/privacy"])
        {
            var (shared, hers) = (await stranger.Open(path), await anne.Open(path));

            Assert.Equal("public, max-age=60", shared.Headers["Cache-Control"]);
            Assert.Contains("Cookie", shared.Headers["Vary"], StringComparison.Ordinal);
            Assert.False(shared.Headers.ContainsKey("Set-Cookie"));
            Assert.Contains("no-store", hers.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Single(hers.Doc.QuerySelectorAll("h1"));
        }

        Assert.Equal(404, (await stranger.Open("/telecentres/nowhere")).Status);
    });

    [Fact]
    public async Task Nobody_claims_that_the_pages_were_audited() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        var page = await stranger.Open("/sign-in");

        Assert.Contains("Accessibilité\u00A0: non audité", page.Text("footer"), StringComparison.Ordinal);
        Assert.Contains("non audité", (await stranger.Open("/accessibility")).Text(), StringComparison.Ordinal);
        Assert.Contains("not audited", (await stranger.InEnglish().Open("/accessibility")).Text(), StringComparison.Ordinal);
    });
}
