namespace SohoSolo.Browser.Journeys;

/// <summary>The chamber at work: nothing that touches many counts before it was looked at.</summary>
public sealed class ChamberTests(Chromium chromium, DemoNetworks networks)
{
    [Fact]
    public async Task A_rule_holds_once_it_was_seen_whom_it_touches()
    {
        await using var chamber = await Open("/network/rules");
        await chamber.Page.FillAsync("#unlockSeconds", "7");
        await chamber.Press("Rules", "preview");
        await Assertions.Expect(chamber.Main.Locator("#effect")).ToBeVisibleAsync();
        Assert.Contains("7", await chamber.Read("table td:last-child"), StringComparison.Ordinal);
        await chamber.Press("Rules", "keep");
        await chamber.IsTold("Rules", "said.kept");
        Assert.Equal("7", await chamber.Page.InputValueAsync("#unlockSeconds"));
        Assert.Empty(chamber.Complaints);
    }

    [Fact]
    public async Task A_place_moves_on_the_plan_by_arrows_and_by_hand_and_its_numbers_with_it()
    {
        await using var chamber = await Open("/network/sites/nogaro/plan");
        var spot = chamber.Main.Locator("foreignObject[data-space='nogaro-desk-1'] > *");
        var (across, down) = (await Number(0), await Number(1));
        await spot.FocusAsync();
        await chamber.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal((across + 10, down), (await Number(0), await Number(1)));
        await chamber.Page.Keyboard.PressAsync("ArrowLeft");

        var box = (await spot.BoundingBoxAsync())!;
        await chamber.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await chamber.Page.Mouse.DownAsync();
        await chamber.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2) - 40, new MouseMoveOptions { Steps = 4 });
        await chamber.Page.Mouse.UpAsync();
        var moved = (await Number(0), await Number(1));
        Assert.NotEqual(down, moved.Item2);

        await chamber.Press("ChamberSites", "plan.keep");
        await chamber.IsTold("ChamberSites", "said.plan-kept");
        Assert.Equal(moved, (await Number(0), await Number(1)));
        Assert.Empty(chamber.Complaints);

        async Task<int> Number(int column) =>
            int.Parse(await chamber.Main.Locator("tr[data-space='nogaro-desk-1'] input").Nth(column).InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_file_of_members_is_put_right_before_anybody_is_taken_in()
    {
        await using var chamber = await Open("/network/members/import");
        await chamber.Page.FillAsync("#text", "nom;courriel;commune\nClaire Exemple;claire@example.org;99999\n");
        await chamber.Press("PeopleImport", "check");
        await Assertions.Expect(chamber.Main.Locator("#flaws")).ToBeVisibleAsync();
        await chamber.Page.FillAsync("#text", "nom;courriel;commune\nClaire Exemple;claire@example.org;32296\n");
        await chamber.Press("PeopleImport", "check");
        await chamber.Press("PeopleImport", "do.one");
        await Assertions.Expect(chamber.Notice).ToBeVisibleAsync();
        await chamber.Open("/network/members?search=claire%20exemple");
        Assert.Contains("Claire Exemple", await chamber.Read(), StringComparison.Ordinal);
        Assert.All(chamber.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_device_tells_its_password_once()
    {
        await using var chamber = await Open("/network/devices/new?site=nogaro");
        await chamber.Main.Locator("input[name=role][value=contact]").CheckAsync();
        await chamber.Press("Devices", "add");
        await chamber.IsTold("Devices", "said.added");
        var password = chamber.Words["Devices", "password.value"];
        Assert.Contains(password, await chamber.Read(), StringComparison.Ordinal);
        await chamber.Open(new Uri(chamber.Page.Url).AbsolutePath);
        Assert.DoesNotContain(chamber.Words["Devices", "password.says"], await chamber.Read(), StringComparison.Ordinal);
        Assert.Empty(chamber.Complaints);
    }

    private async Task<Window> Open(string path)
    {
        var chamber = await (await chromium.Open(await networks.On(DemoNetwork.Sqlite))).IsBack(DemoNetwork.Chamber);
        await chamber.Open(path);
        return chamber;
    }
}
