namespace SohoSolo.Browser.Journeys;

/// <summary>The board that a keeper leaves open all day.</summary>
public sealed class LiveBoardTests(Chromium chromium, DemoNetworks networks)
{
    private const string AnnesToken = "demo-teleworker";
    private const string AnnesBadge = "04D0000000A11E";
    private const string NeighboursBadge = "04D00000000006";
    private const float Patient = 60_000;

    [Fact]
    public async Task It_moves_by_itself_when_a_badge_is_presented_also_after_the_hub_was_killed()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        var hers = await network.Book(AnnesToken, new { space = "nogaro-desk-2", start = "2026-11-23T09:15", end = "2026-11-23T12:00" });
        var his = await network.Book(Neighbour.Token, new { space = "nogaro-desk-3", start = "2026-11-23T09:15", end = "2026-11-23T12:00" });
        await using var keeper = await chromium.Open(network);
        keeper.SaysYes();
        await keeper.IsBack(DemoNetwork.Keeper);
        await keeper.Open("/board/nogaro");
        await keeper.Page.EvaluateAsync("window.isTheSamePage = true");
        await Assertions.Expect(Of(hers)).ToContainTextAsync(keeper.Words["Board", "person.expected"]);

        var unlocked = await network.Present(AnnesBadge);
        Assert.Contains("unlocked", unlocked, StringComparison.Ordinal);
        await IsHere(hers);

        network.Hub.Kill9();
        await Assertions.Expect(keeper.Main.Locator("#board-offline")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = Patient });
        await network.Hub.Start(TestContext.Current.CancellationToken);
        await Assertions.Expect(keeper.Main.Locator("#board-offline")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = Patient });
        await Assertions.Expect(Of(his)).ToContainTextAsync(keeper.Words["Board", "person.expected"]);
        Assert.Contains("unlocked", await network.Present(NeighboursBadge), StringComparison.Ordinal);
        await IsHere(his);

        Assert.True(await keeper.Page.EvaluateAsync<bool>("window.isTheSamePage"));
        foreach (var booking in (string[])[hers, his])
        {
            await keeper.Click(Of(booking).Locator("summary"));
            await keeper.Press("Board", "release", Of(booking));
            await keeper.IsTold("Board", "said.released");
        }

        ILocator Of(string booking) => keeper.Main.Locator($"#booking-{booking}");

        Task IsHere(string booking) =>
            Assertions.Expect(Of(booking)).ToContainTextAsync(keeper.Words["Board", "person.here"], new LocatorAssertionsToContainTextOptions { Timeout = Patient });
    }
}
