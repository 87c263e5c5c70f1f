using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What holds for every page, whatever is on it.</summary>
public sealed class ShellTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in_and_comes_back_to_where_she_was() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        var page = await stranger.Open("/");

        Assert.Equal((200, "/sign-in?next=%2F"), (page.Status, page.Path));
    });

    [Fact]
    public async Task Every_page_tells_the_browser_what_to_refuse() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        foreach (var path in (string[])["/", "/sign-in", "/no-such-page"])
        {
            var page = await anne.Open(path);
            var policy = page.Headers["Content-Security-Policy"];

            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
            Assert.Empty(page.Doc.QuerySelectorAll("script:not([src]), style, [style], [onclick], [onload], [onerror]"));
        }
    });

    [Fact]
    public async Task A_form_from_elsewhere_does_nothing_and_says_so() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Post("/sign-out", []);

        Assert.Equal(400, page.Status);
        Assert.Contains("Rien n’a été enregistré", page.Text(), StringComparison.Ordinal);
        Assert.Equal("/", (await anne.Open("/")).Path);
    });

    [Fact]
    public async Task A_session_ends_at_once_when_its_member_signs_out_or_is_removed() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var left = await anne.Press(await anne.Open("/"), "Se déconnecter");
        var gone = await hub.As("chamber").Patch("members/bruno", new { status = "left" });

        Assert.Equal("/sign-in", left.Path);
        Assert.StartsWith("/sign-in", (await anne.Open("/")).Path, StringComparison.Ordinal);
        Assert.Equal(200, gone.Status);
        Assert.StartsWith("/sign-in", (await bruno.Open("/")).Path, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_session_reads_the_interface_but_changes_nothing_by_it_and_is_no_token() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var nothing = new StringContent("""{"site":"nogaro","kind":"desk","day":"2026-11-24","part":"morning"}""", null, "application/json");
        using var read = await anne.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Stop);
        using var written = await anne.Http.PostAsync(new Uri("/api/v1/bookings", UriKind.Relative), nothing, Stop);
        var session = anne.Cookies.GetAllCookies()["sohosolo"]!.Value;

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, written.StatusCode);
        Assert.Equal(401, (await hub.As(session).Get("me")).Status);
        Assert.DoesNotContain("sst_", (await hub.As("anne").Get("me/tokens")).Json.GetRawText(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Tokens_and_sessions_are_kept_apart() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var surfer = Surfer.Unknown(hub);
        surfer.Cookies.Add(surfer.Http.BaseAddress!, new Cookie("sohosolo", "anne"));

        Assert.StartsWith("/sign-in", (await surfer.Open("/")).Path, StringComparison.Ordinal);

        var keeping = hub.App.Services.GetRequiredService<SessionKeeping>();
        var anne = await hub.App.Services.GetRequiredService<StoreQueries>().Member(new MemberId("anne"), Stop);
        var (first, second) = (await keeping.Begin(anne!, "phone", Stop), await keeping.Begin(anne!, "desk", Stop));
        await keeping.EndOne(anne!.Id, (await keeping.Of(anne.Id, Stop)).Single(session => session.Name == "phone").Id, Stop);

        var book = hub.App.Services.GetRequiredService<TokenBook>();
        Assert.IsType<Recognition.Unknown>(await book.Recognise(new Proof(first, TokenKind.Session), Stop));
        Assert.IsType<Recognition.Known>(await book.Recognise(new Proof(second, TokenKind.Session), Stop));
        Assert.IsType<Recognition.Unknown>(await book.Recognise(new Proof(second, TokenKind.Token), Stop));
    });

    [Fact]
    public async Task The_language_is_the_browsers_until_one_is_chosen() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        Assert.Equal("fr", (await anne.Open("/")).Doc.DocumentElement.GetAttribute("lang"));

        var english = await anne.Open("/language?to=en&back=%2F%3Fa%3D1");
        Assert.Contains("Your next bookings", english.Text(), StringComparison.Ordinal);
        Assert.Equal(("en", "/?a=1"), (english.Doc.DocumentElement.GetAttribute("lang"), english.Path));
        Assert.Equal("fr", (await anne.Open("/language?to=fr&back=/")).Doc.DocumentElement.GetAttribute("lang"));

        using var stranger = Surfer.Unknown(hub).InEnglish();
        Assert.Equal("en", (await stranger.Open("/sign-in")).Doc.DocumentElement.GetAttribute("lang"));
    });

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/%0d%0aSet-Cookie:x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_sent_to_somewhere_else(string back) => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var answer = await anne.Http.GetAsync(new Uri($"/language?to=en&back={Uri.EscapeDataString(Uri.UnescapeDataString(back))}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    });

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "name=%00")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut")]
    [InlineData("multipart/form-data", "no boundary")]
    public async Task A_form_that_cannot_be_read_is_no_fault_of_ours(string type, string body) => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await anne.Http.PostAsync(new Uri("/me/profile", UriKind.Relative), content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("pas pu être lu", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Whoever_sends_too_much_is_told_so_before_it_is_read() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(hub.Api.Host, hub.Api.Port, Stop);
        var head = $"POST /me/profile HTTP/1.1\r\nHost: {hub.Api.Authority}\r\nCookie: sohosolo={anne.Cookies.GetAllCookies()["sohosolo"]!.Value}\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17000000\r\n\r\n";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Stop);
        using var answer = new StreamReader(tcp.GetStream());

        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(Stop), StringComparison.Ordinal);
    });

    [Fact]
    public async Task An_unknown_address_is_a_page_for_people_and_a_problem_for_programs() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open("/nowhere");

        Assert.Equal(404, page.Status);
        Assert.Contains("Page introuvable", page.Text(), StringComparison.Ordinal);
        Assert.Equal(404, (await hub.As("anne").Get("nowhere")).Status);
        Assert.Equal("not-found", (await hub.As("anne").Get("nowhere")).Reason);
    });

    [Fact]
    public async Task What_a_page_is_made_of_is_asked_for_once() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var sheet = (await anne.Open("/")).Doc.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var today = await anne.Http.GetAsync(new Uri(sheet, UriKind.Relative), Stop);
        using var older = await anne.Http.GetAsync(new Uri("/assets/older/app.css", UriKind.Relative), Stop);
        using var none = await anne.Http.GetAsync(new Uri("/assets/older/..%2f..%2fappsettings.json", UriKind.Relative), Stop);

        Assert.Contains("immutable", today.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(older.Headers.CacheControl!.NoStore);
        Assert.Equal("text/css", older.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    });
}
