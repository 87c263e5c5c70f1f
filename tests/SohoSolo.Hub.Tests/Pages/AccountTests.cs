using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member's account: what she chooses, and where she is signed in.</summary>
public sealed class AccountTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_she_chooses_holds_from_then_on(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var kept = await anne.Press(await anne.Open("/me"), "Enregistrer vos choix", ("language", "en"), ("release", "yes"));
        var chosen = (await hub.As("anne").Get("me/preferences")).Json;

        Assert.Contains("Vos choix sont enregistrés", kept.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(("en", true), (chosen.GetProperty("language").GetString(), chosen.GetProperty("releaseWhenLeft").GetBoolean()));
        Assert.NotNull(kept.Doc.QuerySelector("input[name=release][checked]"));
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task She_closes_one_session_or_all_others_and_stays_in_her_own(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var here = await Surfer.As(hub, "anne");
        using var lost = await Surfer.As(hub, "anne");
        using var other = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var page = await here.Open("/me");
        Assert.Equal(3, page.Doc.QuerySelectorAll("[aria-labelledby=sessions] li").Length);

        Assert.Single(page.Doc.QuerySelectorAll("[aria-labelledby=sessions] li"), line => line.TextContent.Contains("cette session", StringComparison.Ordinal));
        var one = await here.Press(page, "Fermer la session");
        Assert.Equal(2, one.Doc.QuerySelectorAll("[aria-labelledby=sessions] li").Length);
        Assert.Single(new[] { await lost.Open("/me"), await other.Open("/me") }, sheet => sheet.Path.StartsWith("/sign-in", StringComparison.Ordinal));

        var all = await here.Press(one, "Fermer toutes les autres sessions");
        Assert.Equal(200, all.Status);
        Assert.Single(all.Doc.QuerySelectorAll("[aria-labelledby=sessions] li"));
        Assert.StartsWith("/sign-in", (await lost.Open("/me")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await other.Open("/me")).Path, StringComparison.Ordinal);
        Assert.Equal("/me", (await bruno.Open("/me")).Path);
    });

    [Fact]
    public async Task Nobody_closes_the_session_of_somebody_else() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var second = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var hers = (await hub.App.Services.GetRequiredService<SessionKeeping>().Of(new MemberId("bruno"), Stop))[0].Id;
        var button = (await anne.Open("/me")).Button("Fermer la session");
        var fields = button.Closest("form")!.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)).ToList();
        await anne.Post($"/me/sessions/{hers}/end", fields);

        Assert.Equal("/me", (await bruno.Open("/me")).Path);
        Assert.Equal("/me", (await second.Open("/me")).Path);
    });

    [Fact]
    public async Task A_session_ends_with_a_suspension() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        var proof = new Proof(bruno.Cookies.GetAllCookies()["sohosolo"]!.Value, TokenKind.Session);
        var book = hub.App.Services.GetRequiredService<TokenBook>();
        Assert.IsType<Recognition.Known>(await book.Recognise(proof, Stop));

        Assert.Equal(200, (await hub.As("chamber").Patch("members/bruno", new { status = "suspended" })).Status);
        Assert.IsType<Recognition.Unknown>(await book.Recognise(proof, Stop));
        Assert.StartsWith("/sign-in", (await bruno.Open("/me")).Path, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0", "Firefox, Android")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("<script>alert(1)</script>", "")]
    [InlineData("", "")]
    public void A_browser_is_named_by_its_family_only(string says, string name)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = says;
        Assert.Equal(name, BrowserName.Of(context.Request));
    }
}
