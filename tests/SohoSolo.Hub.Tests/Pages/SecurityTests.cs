using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What somebody with a browser and bad intentions gets: nothing, and in the same words as everybody else.</summary>
public sealed class SecurityTests
{
    /// <summary>What is no address of ours, though it may look like one.</summary>
    private static readonly string[] Elsewhere =
    [
        "https://elsewhere.example", "http:elsewhere.example", "//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example", "/x\\..\\elsewhere.example", "/\t/elsewhere.example", "/\r\nSet-Cookie: a=b",
        "javascript:alert(1)", "data:text/html,x", "elsewhere.example", "@elsewhere.example", "?next=//elsewhere.example", "", " //elsewhere.example", $"/{new string('a', 3_000)}",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_may_do_what_its_member_may_do_now_and_ends_with_her() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        using var chamber = await Surfer.As(hub, "chamber");
        using var anne = await Surfer.As(hub, "anne");
        Assert.Equal((200, 200, 403), (await Status(keeper, "/board/nogaro"), await Status(chamber, "/network"), await Status(anne, "/board")));

        await Change(hub, "keeper-nogaro", new { keeps = (string[])["auch"] });
        Assert.Equal((403, 200), (await Status(keeper, "/board/nogaro"), await Status(keeper, "/board/auch")));
        await Change(hub, "keeper-nogaro", new { role = "member", keeps = Array.Empty<string>() });
        Assert.Equal((403, 200), (await Status(keeper, "/board"), await Status(keeper, "/")));

        // More than she could when she signed in, only once she signs in again: who has left a browser open somewhere has not left more open than she knew.
        await Change(hub, "anne", new { role = "keeper", keeps = (string[])["nogaro"] });
        using var again = await Surfer.As(hub, "anne");
        Assert.Equal((403, 200), (await Status(anne, "/board/nogaro"), await Status(again, "/board/nogaro")));

        foreach (var status in (string[])["suspended", "left"])
        {
            using var open = await Surfer.As(hub, "anne");
            await Change(hub, "anne", new { status });
            Assert.Equal((303, 303), (await Status(open, "/"), await Status(again, "/bookings")));
            Assert.Equal(401, await Status(open, "/api/v1/me"));
            await Change(hub, "anne", new { status = "active" });
            Assert.Equal((303, 303), (await Status(open, "/"), await Status(again, "/bookings")));
        }
    });

    [Fact]
    public async Task Nobody_guesses_a_code_whoever_he_says_he_is() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        var judged = 0;
        for (var client = 0; client < 8; client++)
        {
            // As a proxy on this machine would say it: each time somebody else.
            using var guesser = Surfer.Unknown(hub);
            guesser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{client + 1}");
            var asked = await guesser.Press(await guesser.Open("/sign-in"), "Recevoir mon code", ("email", "anne@example.org"));
            for (var guess = 0; asked.Status != 429 && guess < 8 && asked.Path.StartsWith("/sign-in/code", StringComparison.Ordinal); guess++)
            {
                asked = await guesser.Press(await guesser.Open("/sign-in/code"), "Entrer", ("code", $"{(client * 100) + guess:000000}"));
                judged++;
                if (asked.Text().Contains("ne vaut plus", StringComparison.Ordinal)) break;
            }
        }

        // In an hour, of a million.
        Assert.Equal(SignInKeeping.Limits.OfAddress * StoreSignIns.MostTries, judged);
    }, settings => settings with { Smtp = new MailSetting.Files("unused") });

    [Fact]
    public async Task Behind_a_proxy_with_TLS_the_session_is_the_hosts_alone() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        var begun = (await hub.App.Services.GetRequiredService<SignInKeeping>().LinkFor((await new StoreQueries(hub.Store).MemberByEmail("anne@example.org", Stop))!, Stop)).PathAndQuery;
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Api, "/") };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var shown = await http.GetAsync(new Uri(begun, UriKind.Relative), Stop);
        var form = Cookie(shown, "sohosolo-form");
        Assert.Contains("max-age=", shown.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var token = System.Text.RegularExpressions.Regex.Match(await shown.Content.ReadAsStringAsync(Stop), "name=\"form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var filled = new FormUrlEncodedContent([KeyValuePair.Create("form", token), KeyValuePair.Create("k", begun.Split("k=")[1])]);
        http.DefaultRequestHeaders.Add("Cookie", form.Split(';')[0]);
        using var entered = await http.PostAsync(new Uri("/sign-in/link", UriKind.Relative), filled, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        foreach (var (cookie, site) in ((string, string)[])[(Cookie(entered, "__Host-sohosolo"), "samesite=lax"), (form, "samesite=strict")])
            Assert.All((string[])["secure", "httponly", "path=/", site], wanted => Assert.Contains(wanted, cookie.Split("; ").Select(part => part.ToLowerInvariant())));
    });

    [Fact]
    public void Only_an_address_of_ours_is_gone_on_to()
    {
        Assert.All(Elsewhere, path => Assert.Equal("/", LocalPath.Or(path, "/")));
        Assert.Equal("/", LocalPath.Or(null, "/"));
        Assert.All((string[])["/", "/book?day=2026-11-24&site=nogaro", "/télécentres", "/a//b", "/a:b@c"], path => Assert.Equal(path, LocalPath.Or(path, "/")));
    }

    /// <summary>Pages are left by one way out, which looks where it leads.</summary>
    [Fact]
    public void Nothing_else_sends_a_browser_anywhere() => Fence.Holds(
        from path in SourceFiles.CSharp
        let name = SourceFiles.Name(path)
        where name.StartsWith("src/SohoSolo.Hub/Pages/", StringComparison.Ordinal) && !name.EndsWith("/SeeOther.cs", StringComparison.Ordinal)
        from line in File.ReadLines(path)
        where line.Contains("Redirect(", StringComparison.Ordinal) || line.Contains("Headers.Location", StringComparison.Ordinal)
        select $"{name}: {line.Trim()}");

    [Fact]
    public async Task No_page_passes_on_an_address_of_somebody_elses() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        List<string> wrong = [];
        foreach (var next in Elsewhere.Where(next => next.Length < 100))
        {
            var written = Uri.EscapeDataString(next);
            foreach (var (surfer, path) in ((Surfer, string)[])[(anne, $"/sign-in?next={written}"), (anne, $"/sign-in/code?next={written}"), (anne, $"/welcome?next={written}"), (keeper, $"/board/nogaro?back={written}")])
            {
                var page = await surfer.Open(path);
                wrong.AddRange(from field in page.Doc.QuerySelectorAll("input[name=next], input[name=back]")
                               let value = field.GetAttribute("value")
                               where LocalPath.Or(value, "!") == "!"
                               select $"{path} offers {value}");
                wrong.AddRange(from link in page.Doc.QuerySelectorAll("a[href], form[action]")
                               let target = link.GetAttribute("href") ?? link.GetAttribute("action")!
                               where target.Contains("elsewhere", StringComparison.Ordinal) && !target.StartsWith('/') && !target.StartsWith('#')
                               select $"{path} links to {target}");
            }

            using var sent = await anne.Http.GetAsync(new Uri($"/language?to=fr&back={written}", UriKind.Relative), Stop);
            if (sent.Headers.Location?.OriginalString != "/") wrong.Add($"/language sends to {sent.Headers.Location}");
        }

        // One of ours in other letters is gone on to, in those of a header.
        using var ours = await anne.Http.GetAsync(new Uri("/language?to=fr&back=%2Ft%C3%A9l%C3%A9centres%2F%F0%9F%94%91%20%C3%A9", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/t%C3%A9l%C3%A9centres/%F0%9F%94%91%20%C3%A9"), (ours.StatusCode, ours.Headers.Location?.OriginalString));
        Fence.Holds(wrong);
    });

    [Fact]
    public async Task No_address_leads_out_of_what_is_served() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        List<string> wrong = [];
        foreach (var start in (string[])["/assets/x/", "/assets/", "/plans/nogaro/", "/plans/", "/telecentres/", "/here/", "/display/", "/bookings/", "/board/", "/api/v1/telecentres/", "/sw.js/", "/"])
        {
            foreach (var way in (string[])
            [
                "../../appsettings.json", "..%2f..%2fappsettings.json", "%2e%2e/%2e%2e/appsettings.json", "..%5c..%5cappsettings.json", "..%252f..%252fappsettings.json", "....//....//appsettings.json", "/etc/passwd", "%2fetc%2fpasswd",
                "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "..;/..;/appsettings.json", "%00", "app.css%00.png", "C:%5cwindows%5cwin.ini", "file:///etc/passwd", "sohosolo.dll", "..%c0%af..%c0%afetc/passwd",
            ])
            {
                // As it stands: a client that means well would tidy it up.
                var address = new Uri($"{hub.App.Urls.First()}{start}{way}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
                using var answer = await anne.Http.GetAsync(address, Stop);
                if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden)) wrong.Add($"{start}{way}: {answer.StatusCode}");

                var body = await answer.Content.ReadAsStringAsync(Stop);
                if (body.Contains("root:", StringComparison.Ordinal) || body.Contains("\"Logging\"", StringComparison.Ordinal)) wrong.Add($"{start}{way}: shows a file");
            }
        }

        Fence.Holds(wrong);
    });

    private static async Task Change(RunningHub hub, string member, object change) => (await hub.As("chamber").Patch($"members/{member}", change)).Must(200);

    private static async Task<int> Status(Surfer surfer, string path)
    {
        using var answer = await surfer.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return (int)answer.StatusCode;
    }

    private static string Cookie(HttpResponseMessage answer, string name) => answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal));
}
