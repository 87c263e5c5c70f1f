namespace SohoSolo.Browser.Journeys;

/// <summary>At the door and at the desk: a screen that shows one room, and the code that a phone reads.</summary>
public sealed class DoorTests(Chromium chromium, DemoNetworks networks)
{
    private const string Token = "demo-teleworker";

    [Fact]
    public async Task A_screen_shows_by_itself_that_somebody_took_the_room_from_her_phone()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var tablet = await chromium.Open(network);
        await using var anne = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await tablet.SignIn(DemoNetwork.Keeper);
        await anne.IsBack(DemoNetwork.Anne);
        await tablet.Page.Clock.InstallAsync();
        await tablet.Open("/board/nogaro/displays");
        await tablet.Page.SelectOptionAsync("#space", "nogaro-room-1");
        await tablet.Press("Display", "begin");
        var state = tablet.Main.Locator(".display-state");
        await Assertions.Expect(state).ToHaveTextAsync(tablet.Words["Display", "free.meeting-room"]);

        // The shortest time on offer: half an hour.
        await anne.Open("/here/nogaro-room-1");
        await anne.Click(anne.Main.Locator("button[name=until]").First);
        await anne.IsTold("Here", "said.taken");
        await tablet.Page.Clock.RunForAsync(31_000);
        await Assertions.Expect(state).Not.ToHaveTextAsync(tablet.Words["Display", "free.meeting-room"]);

        await Leave(anne);
        await tablet.Page.Clock.RunForAsync(31_000);
        await Assertions.Expect(state).ToHaveTextAsync(tablet.Words["Display", "free.meeting-room"]);
        Assert.Empty(tablet.Complaints);
        Assert.Empty(anne.Complaints);
    }

    [Fact]
    public async Task The_code_at_a_desk_notes_that_she_is_there()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var anne = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await anne.IsBack(DemoNetwork.Anne);
        await network.Book(Token, new { space = "nogaro-office-1", start = "2026-11-23T09:15", end = "2026-11-23T10:15" });

        await anne.Open("/here/nogaro-office-1");
        await anne.Press("Here", "arrive");
        await anne.IsTold("Here", "said.arrived");

        // It has not begun yet, so it is cancelled, not released.
        await anne.Open("/");
        await anne.Press("Bookings", "act.cancel");
        await anne.IsTold("Bookings", "said.cancelled");
        Assert.Empty(anne.Complaints);
    }

    private static async Task Leave(Window anne)
    {
        anne.SaysYes();
        await anne.Open("/");
        await anne.Press("Bookings", "act.release");
        await anne.IsTold("Bookings", "said.released");
    }
}
