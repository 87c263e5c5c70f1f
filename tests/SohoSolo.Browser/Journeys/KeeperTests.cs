namespace SohoSolo.Browser.Journeys;

/// <summary>A keeper's day in a real browser.</summary>
public sealed class KeeperTests(Chromium chromium, DemoNetworks networks)
{
    private const string Board = "/board/nogaro";
    private const string Other = "demo-member-007";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task She_notes_an_arrival_lets_somebody_in_moves_him_and_has_both_on_paper()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        var here = await network.Book(Neighbour.Token, new { space = "nogaro-desk-3", start = "2026-11-23T09:15", end = "2026-11-23T12:00" });
        var moved = await network.Book(Other, new { space = "nogaro-desk-2", day = "2026-11-23", part = "afternoon" });
        await using var keeper = await chromium.Open(network);
        keeper.SaysYes();
        await keeper.IsBack(DemoNetwork.Keeper);
        await keeper.Open(Board);

        await keeper.Press("Board", "check-in", Of(here));
        await keeper.IsTold("Board", "said.checked-in");
        await Assertions.Expect(Of(here)).ToContainTextAsync(keeper.Words["Board", "person.here"]);

        await keeper.Click(Of(moved).Locator("summary"));
        await keeper.Press("Board", "let-in", Of(moved));
        await keeper.IsTold("Board", "said.unlocked");
        await keeper.Click(Of(moved).Locator("summary"));
        await keeper.Press("Board", "move", Of(moved));
        await keeper.IsTold("Board", "said.moved");

        await keeper.Open($"{Board}/day");
        Assert.Contains(Neighbour.Name, await keeper.Read("table"), StringComparison.Ordinal);
        await keeper.Open($"{Board}/roll-call");
        Assert.Contains(Neighbour.Name, await keeper.Read("table"), StringComparison.Ordinal);

        await keeper.Open(Board);
        await keeper.Click(Of(here).Locator("summary"));
        await keeper.Press("Board", "release", Of(here));
        await keeper.IsTold("Board", "said.released");
        await network.Cancel(Other, moved);
        Assert.Empty(keeper.Complaints);

        ILocator Of(string booking) => keeper.Main.Locator($"#booking-{booking}");
    }

    [Fact]
    public async Task She_sees_whom_a_closure_concerns_closes_blocks_a_place_and_takes_both_back()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await network.Book(Neighbour.Token, new { space = "nogaro-desk-1", day = "2026-12-15", part = "morning" });
        await using var keeper = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await keeper.IsBack(DemoNetwork.Keeper);

        await Ask("2026-12-15", "Travaux", "");
        await Assertions.Expect(keeper.Main.Locator("table")).ToContainTextAsync(Neighbour.Name);
        await keeper.Press("Closures", "close");
        await keeper.IsTold("Closures", "said.closed");
        await keeper.Press("Closures", "reopen");
        await keeper.IsTold("Closures", "said.reopened");

        await Ask("2026-12-16", "Écran cassé", "nogaro-desk-2");
        await keeper.Press("Closures", "block");
        await keeper.IsTold("Closures", "said.closed");
        await keeper.Press("Closures", "reopen");
        await keeper.IsTold("Closures", "said.reopened");
        Assert.Empty(keeper.Complaints);

        async Task Ask(string day, string reason, string space)
        {
            await keeper.Open($"{Board}/closures");
            await keeper.Page.SelectOptionAsync("#space", space);
            await keeper.Page.FillAsync("#from", day);
            await keeper.Page.FillAsync("#to", day);
            await keeper.Page.FillAsync("#reason", reason);
            await keeper.Press("Closures", "preview");
        }
    }

    [Fact]
    public async Task She_books_for_who_calls_and_the_chamber_answers_what_is_asked()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var keeper = await chromium.Open(network);
        await keeper.IsBack(DemoNetwork.Keeper);
        await keeper.Open($"{Board}/book");
        await keeper.Page.FillAsync("#search", "lagarde");
        await keeper.Press("Callers", "find");
        await keeper.Main.Locator($"input[name=member][value='{Neighbour.Id}']").CheckAsync();
        await keeper.Page.FillAsync("#day", "2026-12-17");
        await keeper.Main.Locator("input[name=part][value=morning]").CheckAsync();
        await keeper.Press("Callers", "book");
        Assert.Contains(Neighbour.Name, await keeper.IsTold("Callers", "booked"), StringComparison.Ordinal);

        await using var chamber = await chromium.Open(network);
        await chamber.IsBack(DemoNetwork.Chamber);
        await chamber.Open("/board/auch");
        await chamber.Press("Board", "approve");
        await chamber.IsTold("Board", "said.approved");
        await chamber.Press("Board", "refuse");
        await chamber.IsTold("Board", "said.refused");
        Assert.Empty(keeper.Complaints);
        Assert.Empty(chamber.Complaints);
    }

    [Fact]
    public async Task A_badge_that_is_held_to_the_reader_is_the_members_and_lost_it_opens_nothing()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var keeper = await chromium.Open(network);
        keeper.SaysYes();
        await keeper.IsBack(DemoNetwork.Keeper);
        await keeper.Open($"{Board}/badges?member={Neighbour.Id}");
        await keeper.Press("Badges", "enrol");
        var wait = keeper.Main.Locator("#badge-wait");
        await Assertions.Expect(wait).ToHaveAttributeAsync("data-status", "pending");

        await network.Present("04A20B1C2D3E80");
        await Assertions.Expect(wait).ToHaveAttributeAsync("data-status", "done", new LocatorAssertionsToHaveAttributeOptions { Timeout = (float)Soon.TotalMilliseconds });
        await keeper.Page.ReloadAsync();
        await keeper.Main.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = keeper.Words["Badges", "revoke"] }).Last.ClickAsync();
        await keeper.IsTold("Badges", "said.revoked");
        Assert.Empty(keeper.Complaints);
    }
}
