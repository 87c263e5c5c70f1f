using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A screen at a door, and what is kept on a device.</summary>
public sealed class DisplayTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_keeper_makes_a_screen_of_a_tablet_which_then_shows_one_room_and_nothing_else(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        await hub.As("bruno").Book(new { space = "auch-room-1", start = "2026-11-23T09:00", end = "2026-11-23T11:00" });
        await hub.MoveTo("2026-11-23T10:00+01:00");
        using var tablet = await Surfer.As(hub, "keeper-auch");
        var screen = await tablet.Press(await tablet.Open("/board/auch/displays"), "Faire de cet appareil", ("space", "auch-room-1"));

        Assert.Equal((200, "/display/auch-room-1"), (screen.Status, screen.Path));
        Assert.Equal("Réservée", screen.Text(".display-state"));
        Assert.Contains("jusqu’à 11\u00A0h", screen.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("bruno", screen.Doc.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Single(screen.Doc.QuerySelectorAll("svg.qr"));
        Assert.Empty(screen.Doc.QuerySelectorAll("form, nav"));
        Assert.Equal(403, (await tablet.Open("/display/auch-office-1")).Status);
        Assert.StartsWith("/sign-in", (await tablet.Open("/board/auch")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await tablet.Open("/here/auch-room-1")).Path, StringComparison.Ordinal);

        await hub.MoveTo("2026-11-23T11:00+01:00");
        Assert.Equal("Libre", (await tablet.Open("/display/auch-room-1")).Text(".display-state"));
    });

    [Fact]
    public async Task A_screen_that_was_taken_away_shows_nothing_and_other_keepers_cannot_take_it_away() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var tablet = await Surfer.As(hub, "keeper-auch");
        await tablet.Press(await tablet.Open("/board/auch/displays"), "Faire de cet appareil", ("space", "auch-room-1"));
        using var other = await Surfer.As(hub, "keeper-nogaro");
        using var keeper = await Surfer.As(hub, "keeper-auch");
        var list = await keeper.Open("/board/auch/displays");
        var id = list.Doc.QuerySelector("button[name=display]")!.GetAttribute("value")!;
        var meddling = await other.Send(await other.Open("/board/nogaro/displays"), (await other.Open("/board/nogaro/displays")).Button("Faire de cet appareil"), ("space", "auch-room-1"));

        Assert.Equal(404, meddling.Status);
        Assert.Equal(403, (await other.Open("/board/auch/displays")).Status);
        Assert.Contains(id, list.Doc.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var ended = await keeper.Press(list, "Retirer l’écran de auch-room-1");
        Assert.Contains("ne montre plus rien", ended.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(403, (await tablet.Open("/display/auch-room-1")).Status);
    });

    [Fact]
    public async Task A_stranger_sees_no_screen_and_a_keeper_sees_what_hers_show() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        using var anne = await Surfer.As(hub, "anne");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");

        Assert.Equal(403, (await stranger.Open("/display/nogaro-room-1")).Status);
        Assert.Equal(403, (await anne.Open("/display/nogaro-room-1")).Status);
        Assert.Equal(200, (await keeper.Open("/display/nogaro-room-1")).Status);
        Assert.Equal(404, (await keeper.Open("/display/nowhere-room-1")).Status);
    });

    [Fact]
    public async Task The_pages_can_be_installed() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var stop = TestContext.Current.CancellationToken;
        var page = await anne.Open("/");
        var manifest = System.Text.Json.JsonDocument.Parse(await anne.Http.GetStringAsync(new Uri(page.Doc.QuerySelector("link[rel=manifest]")!.GetAttribute("href")!, UriKind.Relative), stop)).RootElement;
        using var worker = await anne.Http.GetAsync(new Uri("/sw.js?build=x", UriKind.Relative), stop);

        Assert.Equal("Soho Solo", manifest.GetProperty("name").GetString());
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var picture = await anne.Http.GetAsync(new Uri(icon.GetProperty("src").GetString()!, UriKind.Relative), stop);
            Assert.Equal(icon.GetProperty("type").GetString(), picture.Content.Headers.ContentType!.MediaType);
        }

        Assert.Equal("text/javascript", worker.Content.Headers.ContentType!.MediaType);
        Assert.True(worker.Headers.CacheControl!.NoCache);
        Assert.Equal(200, (await anne.Open("/offline")).Status);
    });
}
