namespace SohoSolo.Browser.Journeys;

/// <summary>Two people in front of the same free desk.</summary>
public sealed class RaceTests(Chromium chromium, DemoNetworks networks)
{
    public static TheoryData<string> Engines => Repository.IsFull ? [DemoNetwork.Sqlite, DemoNetwork.Postgres] : [DemoNetwork.Postgres];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_of_two_has_the_desk_and_the_other_sees_what_else_there_is(string engine)
    {
        var network = await networks.On(engine);
        await using var anne = await chromium.Open(network);
        await using var other = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await Task.WhenAll(anne.IsBack(DemoNetwork.Anne), other.SignInByCode(Neighbour.Email));
        await Task.WhenAll(((Window[])[anne, other]).Select(window => window.Open("/book?day=2026-12-02&part=morning&site=nogaro")));
        var desk = await anne.Main.Locator(".places button[name=space]").First.GetAttributeAsync("value");

        await Task.WhenAll(((Window[])[anne, other]).Select(window => window.Click(window.Main.Locator($".places button[value='{desk}']"))));
        await Task.WhenAll(((Window[])[anne, other]).Select(window => window.Notice.WaitForAsync()));

        var late = Assert.Single((Window[])[anne, other], window => new Uri(window.Page.Url).AbsolutePath == "/book");
        await Assertions.Expect(late.Notice).ToContainTextAsync(late.Words["Reason", "conflict"]);
        await late.Click(late.Notice.Locator("button[name=instead]").First);
        await late.IsTold("Bookings", "said.booked");

        foreach (var window in (Window[])[anne, other])
        {
            await window.Press("Bookings", "act.undo", window.Notice);
            await window.IsTold("Bookings", "said.cancelled");
        }
    }
}
