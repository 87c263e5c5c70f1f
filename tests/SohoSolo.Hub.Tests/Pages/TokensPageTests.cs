using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member's tokens for her own programs, and what she may use.</summary>
public sealed class TokensPageTests
{
    [Fact]
    public Task A_token_is_shown_once_lets_her_program_in_and_is_ended() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        var page = await bruno.Open("/me/tokens");
        var made = await bruno.Press(page, "Créer le jeton", ("name", "Mon agenda"), ("days", "30"));
        var secret = made.Text(".notice code");
        Assert.Equal(200, (await hub.As(secret).Get("me")).Status);
        Assert.Equal(403, (await hub.As(secret).Put("me/preferences", new { language = "en" })).Status);

        var again = await bruno.Press(page, "Créer le jeton", ("name", "Mon agenda"), ("days", "30"));
        Assert.Equal(409, again.Status);
        Assert.DoesNotContain("sst_", again.Doc.Source.Text, StringComparison.Ordinal);
        Assert.Contains("Lire seulement", again.Text("[aria-labelledby=yours]"), StringComparison.Ordinal);

        var ended = await bruno.Press(await bruno.Open("/me/tokens"), "Mettre fin au jeton Mon agenda");
        Assert.Contains("ne laisse plus entrer personne", ended.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(401, (await hub.As(secret).Get("me")).Status);
    });

    [Fact]
    public Task A_token_does_no_more_than_she_and_is_ended_by_nobody_else() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await bruno.Open("/me/tokens");
        Assert.Null(page.Doc.QuerySelector("[name=role]"));
        Assert.Equal(422, (await bruno.Press(page, "Créer le jeton", ("name", "x"), ("role", "chamber"))).Status);
        Assert.Equal(422, (await bruno.Press(await bruno.Open("/me/tokens"), "Créer le jeton", ("name", new string('x', 81)))).Status);

        var hers = await keeper.Press(await keeper.Open("/me/tokens"), "Créer le jeton", ("name", "Affichage"), ("role", "keeper"), ("scope", "write"));
        Assert.Equal("keeper", (await hub.As(hers.Text(".notice code")).Get("me")).Json.GetProperty("signIn").GetProperty("role").GetString());

        var his = await bruno.Press(await bruno.Open("/me/tokens"), "Créer le jeton", ("name", "x"));
        var end = his.Within("[aria-labelledby=yours]", "Mettre fin");
        end.Closest("form")!.SetAttribute("action", hers.Within("[aria-labelledby=yours]", "Mettre fin au jeton Affichage").Closest("form")!.GetAttribute("action")!);
        Assert.Equal(404, (await bruno.Send(his, end)).Status);
    });

    [Fact]
    public Task What_she_may_use_is_told_with_what_is_left_of_it_and_who_pays() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var api = hub.As("chamber");
        (await api.Post("members/chloe/entitlements", new { kind = "ticket-book", funder = SmallNetwork.Funder, units = 5, from = "2027-02-01" })).Must(201);
        (await api.Post("members/chloe/entitlements", new { kind = "funded", funder = SmallNetwork.Funder, payer = "Mairie", daysAMonth = 3 })).Must(201);
        using var chloe = await Surfer.As(hub, "chloe");
        var page = await chloe.Open("/me/entitlements");

        Assert.Contains("2 sur 2 demi-journées ce mois-ci", page.Text("[aria-labelledby=now]"), StringComparison.Ordinal);
        Assert.Contains("Mairie, Bas Armagnac", page.Text("[aria-labelledby=now]"), StringComparison.Ordinal);
        Assert.Contains("5 demi-journées", page.Text("[aria-labelledby=later]"), StringComparison.Ordinal);
        Assert.Null(page.Doc.QuerySelector("#over"));
    });
}
