using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>"Something is not working", in two taps.</summary>
public sealed class ReportTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task From_any_page_what_is_broken_is_told_in_two_taps(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var home = await anne.Open("/");
        var asked = await anne.Open(home.Doc.QuerySelector("footer a[href='/faults/new']")!.GetAttribute("href")!);
        var told = await anne.Press(asked, "Le chauffage");

        Assert.Contains("L’accueil le voit", told.Text("[role=status]"), StringComparison.Ordinal);
        var alarm = Assert.Single((await hub.As("chamber").Get("telecentres/nogaro/alarms")).Json.EnumerateArray());
        Assert.Equal(("nogaro", "fault", "heating", "anne"), (alarm.GetProperty("site").GetString(), alarm.GetProperty("kind").GetString(), alarm.GetProperty("note").GetString(), alarm.GetProperty("raisedBy").GetString()));
    });

    [Fact]
    public async Task Where_she_has_a_place_that_place_is_meant() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("anne").Book(new { space = "auch-desk-1", day = "2026-11-23", part = "full" });
        await hub.MoveTo("2026-11-23T09:00+01:00");
        using var anne = await Surfer.As(hub, "anne");
        await anne.Press(await anne.Open("/faults/new"), "Le siège ou l’écran", ("more", "<b>L’écran</b> \u202Ereste noir\u2066"));

        using var keeper = await Surfer.As(hub, "keeper-auch");
        var alarm = Assert.Single((await hub.As("keeper-auch").Get("telecentres/auch/alarms")).Json.EnumerateArray());
        Assert.Equal("auch-desk-1", alarm.GetProperty("about").GetString());
        Assert.Contains("Siège ou écran\u00A0: <b>L’écran</b> reste noir", (await keeper.Open("/board/auch")).Text(), StringComparison.Ordinal);
        Assert.Contains("Siège ou écran\u00A0: <b>L’écran</b> reste noir", (await keeper.Open("/board/auch/faults")).Text(), StringComparison.Ordinal);

        // Each reads it in her own language, whatever language it was told in.
        Assert.Contains("Chair or screen: <b>L’écran</b> reste noir", (await keeper.Open("/language?to=en&back=/board/auch/faults")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task What_cannot_be_kept_says_why_and_nothing_typed_is_lost() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        for (var number = 0; number < 10; number++) await anne.Press(await anne.Open("/faults/new?site=nogaro"), "Le Wi-Fi");
        var refused = await anne.Press(await anne.Open("/faults/new?site=nogaro"), "Autre chose", ("more", "La cafetière fuit"));

        Assert.Equal(422, refused.Status);
        Assert.Contains("attendent déjà", refused.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("La cafetière fuit", refused.Doc.QuerySelector("textarea")!.TextContent);
    });
}
