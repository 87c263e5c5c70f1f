using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Pages;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>Who was erased does not come back by anything that she had in hand, and nobody who works here is told who it was.</summary>
public sealed class GoneForGoodTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Token, another one that she made, the session of a browser, a link to sign in, a calendar's address, the link under a letter.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task Nothing_that_she_had_in_hand_opens_anything(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        var token = (await anne.Post("me/tokens", new { name = "script" })).Must(201).Word("token");
        var feed = Path.GetFileNameWithoutExtension(new Uri((await anne.Post("me/calendars", new { })).Must(201).Word("url")).AbsolutePath);
        using var browser = await Surfer.As(hub, "anne");
        using var stranger = Surfer.Unknown(hub);
        var signIn = (await hub.App.Services.GetRequiredService<SignInKeeping>().LinkFor((await new StoreQueries(hub.Store).Member(new MemberId("anne"), Stop))!, Stop)).PathAndQuery;
        var letter = hub.App.Services.GetRequiredService<StopLinks>().Path(new MemberId("anne"), MailKinds.Reminder);
        Assert.Equal(200, (await browser.Open("/me")).Status);
        Assert.Equal(200, (await stranger.Open(letter)).Status);
        (await hub.As(token).Get("me")).Must(200);
        (await hub.As(null).Get($"calendar/{feed}.ics")).Must(200);
        Assert.Contains("nogaro-desk-1", (await anne.Get("me/export")).Must(200).Text, StringComparison.Ordinal);

        (await anne.Delete("me")).Must(200);
        hub.Clock.Advance(TimeSpan.FromSeconds(6));

        (await anne.Get("me/export")).Must(401, "token-invalid");
        (await hub.As(token).Get("me/export")).Must(401, "token-invalid");
        (await hub.As(null).Get($"calendar/{feed}.ics")).Must(404, "not-found");
        Assert.Equal("/sign-in", (await browser.Open("/me")).Path.Split('?')[0]);
        Assert.Equal(404, (await stranger.Open(letter)).Status);
        await stranger.Open(signIn);
        Assert.Equal("/sign-in", (await stranger.Open("/me")).Path.Split('?')[0]);
        Assert.Empty(await hub.Rows("SELECT t.id FROM token t WHERE t.member_id = 'anne'"));
    });

    /// <summary>A keeper remembers whose place it was on one day. Nothing she is shown says that anybody was erased, or leads from that booking to another one.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task A_keeper_is_not_told_who_was_erased(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var (anne, keeper, chamber) = (hub.As("anne"), hub.As("keeper-nogaro"), hub.As("chamber"));
        string[] ids = [.. await Task.WhenAll(((string[])["2026-11-24", "2026-11-26"]).Select(async day => (await anne.Book(new { space = "nogaro-desk-1", day, part = "full" })).Must(201).Id))];
        var own = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-26", part = "full" })).Must(201).Id;
        (await hub.As("bruno").Delete($"bookings/{own}")).Must(200);
        await hub.MoveTo("2026-11-25T08:00+01:00");
        var now = hub.Clock.GetUtcNow();
        await hub.Happens(
            work => work.Put([Came(now)], null, new GatewayCursor("gw-nogaro", "e1", new SiteId("nogaro"), 1, now, now)),
            new Scope { Presence = new SiteId("nogaro") });
        Assert.Contains("anne", (await keeper.Get("telecentres/nogaro/doors/main/access-log")).Must(200).Text, StringComparison.Ordinal);

        (await chamber.Delete("members/anne")).Must(200);
        hub.Clock.Advance(ErasureDesk.LateComers);
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));

        var pseudonym = Assert.Single(await hub.Rows("SELECT DISTINCT b.member_id FROM booking b WHERE b.space_id = 'nogaro-desk-1'"));
        foreach (var path in (string[])
            [
                "bookings?site=nogaro&from=2026-11-23T00:00&to=2026-12-01T00:00", $"bookings/{ids[0]}", $"bookings/{ids[1]}", "telecentres/nogaro/board", "telecentres/nogaro/doors/main/access-log", "telecentres/nogaro/reconciliation",
                "telecentres/nogaro/alarms",
            ])
        {
            var said = (await keeper.Get(path)).Must(200).Text;
            foreach (var word in (string[])["anne", pseudonym, "erase"])
                Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase);
        }

        // A place given back by who was erased looks like one that somebody gave back.
        var (hers, his) = ((await keeper.Get($"bookings/{ids[1]}")).Must(200), (await keeper.Get($"bookings/{own}")).Must(200));
        Assert.Equal(("cancelled", "by-member"), (hers.Word("status"), hers.Word("endReason")));
        Assert.Equal((his.Word("status"), his.Word("endReason")), (hers.Word("status"), hers.Word("endReason")));
        Assert.Equal(("", "", ""), (hers.Word("member"), hers.Word("entitlement").Replace("null", "", StringComparison.Ordinal), string.Join(',', hers.Each("entitlement", "charges"))));
        foreach (var path in (string[])["members", "members/anne", "audit", "mail"])
            (await keeper.Get(path)).Must(403, "not-allowed");

        // The chamber has an account of it, under a number that leads to nobody.
        var audit = (await chamber.Get("audit?most=500")).Must(200).Text;
        Assert.Contains("\"erasure\"", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("\"anne\"", audit, StringComparison.Ordinal);
        (await chamber.Get($"members/{pseudonym}")).Must(404, "not-found");
        (await chamber.Get($"members/{pseudonym}/entitlements")).Must(404, "not-found");
    });

    private static SiteEvent Came(DateTimeOffset at) => new()
    {
        Id = new Core.Devices.EventId("gw-nogaro", "e1", 1),
        Site = new SiteId("nogaro"),
        Kind = "tag",
        At = at,
        ReceivedAt = at,
        Device = "nogaro-reader-main",
        Door = "main",
        Reader = "in",
        Decision = "granted",
        Reason = "booking",
        Member = new MemberId("anne"),
    };
}
