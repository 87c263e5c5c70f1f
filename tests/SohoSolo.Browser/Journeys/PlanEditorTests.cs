namespace SohoSolo.Browser.Journeys;

/// <summary>The chamber moves desks on a plan by keys and by hand: the numbers follow, and they are what is kept.</summary>
public sealed class PlanEditorTests(Chromium chromium, DemoNetworks networks)
{
    private const string Plan = "/network/sites/samatan/plan";
    private const string Desk = "samatan-desk-1";

    [Fact]
    public async Task A_desk_is_moved_by_keys_and_dragged_and_stays_where_it_was_put()
    {
        await using var chamber = await chromium.Open(await networks.On(DemoNetwork.Sqlite));
        await chamber.SignIn(DemoNetwork.Chamber);
        await chamber.Open(Plan);
        var spot = chamber.Page.Locator($"foreignObject[data-space={Desk}] .spot");
        var (x, y, width) = (await Number(chamber, "x"), await Number(chamber, "y"), await Number(chamber, "width"));

        await spot.FocusAsync();
        foreach (var key in (string[])["ArrowRight", "ArrowRight", "ArrowUp", "Control+ArrowUp", "Shift+ArrowLeft"]) await chamber.Page.Keyboard.PressAsync(key);
        Assert.Equal((x + 20, y - 11, width - 10), (await Number(chamber, "x"), await Number(chamber, "y"), await Number(chamber, "width")));
        Assert.Contains($"{x + 20}", await chamber.Read("#plan-said"), StringComparison.Ordinal);

        var box = (await spot.BoundingBoxAsync())!;
        await chamber.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await chamber.Page.Mouse.DownAsync();
        await chamber.Page.Mouse.MoveAsync(0, box.Y + (box.Height / 2), new MouseMoveOptions { Steps = 4 });
        await chamber.Page.Mouse.UpAsync();
        Assert.Equal(0, await Number(chamber, "x"));

        await chamber.Press("ChamberSites", "plan.keep");
        await chamber.IsTold("ChamberSites", "said.plan-kept");
        Assert.Equal((0, width - 10), (await Number(chamber, "x"), await Number(chamber, "width")));
        Assert.Empty(chamber.Complaints);
    }

    private static async Task<int> Number(Window window, string side) =>
        int.Parse(await window.Page.InputValueAsync($"[name={side}-{Desk}]"), System.Globalization.CultureInfo.InvariantCulture);
}
