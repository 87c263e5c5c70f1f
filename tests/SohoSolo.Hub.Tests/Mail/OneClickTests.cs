using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Pages;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>The link in the head of a letter as a reader's program uses it, and as others try it (RFC 8058).</summary>
public sealed class OneClickTests
{
    private static readonly MemberId Keeper = new("keeper-nogaro");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_link_of_a_delivered_letter_stops_its_kind_when_it_is_posted_to_and_only_then() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var server = new SmtpServer();
        (await hub.As("chamber").Patch($"members/{Keeper}", new { email = "keeper@example.org" })).Must(200);
        var days = hub.App.Services.GetRequiredService<DaySheets>();
        hub.Clock.MoveTo(At("2026-11-24T07:00+01:00"));
        Assert.Equal(1, await days.Write(hub.Clock.GetUtcNow(), Stop));
        var letter = Assert.Single(await Posting.Deliver(hub, server));

        Assert.Equal("List-Unsubscribe=One-Click", letter.Header("List-Unsubscribe-Post"));
        Assert.Matches("^<http://[^<> ]+>$", letter.Header("List-Unsubscribe"));
        Assert.All(letter.Head.Split("\r\n"), line => Assert.True(line.Length <= 78 || line[0] == ' ', line));
        Assert.Equal(letter.Header("List-Unsubscribe").Trim('<', '>'), letter.Text.Split('\n').Single(line => line.Contains("/mail/stop/", StringComparison.Ordinal)).Trim());
        var path = new Uri(letter.Header("List-Unsubscribe").Trim('<', '>')).PathAndQuery;
        using var program = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(hub.Api, "/") };

        // What mail scanners do before a letter is read: open everything, follow the page's own links, ask for the head only.
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Get, HttpMethod.Head])
        {
            using var look = new HttpRequestMessage(method, path);
            using var seen = await program.SendAsync(look, Stop);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        }

        using (var now = await program.GetAsync(new Uri($"{path}/now", UriKind.Relative), Stop))
            Assert.True((int)now.StatusCode >= 400);

        Assert.Empty(await Refused(hub, Keeper));
        hub.Clock.MoveTo(At("2026-11-25T07:00+01:00"));
        Assert.Equal(1, await days.Write(hub.Clock.GetUtcNow(), Stop));
        Assert.Single(await Posting.Deliver(hub, server));

        using var click = await program.PostAsync(new Uri(path, UriKind.Relative), OneClick(), Stop);
        Assert.Equal((HttpStatusCode.OK, ""), (click.StatusCode, await click.Content.ReadAsStringAsync(Stop)));
        Assert.False(click.Headers.Contains("Set-Cookie"));
        Assert.Equal([MailKinds.DaySheet], await Refused(hub, Keeper));
        Assert.Equal(0, await days.Write(At("2026-11-26T07:00+01:00"), Stop));

        // What else she gets, she gets; a second press, by another program and as a form of parts, changes nothing.
        await hub.Store.Mail.Begin(Stop);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-26", part = "morning" })).Must(201);
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/closures", new { start = "2026-11-26T08:00", end = "2026-11-26T19:00", reason = "travaux" })).Must(201);
        await hub.CatchUp();
        while (await hub.App.Services.GetRequiredService<MailWriter>().Step(Stop) > 0)
        {
        }

        Assert.Contains("La fermeture (« travaux ») annule 1 réservation d’un membre.", (await Posting.Deliver(hub, server)).Single().Text, StringComparison.Ordinal);
        using var parts = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using var again = await program.PostAsync(new Uri(path, UriKind.Relative), parts, Stop);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    });

    /// <summary>Whoever makes up a link learns neither who is a member nor who gets what.</summary>
    [Fact]
    public Task A_forged_link_does_nothing_and_tells_nothing() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var links = hub.App.Services.GetRequiredService<StopLinks>();
        var good = links.Path(new MemberId("anne"), MailKinds.Reminder);
        string[] forged =
        [
            links.Path(new MemberId("anne"), MailKinds.Reminder).Replace("anne", "bruno", StringComparison.Ordinal),
            links.Path(new MemberId("anne"), MailKinds.Reminder).Replace("anne", "nobody", StringComparison.Ordinal),
            good.Replace(MailKinds.Reminder, MailKinds.DaySheet, StringComparison.Ordinal),
            good.Replace(MailKinds.Reminder, MailKinds.Cancelled, StringComparison.Ordinal),
            good[..^1] + (good[^1] == 'A' ? 'B' : 'A'),
            good[..^40] + new string('0', 40),
            good.Replace("anne", "ANNE", StringComparison.Ordinal),
            good.Replace("anne", "anne%0Areminder", StringComparison.Ordinal),
        ];
        using var program = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(hub.Api, "/") };
        using var stranger = Surfer.Unknown(hub);
        var told = new HashSet<string>();
        foreach (var path in forged)
        {
            using var posted = await program.PostAsync(new Uri(path, UriKind.Relative), OneClick(), Stop);
            var looked = await stranger.Open(path);
            told.Add($"{(int)posted.StatusCode} {await posted.Content.ReadAsStringAsync(Stop)} {looked.Status} {looked.Text()}");
        }

        Assert.StartsWith("404 ", Assert.Single(told), StringComparison.Ordinal);
        foreach (var member in (string[])["anne", "bruno"])
            Assert.Empty(await Refused(hub, new MemberId(member)));
    });

    private static FormUrlEncodedContent OneClick() => new([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUniversalTime();

    private static async Task<IEnumerable<string>> Refused(RunningHub hub, MemberId member) => (await new StoreQueries(hub.Store).MailRefusals([member], Stop))[member];
}
